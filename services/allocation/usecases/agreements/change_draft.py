"""The municipality changes a draft of an agreement."""

from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.versions import AgreementVersion, changed
from services.allocation.store.agreements import get_own_version, save_version
from services.allocation.usecases.agreements.check_agreement import check_agreement
from services.allocation.usecases.agreements.tell_of_agreement import tell_the_office


async def change_draft(
    story: Story, agreement_id: UUID, agreement: Agreement, expected_version: int
) -> AgreementVersion:
    """Give a draft other clauses; what is in force is never changed.

    - A series keeps its organisation and its class of dwellings.
    - The new clauses are held against the law and the registry as those of any agreement.
    """
    version = changed(await get_own_version(story, agreement_id), agreement)
    await check_agreement(story, agreement)
    await save_version(story, version, expected_version=expected_version)
    await tell_the_office(story, "agreement_draft_changed", version)
    return version
