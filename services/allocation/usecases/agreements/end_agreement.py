"""An agreement ends before it would have, or on the day that was agreed."""

from datetime import date
from uuid import UUID

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import PreconditionFailed
from services.allocation.domain.agreements.versions import AgreementVersion, end
from services.allocation.store.agreements import (
    find_last_decided_on,
    get_own_version,
    list_series,
    lock_agreements,
    save_version,
)
from services.allocation.store.ledgers import lock_ledger
from services.allocation.usecases.agreements.tell_of_agreement import tell_both_parties


async def end_agreement(story: Story, agreement_id: UUID, day: date, expected_version: int) -> AgreementVersion:
    """End the version in force on a day, that day not included.

    - The day lies after every vacancy already decided: an executed decision never loses its agreement.
    - From the same day the municipality can put its own quarter in force: the council can always fall back on it.
    - Both parties hear of it.
    """
    organisation_cvr = (await get_own_version(story, agreement_id)).agreement.organisation_cvr
    await lock_agreements(story, organisation_cvr)
    version = await get_own_version(story, agreement_id)
    if version.version != expected_version:
        raise PreconditionFailed
    agreement = version.agreement
    await lock_ledger(story, organisation_cvr, agreement.dwelling_class)
    following = [
        each
        for each in await list_series(story, version.series_id)
        if each.number > version.number and not each.is_draft
    ]
    ended = end(
        version,
        following[0] if following else None,
        day,
        await find_last_decided_on(story, organisation_cvr, agreement.dwelling_class),
        local_day(story.now),
    )
    await save_version(story, ended, expected_version=version.version)
    await tell_both_parties(story, "agreement_ended", ended)
    return ended
