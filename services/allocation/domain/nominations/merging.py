"""The same citizen nominated twice: which nomination stays, with which place, and which identifier."""

from dataclasses import dataclass, replace
from uuid import UUID

from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.situations import UNDER_WAY, NominationStatus
from services.allocation.domain.nominations.ways import CloseCode, NominationOver, closed


class BothHoldOffers(Conflict):
    slug = "both-hold-open-offers"
    title = Text(
        "Begge indstillinger har et åbent tilbud: lad det ene slutte først",
        "Both nominations hold an open offer: let one end first",
    )


class TwoCitizens(Conflict):
    slug = "two-citizens"
    title = Text(
        "Indstillingerne har hver sit CPR-nummer: de gælder to borgere",
        "The nominations have a CPR number each: they are of two citizens",
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A nomination, whether its citizen's CPR number is known, and whether it holds an open offer."""

    nomination: Nomination
    has_cpr_number: bool
    has_open_offer: bool


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge makes of both: `stays` waits on, `gone` is closed, `old_citizen_id` is known as another from now."""

    stays: Nomination
    gone: Nomination
    old_citizen_id: UUID
    citizen_id: UUID


def merged(gone: Known, stays: Known) -> Merge:
    """Merge one nomination into another.

    - The older waiting start stands, so the citizen loses nothing; the lottery number of the one that stays stands, so
      nobody draws twice.
    - One stays under way. What is offered to the other is offered to it; not where both hold an open offer.
    - The identifier made from a CPR number is kept, whichever nomination it came with; two such are two citizens.
    - What qualified either of them qualifies the one that stays: a merge takes nobody off the list.
    """
    _require_mergeable(gone, stays)
    one, other = gone.nomination, stays.nomination
    kept, old = (one, other) if gone.has_cpr_number and not stays.has_cpr_number else (other, one)
    facts = replace(other.facts, homeless_since_on=min(one.facts.homeless_since_on, other.facts.homeless_since_on))
    qualified = [day for day in (one.qualified_on, other.qualified_on) if day is not None]
    return Merge(
        stays=replace(
            other,
            citizen_id=kept.citizen_id,
            facts=facts,
            facts_version=other.facts_version + (facts != other.facts),
            waiting_since_on=min(one.waiting_since_on, other.waiting_since_on),
            status=NominationStatus.OPEN if qualified else other.status,
            qualified_on=min(qualified, default=None),
            version=other.version + 1,
        ),
        gone=replace(
            one,
            citizen_id=kept.citizen_id,
            status=closed(one.status),
            close_code=CloseCode.MERGED,
            merged_into=other.id,
            version=one.version + 1,
        ),
        old_citizen_id=old.citizen_id,
        citizen_id=kept.citizen_id,
    )


def _require_mergeable(gone: Known, stays: Known) -> None:
    one, other = gone.nomination, stays.nomination
    if one.id == other.id:
        text = Text("En indstilling lægges ikke sammen med sig selv", "A nomination is not merged into itself")
        raise Unprocessable(errors=[FieldError("/into", text)])
    if other.status not in UNDER_WAY:
        raise NominationOver
    if gone.has_open_offer and stays.has_open_offer:
        raise BothHoldOffers
    if gone.has_cpr_number and stays.has_cpr_number and one.citizen_id != other.citizen_id:
        raise TwoCitizens
