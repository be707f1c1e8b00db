"""Whether a course runs: from the referral on, until it has ended."""

from kit.values.problems import Conflict
from kit.values.texts import Text
from services.support.domain.courses.closing import CourseEnded
from services.support.domain.referrals.referral import Referral, ReferralState


class WishMissing(Conflict):
    slug = "wish-missing"
    title = Text("Borgeren har ikke sagt nej til støtten", "The citizen has not said no to support")


def is_running(referral: Referral) -> bool:
    """Whether the citizen is helped, or still owed help."""
    return referral.state is not ReferralState.CLOSED


def require_running(referral: Referral) -> None:
    """Raises CourseEnded, so that nothing is added to a course that is over."""
    if not is_running(referral):
        raise CourseEnded
