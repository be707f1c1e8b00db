"""A person records what may be told to whom, or that the citizen took it back."""

from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.consents.passing import Consent
from services.support.domain.consents.recording import errors_in_consent, settle
from services.support.store.consents import hold_consent, save_withdrawal


async def record_consent(story: Story, told: Consent) -> tuple[Consent, bool]:
    """Record a consent, a section of law, or a withdrawal; what stands now, and whether it is new.

    - A consent is known by what, to whom and the day it was given; the same again changes nothing.
    - A withdrawal stops what would pass later. What has passed has passed, and stands in the journal.
    - A consent given again after a withdrawal is another consent, of another day.
    """
    if errors := errors_in_consent(told, local_day(story.now)):
        raise Unprocessable(errors=errors)
    standing, is_new = await hold_consent(story, told)
    if not is_new:
        if not settle(standing, told):
            return standing, False
        standing = replace(told, citizen_id=standing.citizen_id)
        await save_withdrawal(story, standing)
    kind = "consent_withdrawn" if told.withdrawn_on else "consent_recorded"
    facts = {"what": told.what, "to": told.to, "basis": told.basis, "section": told.section, "on": told.given_on}
    await record(story, kind, told.citizen_id, (Party.SUPPORT_TEAM,), facts=facts)
    return standing, is_new
