"""A person reads a citizen's file."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.callers import Party
from services.allocation.domain.nominations.assessing import Assessment
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.store.nominations import get_nomination, list_replaced_facts
from services.allocation.store.whole_assessments import find_assessment


@dataclass(frozen=True, slots=True)
class File:
    """The nomination, the facts it had before, and a person's assessment with its words."""

    nomination: Nomination
    replaced: list[dict[str, Any]]
    assessment: Assessment | None


async def read_file(story: Story, vault: Vault, nomination_id: UUID) -> File:
    """Read it. The reading is recorded; the citizen's name and CPR number are no part of it."""
    nomination = await get_nomination(story, nomination_id)
    replaced = await list_replaced_facts(story, nomination_id)
    found = await find_assessment(story, nomination_id)
    await record(story, "nomination_read", nomination_id, (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE))
    if found is None:
        return File(nomination, replaced, None)
    assessment, words = found
    return File(nomination, replaced, replace(assessment, reason=vault.open(words)))
