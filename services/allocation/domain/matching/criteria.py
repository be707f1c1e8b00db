"""The council's allocation criteria: dated, versioned, every figure a local choice that no law settles."""

from dataclasses import dataclass

from services.allocation.domain.nominations.situations import Situation


@dataclass(frozen=True, slots=True)
class Criteria:
    """What the council has set: how many persons a dwelling suits, and in which order situations come.

    - `most_persons_per_room`: more is overcrowded; two is the usual measure of Danish housing practice.
    - `most_rooms_above_persons`: a larger dwelling is kept for a larger household.
    - `least_area_per_person_m2`: a floor under crowding where rooms are small.
    - `youth_below_age`: a youth dwelling suits a household whose applicant turns less than this in the year.
    - `situations`: first comes first; a situation that is not named comes last.
    """

    version: str
    most_persons_per_room: int = 2
    most_rooms_above_persons: int = 1
    least_area_per_person_m2: int = 15
    youth_below_age: int = 30
    situations: tuple[Situation, ...] = tuple(Situation)

    def place_of(self, situation: Situation) -> int:
        """The place of a situation in the council's order, the first being 1."""
        return self.situations.index(situation) + 1 if situation in self.situations else len(self.situations) + 1


FIRST_CRITERIA = Criteria(version="local-1")
"""Stands until the council's own are entered; nothing in it is verified."""
