"""A person sends in a table of rates, for another to look at."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import FieldError, PersonRequired
from services.benefits.domain.rates.imports import ImportRefused, ImportStatus, RateImport, difference_as_json
from services.benefits.domain.rates.rate_lines import SentLine, read_lines
from services.benefits.domain.rates.reviewing import Review, review
from services.benefits.store.rate_imports import add_rate_import, get_rate_import
from services.benefits.store.rates import list_local_rates, list_national_rates

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def import_rates(
    story: Story, sent: Sequence[SentLine], faults: Sequence[FieldError], confirmed: Sequence[str]
) -> tuple[RateImport, Review]:
    """Read the table and keep it as pending.

    - Every fault is told by its line: what cannot be read, unknown rates, units, negative values, overlaps within the
      table or with what stands, gaps (a gap may be confirmed). With a fault nothing is kept.
    - Nothing is in force before another person approves it.
    """
    if story.caller.person is None:
        raise PersonRequired
    read = read_lines(sent) if sent or not faults else None
    told = [*faults, *(read.faults if read else ())]
    if told or read is None:
        raise ImportRefused(errors=told)
    found = review(read.rates, await list_local_rates(story), await list_national_rates(story))
    told = found.told(confirmed)
    if told:
        raise ImportRefused(errors=told)
    new = RateImport(uuid4(), read.rates, story.now, story.caller.person, tuple(dict.fromkeys(confirmed)))
    await add_rate_import(story, new)
    questioned = sum(1 for each in found.differences if each.question)
    facts = {"lines": len(new.lines), "questioned": questioned}
    await record(story, "rate_import_received", new.id, HEARD_BY, facts=facts)
    return new, found


async def read_import(story: Story, import_id: UUID) -> tuple[RateImport, list[dict[str, object]]]:
    """An import with its differences: against what stands now, or as they were when it was approved."""
    found = await get_rate_import(story, import_id)
    if found.review is not None:
        return found, found.review["differences"]
    if found.status is ImportStatus.REJECTED:
        return found, []
    now = review(found.lines, await list_local_rates(story), await list_national_rates(story))
    return found, [difference_as_json(each) for each in now.differences]
