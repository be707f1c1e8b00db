"""What may pass from support to whom, and on which basis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.texts import Text


class What(StrEnum):
    """What can be told of a citizen's support, from the least to the most."""

    SUPPORT_IN_PLACE = "support_in_place"
    NO_ROOM = "no_room"
    CONTACT_PERSON = "contact_person"
    COURSE_STATUS = "course_status"
    MOVE_DATE = "move_date"
    NEEDS = "needs"
    NOTES = "notes"


class Basis(StrEnum):
    """Why it may pass: the citizen's consent, or a section of law."""

    CONSENT = "consent"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person has recorded that may be told to whom, from when to when."""

    id: UUID
    citizen_id: UUID
    what: What
    to: Party
    basis: Basis
    section: str | None
    given_on: date
    withdrawn_on: date | None
    recorded_by: str
    recorded_at: datetime

    def holds(self, day: date) -> bool:
        """Whether it was given by the day and not withdrawn by it."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True, slots=True)
class Passing:
    """Whether it may pass, on which basis, and why."""

    may_pass: bool
    basis: Basis | None
    section: str | None
    reason: Reason


NECESSARY = "databeskyttelsesforordningen art. 6, stk. 1, litra e"
# What rests on law alone: see the table in docs/decisions/0308-referrals.md. Everything else asks the citizen.
BY_LAW = {
    (What.SUPPORT_IN_PLACE, Party.ALLOCATION_OFFICE): NECESSARY,
    (What.SUPPORT_IN_PLACE, Party.SOCIAL_CENTRE): NECESSARY,
    (What.SUPPORT_IN_PLACE, Party.SHELTER): NECESSARY,
    (What.NO_ROOM, Party.ALLOCATION_OFFICE): NECESSARY,
}
# Notes never leave support, whoever asks and whatever has been consented to.
NEVER = frozenset({What.NOTES})


def may_pass(what: What, to: Party, consents: Iterable[Consent], on: date) -> Passing:
    """Whether this may be told to that party on the day.

    - Support itself knows what it knows.
    - Notes pass to nobody.
    - What the other party cannot do its own duty without passes by law, and needs no consent.
    - Anything else passes by a consent or a section of law that a person has recorded, and that holds that day. A
      consent that is withdrawn stops later passing, not what has passed.
    """
    if to is Party.SUPPORT_TEAM:
        text = Text("Støtten ved det selv.", "Support knows it itself.")
        return Passing(True, None, None, Reason("within-support", "serviceloven § 85", True, text))
    if what in NEVER:
        text = Text("Støttens notater forlader aldrig støtten.", "The notes of support never leave support.")
        return Passing(False, None, None, Reason("never-passed", "straffeloven § 152", False, text))
    section = BY_LAW.get((what, to))
    if section is not None:
        text = Text("Modtageren har brug for det til sin egen opgave.", "The recipient needs it for its own duty.")
        return Passing(True, Basis.LAW, section, Reason("by-law", section, True, text))
    own = [each for each in consents if each.what is what and each.to is to]
    holding = next((each for each in own if each.holds(on)), None)
    if holding is not None:
        return _by(holding)
    return Passing(False, None, None, _refused(own))


def _by(consent: Consent) -> Passing:
    source = consent.section or "borgerens samtykke"
    text = (
        Text(f"Borgeren har givet samtykke {consent.given_on}.", f"The citizen consented on {consent.given_on}.")
        if consent.basis is Basis.CONSENT
        else Text(f"En person har vurderet, at {source} gælder.", f"A person has judged that {source} holds.")
    )
    return Passing(True, consent.basis, consent.section, Reason(f"by-{consent.basis}", source, True, text))


def _refused(own: list[Consent]) -> Reason:
    source = "databeskyttelsesforordningen art. 6 og 9"
    if any(each.withdrawn_on for each in own):
        text = Text("Samtykket er trukket tilbage.", "The consent has been withdrawn.")
        return Reason("consent-withdrawn", source, False, text)
    text = Text("Borgeren har ikke givet samtykke til det.", "The citizen has not consented to it.")
    return Reason("no-basis", source, False, text)
