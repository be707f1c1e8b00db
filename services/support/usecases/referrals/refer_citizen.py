"""A shelter, a concern, another department or outreach workers refer a citizen to support, without any offer."""

from datetime import timedelta
from uuid import UUID, uuid4

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import Conflict, ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.courses.courses import Milestone, TaskKind
from services.support.domain.courses.terms import terms_on
from services.support.domain.referrals.needs import errors_in_needs
from services.support.domain.referrals.referral import Opening, Referral, ReferralSource
from services.support.store.courses import list_terms
from services.support.store.referrals import add_referral, find_by_reference, find_running
from services.support.store.tasks import save_dates
from services.support.usecases.referrals.new_referral import new_referral, tell_opened

NOBODY = UUID(int=0)
COMPARED = ("citizen_id", "birth_year", "support_needs", "situation", "needs")


class ReferralRuns(Conflict):
    slug = "referral-runs"
    title = Text(
        "Borgeren har allerede en henvisning, der løber: brug den",
        "The citizen already has a referral that runs: use that one",
    )


async def refer_citizen(story: Story, opening: Opening) -> tuple[Referral, bool]:
    """Open a referral without an offer; the referral, and whether it is new.

    - The same reference again with the same content is the same referral; other content is refused.
    - A citizen has one referral that runs: a second is refused, naming the one that is there.
    - Outreach workers' referral is a course at once; the needs are assessed afterwards, by a task whose date follows
      from the municipality's own terms of the day.
    """
    assert opening.reference is not None
    earlier = await find_by_reference(story, opening.source, opening.reference)
    if earlier is not None:
        return _same_again(earlier, opening), False
    _require_sense(story, opening)
    running = await find_running(story, opening.citizen_id)
    if running is not None:
        raise ReferralRuns(extra={"referral_id": str(running.id)})
    referral = await new_referral(story, uuid4(), opening)
    if not await add_referral(story, referral):
        # Somebody has opened one meanwhile, under this reference or of this citizen.
        return await refer_citizen(story, opening)
    if opening.source is ReferralSource.OUTREACH:
        await _date_assessment(story, referral.id)
    await tell_opened(story, referral)
    return referral, True


async def _date_assessment(story: Story, referral_id: UUID) -> None:
    today = local_day(story.now)
    terms = terms_on(await list_terms(story), today)
    due_on = today + timedelta(days=terms.assessment_days)
    await save_dates(story, referral_id, [Milestone(TaskKind.ASSESS_REFERRAL, None, due_on)])


def _same_again(earlier: Referral, opening: Opening) -> Referral:
    differing = [name for name in COMPARED if getattr(earlier.opening, name) != getattr(opening, name)]
    if differing:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    return earlier


def _require_sense(story: Story, opening: Opening) -> None:
    today = local_day(story.now)
    errors = list(errors_in_needs(opening.needs, today)) if opening.needs else []
    if opening.citizen_id == NOBODY:
        text = Text("Henvisningen er ikke om nogen", "The referral is about nobody")
        errors.append(FieldError("/citizen_id", text))
    if opening.birth_year > today.year:
        errors.append(FieldError("/birth_year", Text("Ligger fremme i tiden", "Lies ahead")))
    if errors:
        raise Unprocessable(errors=errors)
