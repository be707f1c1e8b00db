"""An offer of a dwelling opens a referral to support, at once."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.caseload import has_room
from services.support.domain.methods.methods import caseload_limit
from services.support.domain.referrals.recommendation import SupportFacts, recommend
from services.support.domain.referrals.referral import OfferedHome, Referral, ReferralState
from services.support.store.methods import list_terms
from services.support.store.outbox import tell_allocation
from services.support.store.referrals import add_referral, find_referral, get_referral
from services.support.store.workers import list_workers


async def open_referral(story: Story, home: OfferedHome) -> tuple[Referral, bool]:
    """Open the referral of an offer; the referral, and whether it is new.

    - The same offer again with the same content is the same referral; with other content it is refused and the fields
      that differ are named.
    - A method is recommended with reasons; a person decides when a worker is assigned.
    - Where no worker of the recommended method has room that day, this is recorded, and allocation hears of it.
    """
    earlier = await find_referral(story, home.offer_id)
    if earlier is not None:
        return _same_again(earlier, home), False
    _require_sense(home)
    today, rows = local_day(story.now), await list_terms(story)
    recommendation = recommend(SupportFacts(home.support_needs, home.situation, home.birth_year, today), rows)
    method = recommendation.method
    room = has_room(method, await list_workers(story, method), caseload_limit(method, rows, today), today)
    referral = Referral(
        id=home.offer_id,
        home=home,
        state=ReferralState.OPEN,
        opened_at=story.now,
        wanted_method=recommendation.wanted,
        recommended_method=method,
        had_room=room,
        reasons=recommendation.reasons,
        worker_reference=None,
        method=None,
        assigned_at=None,
        outcome=None,
        outcome_at=None,
        starts_on=None,
        version=1,
    )
    if not await add_referral(story, referral):
        return _same_again(await get_referral(story, home.offer_id), home), False
    await _tell(story, referral)
    return referral, True


async def _tell(story: Story, referral: Referral) -> None:
    facts: dict[str, object] = {
        "nomination_reference": referral.home.nomination_reference,
        "wanted_method": referral.wanted_method,
        "recommended_method": referral.recommended_method,
        "had_room": referral.had_room,
    }
    await record(story, "referral_opened", referral.id, (Party.SUPPORT_TEAM,), facts=facts, reasons=referral.reasons)
    if not referral.had_room:
        await record(story, "support_without_room", referral.id, (Party.ALLOCATION_OFFICE, Party.SUPPORT_TEAM))
        await tell_allocation(story, referral.id)


def _same_again(earlier: Referral, home: OfferedHome) -> Referral:
    fields = OfferedHome.__dataclass_fields__
    differing = [name for name in fields if getattr(home, name) != getattr(earlier.home, name)]
    if differing:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    return earlier


def _require_sense(home: OfferedHome) -> None:
    # Held against the offer's own date and not against this service's clock, which may lag behind the sender's.
    errors = []
    if home.birth_year > home.offered_at.year:
        text = Text("Ligger efter, at tilbuddet blev givet", "Lies after the offer was made")
        errors.append(FieldError("/birth_year", text))
    if home.offer_due_at <= home.offered_at:
        text = Text("Skal ligge efter, at tilbuddet blev givet", "Must be after the offer was made")
        errors.append(FieldError("/offer_due_at", text))
    if errors:
        raise Unprocessable(errors=errors)
