"""Another person approves or rejects an import of rates."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import PersonRequired
from services.benefits.domain.rates.imports import RateImport, approved, rejected, require_pending
from services.benefits.domain.rates.reviewing import review
from services.benefits.store.rate_imports import get_rate_import, save_rate_import
from services.benefits.store.rates import list_local_rates, list_national_rates, lock_rates
from services.benefits.usecases.rates.enter_rates import enter_rates

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def approve_import(story: Story, import_id: UUID, version: int, confirmed: list[str]) -> RateImport:
    """Put the whole table in force, in one transaction.

    - Another person than the importer; unusually large changes are confirmed line by line.
    - It is judged anew against what stands now: where it no longer fits, nothing is changed.
    - Decisions already made keep the rates of their day.
    """
    if story.caller.person is None:
        raise PersonRequired
    await lock_rates(story)
    found = await get_rate_import(story, import_id, lock=True)
    require_pending(found, version)
    against = review(found.lines, await list_local_rates(story), await list_national_rates(story))
    done = approved(found, against, confirmed, story.caller.person, story.now)
    await enter_rates(story, [rate for _, rate in found.lines])
    await save_rate_import(story, done)
    facts = {"lines": len(done.lines), "imported_by": done.imported_by, "confirmed": len(confirmed)}
    await record(story, "rate_import_approved", done.id, HEARD_BY, facts=facts)
    return done


async def reject_import(story: Story, import_id: UUID, version: int, reason: str) -> RateImport:
    """Reject it with a reason; nothing of it comes in force, and it can be sent in again."""
    if story.caller.person is None:
        raise PersonRequired
    found = await get_rate_import(story, import_id, lock=True)
    require_pending(found, version)
    done = rejected(found, reason, story.caller.person, story.now)
    await save_rate_import(story, done)
    await record(story, "rate_import_rejected", done.id, HEARD_BY, facts={"lines": len(done.lines)})
    return done
