"""What a citizen needs, has got or does not want, of home, network and activities."""

from collections.abc import Sequence
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.courses.home_making import ItemState, errors_in_items, open_needs
from services.support.domain.courses.running import require_running
from services.support.store.home_making import list_items, save_items
from services.support.store.referrals import get_referral


async def furnish_home(story: Story, referral_id: UUID, states: Sequence[ItemState]) -> list[ItemState]:
    """Enter how it stands with items; every item there is.

    - Items not named stay as they are; the same again changes nothing.
    - An item named twice is refused, and nothing is entered.
    """
    referral = await get_referral(story, referral_id, lock=True)
    require_running(referral)
    errors = errors_in_items(states)
    if errors:
        raise Unprocessable(errors=errors)
    before = await list_items(story, referral_id)
    changed = [state for state in states if state not in before]
    if changed:
        await save_items(story, referral_id, changed)
    found = await list_items(story, referral_id)
    if changed:
        facts = {"changed": {state.item: state.status for state in changed}, "open_needs": open_needs(found)}
        await record(story, "home_making_entered", referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return found
