"""The municipality drafts the next version of an agreement."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.allocation.domain.agreements.versions import AgreementVersion, require_open
from services.allocation.store.agreements import add_version, get_own_version, list_series, lock_agreements
from services.allocation.usecases.agreements.check_agreement import check_agreement
from services.allocation.usecases.agreements.tell_of_agreement import tell_the_office


async def draft_version(story: Story, agreement_id: UUID, changes: Mapping[str, Any]) -> AgreementVersion:
    """Draft the next version of a series: the clauses of its last with those that change.

    - A series that has ended takes no more versions, and has at most one draft at a time.
    - When a version ends and when it was signed are its own, and do not pass on to the next.
    """
    known = await get_own_version(story, agreement_id)
    await lock_agreements(story, known.agreement.organisation_cvr)
    last = (await list_series(story, known.series_id))[-1]
    require_open(last, local_day(story.now))
    agreement = replace(last.agreement, **{"in_force_to": None, "signed_on": None, **changes})
    await check_agreement(story, agreement)
    version = replace(last, id=uuid4(), number=last.number + 1, is_draft=True, agreement=agreement, version=1)
    await add_version(story, version)
    await tell_the_office(story, "agreement_drafted", version)
    return version
