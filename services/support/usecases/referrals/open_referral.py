"""An offer of a dwelling opens a referral to support, at once, or joins the one that is running."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.referrals.referral import OfferedHome, Opening, Referral
from services.support.store.referral_offers import find_joined, join_offer
from services.support.store.referrals import add_referral, find_referral, find_running
from services.support.usecases.referrals.new_referral import new_referral, tell_opened
from services.support.usecases.referrals.tell_allocation import have_allocation_told


async def open_referral(story: Story, home: OfferedHome) -> tuple[Referral, bool]:
    """Open the referral of an offer, or let the offer join; the referral, and whether the offer is new.

    - The same offer again with the same content is the same referral; with other content it is refused and the fields
      that differ are named.
    - A citizen has one referral that runs: the offer joins it, and the worker who helps already goes on helping.
    - A method is recommended with reasons; a person decides when a worker is assigned.
    - Where no worker of the recommended method has room that day, this is recorded, and allocation hears of it.
    """
    earlier = await find_referral(story, home.offer_id)
    if earlier is not None:
        return await _same_again(story, earlier, home), False
    _require_sense(home)
    running = await find_running(story, home.citizen_id, lock=True)
    if running is not None:
        return await _join(story, running, home)
    referral = await new_referral(story, home.offer_id, Opening.by_offer(home))
    if not await add_referral(story, referral):
        # Somebody has opened one meanwhile, of this offer or of this citizen.
        return await open_referral(story, home)
    await tell_opened(story, referral)
    return referral, True


async def _join(story: Story, running: Referral, home: OfferedHome) -> tuple[Referral, bool]:
    if not await join_offer(story, running.id, home):
        return await _same_again(story, running, home), False
    facts = {"nomination_reference": home.nomination_reference, "offer_id": home.offer_id}
    await record(story, "offer_joined", running.id, (Party.SUPPORT_TEAM,), facts=facts)
    if running.worker_reference is not None or not running.had_room:
        await have_allocation_told(story, running.id)
    return running, True


async def _same_again(story: Story, earlier: Referral, home: OfferedHome) -> Referral:
    joined = await find_joined(story, home.offer_id)
    first = joined.home if joined else earlier.opening.home()
    fields = OfferedHome.__dataclass_fields__
    differing = [name for name in fields if getattr(home, name) != getattr(first, name, None)]
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
