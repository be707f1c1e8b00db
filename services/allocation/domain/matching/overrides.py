"""An offer to a household that does not stand first: what may be said for it, and who was passed over.

Every code is about an applicant; none is about neighbours, the organisation's wish or anybody else (FOB 06.149).
"""

from dataclasses import dataclass
from enum import StrEnum

from kit.values.texts import Text
from services.allocation.domain.matching.problems import NotFirst
from services.allocation.domain.matching.shortlist import Shortlist


class OverrideCode(StrEnum):
    """Why a household that stands later is offered the dwelling. The set is closed."""

    MUST_MOVE_BY_A_DATE = "must_move_by_a_date"
    """The applicant must leave where they are by a day: a discharge, a release, an eviction."""
    SAFETY = "safety"
    """The applicant's own safety calls for this dwelling."""
    HEALTH = "health"
    """The applicant's own health calls for this dwelling."""
    NEAR_SUPPORT = "near_support"
    """The applicant's support or treatment is there."""
    NEAR_OWN_CHILDREN = "near_own_children"
    """The applicant's own children live or go to school there."""
    NOT_REACHED = "not_reached"
    """Those who stand before could not be reached."""
    DECLINED_BEFOREHAND = "declined_beforehand"
    """Those who stand before have said no to this dwelling."""
    DEPOSIT_NOT_POSSIBLE = "deposit_not_possible"
    """Those who stand before cannot have the deposit paid."""
    NEEDS_NOT_MET = "needs_not_met"
    """The dwelling does not meet a need of those who stand before that their nominations do not name."""


@dataclass(frozen=True, slots=True)
class Override:
    """A person's reason, as a code; `why` is kept encrypted, for those who must explain it later."""

    code: OverrideCode
    why: str | None


def require_first(
    found: Shortlist, place: int, override: Override | None, *, matched_elsewhere: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Those who are passed over by an offer to the household at this place (from 0).

    Whom the cited matching gives another dwelling is not passed over. Raises NotFirst where somebody is and no override
    is given; where nobody is, an override has nothing to override.
    """
    before = tuple(key[-2] for key in found.fitting[:place] if key[-2] not in matched_elsewhere)
    if before and override is None:
        raise NotFirst(
            Text(
                f"{len(before)} står før husstanden: tilbyd den første, eller send override med en kode",
                f"{len(before)} stand before the household: offer to the first, or send an override with a code",
            ),
            extra={"place": place + 1, "first": before[0], "codes": [str(code) for code in OverrideCode]},
        )
    return before
