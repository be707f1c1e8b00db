"""A citizen moves to another municipality, which is asked to take over."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.courses.closing import CourseEnd, Receiving
from services.support.domain.courses.running import require_running
from services.support.store.courses import find_end, is_municipality, save_end
from services.support.store.referrals import get_referral


async def name_receiving_municipality(story: Story, referral_id: UUID, receiving: Receiving) -> CourseEnd:
    """Record where the citizen moves, when, and that the municipality there has acknowledged.

    - The course stays here until it has acknowledged and the day has come; a person then hands it over.
    - The same again changes nothing; what is sent anew holds.
    """
    referral = await get_referral(story, referral_id, lock=True)
    require_running(referral)
    errors = await _errors(story, receiving)
    if errors:
        raise Unprocessable(errors=errors)
    end = await find_end(story, referral_id)
    if end.receiving == receiving:
        return end
    end = replace(end, receiving=receiving)
    await save_end(story, referral_id, end)
    facts = {
        "municipality_code": receiving.municipality_code,
        "moves_on": receiving.moves_on,
        "acknowledged_on": receiving.acknowledged_on,
    }
    await record(story, "receiving_municipality_named", referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return end


async def _errors(story: Story, receiving: Receiving) -> list[FieldError]:
    errors = []
    if receiving.municipality_code == story.municipality_code:
        text = Text("Borgeren bliver i kommunen.", "The citizen stays in the municipality.")
        errors.append(FieldError("/municipality_code", text))
    elif not await is_municipality(story, receiving.municipality_code):
        text = Text("Kommunekoden findes ikke.", "There is no municipality with this code.")
        errors.append(FieldError("/municipality_code", text))
    if receiving.acknowledged_on is not None and receiving.acknowledged_on > local_day(story.now):
        text = Text("Kvitteringen ligger fremme.", "The acknowledgement lies ahead.")
        errors.append(FieldError("/acknowledged_on", text))
    return errors
