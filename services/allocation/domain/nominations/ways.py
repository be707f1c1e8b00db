"""What may follow what in the life of a nomination, and the codes by which it ends."""

from collections.abc import Mapping
from enum import StrEnum

from kit.values.problems import Conflict
from kit.values.texts import Text
from services.allocation.domain.nominations.situations import UNDER_WAY, NominationStatus

RECEIVED, ASSESSMENT, OPEN, HOUSED, CLOSED = NominationStatus

NOMINATION_WAYS: Mapping[tuple[NominationStatus, NominationStatus], Text] = {
    (RECEIVED, ASSESSMENT): Text(
        "Dokumenterne er der: en person vurderer", "The documents are there: a person assesses"
    ),
    (RECEIVED, OPEN): Text("Dokumenterne er der: på listen", "The documents are there: on the list"),
    (ASSESSMENT, RECEIVED): Text("Et dokument skal sendes igen", "A document must be sent again"),
    (ASSESSMENT, OPEN): Text("Godkendt efter samlet vurdering", "Approved after a whole assessment"),
    (OPEN, HOUSED): Text("Lejekontrakten er skrevet under", "The lease is signed"),
    **{(before, CLOSED): Text("Sluttet, med en kode", "Ended, with a code") for before in sorted(UNDER_WAY)},
    (HOUSED, OPEN): Text("Lejemålet sluttede før tid: venter igen", "The tenancy ended early: waits again"),
    (CLOSED, OPEN): Text("Sluttet ved en fejl: venter igen", "Ended in error: waits again"),
    (CLOSED, RECEIVED): Text("Sluttet ved en fejl: dokumenter mangler", "Ended in error: documents are missing"),
    (CLOSED, ASSESSMENT): Text("Sluttet ved en fejl: vurderes", "Ended in error: is assessed"),
}
"""Each step a nomination can take, and what it means."""


class CloseCode(StrEnum):
    """Why a nomination ended without a dwelling from here. Missed meetings and silence are no reasons."""

    WITHDRAWN_BY_CITIZEN = "withdrawn_by_citizen"
    MOVED_AWAY = "moved_away"
    OTHER_HOME = "other_home"
    DIED = "died"
    MADE_IN_ERROR = "made_in_error"
    REFUSED = "refused"
    MERGED = "merged"


FINAL_CODES = frozenset({CloseCode.REFUSED, CloseCode.MERGED})
"""A refusal is decided on and a merge is not undone: both are followed by a new nomination, never by a reopening."""


class NominationOver(Conflict):
    slug = "nomination-over"
    title = Text("Indstillingen er afsluttet", "The nomination is over")


class NominationNotThere(Conflict):
    slug = "nomination-not-there"
    title = Text("Indstillingen står ikke dér", "The nomination does not stand there")


class CannotReopen(Conflict):
    slug = "nomination-cannot-be-reopened"
    title = Text(
        "Indstillingen kan ikke genåbnes: indstil borgeren på ny",
        "The nomination cannot be reopened: nominate the citizen anew",
    )


def moved_nomination(nomination: NominationStatus, wanted: NominationStatus) -> NominationStatus:
    """The wanted status where the table has the way to it; otherwise the problem that says why not."""
    if nomination is wanted or (nomination, wanted) in NOMINATION_WAYS:
        return wanted
    raise NominationNotThere if nomination in UNDER_WAY else NominationOver


def closed(nomination: NominationStatus) -> NominationStatus:
    """The nomination once it ends."""
    if nomination not in UNDER_WAY:
        raise NominationOver
    return moved_nomination(nomination, CLOSED)


def reopened(nomination: NominationStatus, code: str | None, wanted: NominationStatus) -> NominationStatus:
    """The nomination under way again: its tenancy ended early, or it was closed in error.

    Its waiting start and its lottery number stand. Raises CannotReopen after a refusal or a merge.
    """
    if nomination in UNDER_WAY:
        raise NominationNotThere
    if code in FINAL_CODES:
        raise CannotReopen
    return moved_nomination(nomination, wanted)
