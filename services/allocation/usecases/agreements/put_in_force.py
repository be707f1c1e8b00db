"""A draft enters into force, and the version before it ends."""

from uuid import UUID

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import PreconditionFailed
from services.allocation.domain.agreements.versions import AgreementVersion, enter_into_force
from services.allocation.store.agreements import (
    find_last_decided_on,
    get_own_version,
    list_series,
    list_versions,
    lock_agreements,
    save_version,
)
from services.allocation.store.ledgers import lock_ledger
from services.allocation.usecases.agreements.check_agreement import check_agreement
from services.allocation.usecases.agreements.tell_of_agreement import tell_both_parties


async def put_in_force(story: Story, agreement_id: UUID, expected_version: int) -> AgreementVersion:
    """Put a draft in force from its date.

    - The registry is looked at again: it may have changed since the draft was made.
    - The version before it ends that day, so that no day is without an agreement.
    - It begins after every vacancy already decided; those decisions stand as they were made.
    - Both parties hear of it.
    """
    organisation_cvr = (await get_own_version(story, agreement_id)).agreement.organisation_cvr
    await lock_agreements(story, organisation_cvr)
    draft = await get_own_version(story, agreement_id)
    if draft.version != expected_version:
        raise PreconditionFailed
    if draft.is_draft:
        await check_agreement(story, draft.agreement)
    return await enter(story, draft)


async def enter(story: Story, draft: AgreementVersion) -> AgreementVersion:
    """Put in force a draft that has been checked. The ledger is locked, so that no vacancy is decided meanwhile."""
    agreement = draft.agreement
    await lock_ledger(story, agreement.organisation_cvr, agreement.dwelling_class)
    earlier = [each for each in await list_series(story, draft.series_id) if each.number < draft.number]
    before = earlier[-1] if earlier else None
    here = await list_versions(story, agreement.organisation_cvr)
    version, ended = enter_into_force(
        draft,
        before,
        [each for each in here if each.municipality_code == draft.municipality_code],
        await find_last_decided_on(story, agreement.organisation_cvr, agreement.dwelling_class),
        local_day(story.now),
    )
    await save_version(story, version, expected_version=draft.version)
    if ended is not None and before is not None:
        await save_version(story, ended, expected_version=before.version)
        await tell_both_parties(story, "agreement_ended", ended)
    await tell_both_parties(story, "agreement_made", version)
    return version
