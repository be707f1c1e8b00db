"""What a person may decide on a referral. The recommendation is support for the decision; departing says why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import (
    Decision,
    DepartureReason,
    Referral,
    ReferralSource,
    ReferralState,
)

FOR_NONE = (DepartureReason.CITIZEN_DECLINES, DepartureReason.NO_NEED_FOUND, DepartureReason.WITHDRAWN)
FOR_ANOTHER = tuple(reason for reason in DepartureReason if reason not in FOR_NONE)
LATEST_START = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person says: a method or none, why, and the first day where no offer gives one."""

    method: Method | None
    reason: DepartureReason | None
    starts_on: date | None
    by: str
    at: datetime


class ReferralEnded(Conflict):
    slug = "referral-ended"
    title = Text("Henvisningen er afsluttet: opret en ny", "The referral has ended: open a new one")


class CourseRuns(Conflict):
    slug = "course-runs"
    title = Text(
        "Et støtteforløb afvises ikke: det afsluttes kun efter reglerne for afslutning",
        "A course of support is not refused: it ends only by the rules of closing",
    )


def decide(referral: Referral, decided: Decided) -> Decision | None:
    """The decision; None where the same has been decided before.

    - Another method than the recommended one says why; so does none, and for none only some reasons hold.
    - That there is no room never refuses anybody: the citizen waits, and management sees it.
    - None never ends a course, and whoever made an offer takes it back by the offer's own end.
    """
    earlier = referral.decision
    if earlier and (earlier.method, earlier.reason) == (decided.method, decided.reason):
        same_start = decided.starts_on in (None, referral.starts_on)
        if same_start:
            return None
    if referral.state is ReferralState.CLOSED:
        raise ReferralEnded
    if decided.method is None and referral.state is ReferralState.COURSE:
        raise CourseRuns
    errors = [*_errors_in_reason(referral, decided), *_errors_in_start(referral, decided)]
    if errors:
        raise Unprocessable(errors=errors)
    return Decision(decided.method, decided.reason, decided.by, decided.at)


def _errors_in_reason(referral: Referral, decided: Decided) -> list[FieldError]:
    followed = decided.method is referral.recommended_method
    allowed = FOR_NONE if decided.method is None else FOR_ANOTHER
    if decided.reason is None:
        if followed:
            return []
        text = Text("Angiv, hvorfor der afviges fra anbefalingen.", "Say why it departs from the recommendation.")
        return [FieldError("/reason", text)]
    if followed:
        text = Text("Anbefalingen er fulgt: der er intet at begrunde.", "The recommendation is followed: no reason.")
        return [FieldError("/reason", text)]
    if decided.reason not in allowed:
        listed = ", ".join(allowed)
        return [FieldError("/reason", Text(f"Her gælder kun: {listed}.", f"Only these hold here: {listed}."))]
    if decided.reason is DepartureReason.WITHDRAWN and referral.opening.source is ReferralSource.OFFER:
        text = Text("Et tilbud trækkes tilbage af boliganvisningen.", "An offer is taken back by allocation.")
        return [FieldError("/reason", text)]
    return []


def _errors_in_start(referral: Referral, decided: Decided) -> list[FieldError]:
    if decided.starts_on is None:
        return []
    if referral.opening.source is ReferralSource.OFFER:
        text = Text("Forløbet begynder med lejekontrakten.", "The course begins with the lease.")
    elif decided.method is None:
        text = Text("Uden metode begynder intet forløb.", "Without a method no course begins.")
    elif referral.state is ReferralState.COURSE:
        text = Text("Forløbet er begyndt.", "The course has begun.")
    elif not referral.opened_at.date() <= decided.starts_on <= decided.at.date() + LATEST_START:
        text = Text(
            "Skal ligge efter, at henvisningen blev oprettet, og inden for et år.",
            "Must be after the referral was opened and within a year.",
        )
    else:
        return []
    return [FieldError("/starts_on", text)]
