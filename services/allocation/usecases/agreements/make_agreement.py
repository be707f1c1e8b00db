"""The municipality enters a decision or an agreement on allocation with one organisation."""

from uuid import uuid4

from kit.database.stories import Story
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.versions import AgreementVersion, first_version
from services.allocation.store.agreements import add_version
from services.allocation.usecases.agreements.check_agreement import check_agreement
from services.allocation.usecases.agreements.put_in_force import enter
from services.allocation.usecases.agreements.tell_of_agreement import tell_the_office


async def make_agreement(story: Story, agreement: Agreement, *, draft: bool = False) -> AgreementVersion:
    """Begin a series of versions, in force at once unless it is a draft.

    - What the law does not allow, or no dwelling could ever meet, is refused with every fault at its place.
    - Two agreements on the same class of dwellings of one organisation never share a day.
    - Both parties hear of what is in force; of a draft only the municipality.
    """
    await check_agreement(story, agreement)
    version = first_version(uuid4(), story.municipality_code, agreement)
    await add_version(story, version)
    if not draft:
        return await enter(story, version)
    await tell_the_office(story, "agreement_drafted", version)
    return version
