"""Over the limit: only by a person, with a code for why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kit.values.decisions import Reason
from kit.values.texts import Text


class OverrideReason(StrEnum):
    """Why a citizen was given a place that was not there."""

    KEEPS_RELATION = "keeps_relation"
    ACUTE_DANGER = "acute_danger"
    NO_OTHER_SUPPORT = "no_other_support"
    PLACE_FREES_SOON = "place_frees_soon"
    MANAGEMENT_DECISION = "management_decision"


@dataclass(frozen=True, slots=True)
class OverLimit:
    """The record that a place over the limit leaves in the decision's reasons."""

    RULE: ClassVar[str] = "over-limit-by-a-person"

    reason: OverrideReason

    def as_reason(self) -> Reason:
        """The limit was broken, and this is why: never said as if it had been kept."""
        return Reason(self.RULE, "metodens caseload", False, _WHY[self.reason])


_WHY = {
    OverrideReason.KEEPS_RELATION: Text(
        "Grænsen er brudt af en navngiven medarbejder: borgeren beholder den, der kender borgeren.",
        "A named member of staff broke the limit: the citizen keeps whoever knows the citizen.",
    ),
    OverrideReason.ACUTE_DANGER: Text(
        "Grænsen er brudt af en navngiven medarbejder: der er akut fare for borgeren.",
        "A named member of staff broke the limit: the citizen is in acute danger.",
    ),
    OverrideReason.NO_OTHER_SUPPORT: Text(
        "Grænsen er brudt af en navngiven medarbejder: der er ingen anden støtte at give.",
        "A named member of staff broke the limit: there is no other support to give.",
    ),
    OverrideReason.PLACE_FREES_SOON: Text(
        "Grænsen er brudt af en navngiven medarbejder: en plads bliver snart ledig.",
        "A named member of staff broke the limit: a place is free soon.",
    ),
    OverrideReason.MANAGEMENT_DECISION: Text(
        "Grænsen er brudt af en navngiven medarbejder efter ledelsens beslutning.",
        "A named member of staff broke the limit by decision of the management.",
    ),
}
