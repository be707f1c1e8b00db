"""The organisation reports that the tenant has moved out."""

from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.account.guarantees import Guarantee
from services.allocation.domain.account.problems import NoLease
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.guarantees import find_guarantee, save_move_out
from services.allocation.store.vacancies import get_vacancy

WHO_HEARS = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT)


async def begin_guarantee(story: Story, vacancy_id: UUID) -> tuple[PostedVacancy, Guarantee]:
    """The vacancy, locked, and what is guaranteed for its tenant. Raises NoLease before there is one."""
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    await story.act_in(vacancy.facts.municipality_code)
    guarantee = await find_guarantee(story, vacancy)
    if guarantee is None:
        raise NoLease
    return vacancy, guarantee


async def report_move_out(story: Story, vacancy_id: UUID, moved_out_on: date) -> tuple[Guarantee, bool]:
    """The day is kept; from then on reinstatement can be claimed. The same day again is the same report."""
    vacancy, guarantee = await begin_guarantee(story, vacancy_id)
    if guarantee.moved_out_on is not None:
        if guarantee.moved_out_on != moved_out_on:
            raise ContentDiffers(errors=[FieldError("/moved_out_on", ContentDiffers.title)])
        return guarantee, False
    rules = (
        (moved_out_on > local_day(story.now), Text("Kan ikke ligge i fremtiden", "Cannot lie in the future")),
        (
            moved_out_on < guarantee.lease_starts_on,
            Text("Kan ikke ligge, før lejemålet begynder", "Cannot lie before the lease starts"),
        ),
    )
    faults = [FieldError("/moved_out_on", text) for wrong, text in rules if wrong]
    if faults:
        raise Unprocessable(errors=faults)
    await save_move_out(story, vacancy, moved_out_on)
    await record(
        story,
        "tenant_moved_out",
        vacancy_id,
        WHO_HEARS,
        facts={"reference": vacancy.facts.reference, "moved_out_on": moved_out_on},
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    found = await find_guarantee(story, vacancy)
    assert found is not None  # it was there a moment ago, and the vacancy is locked
    return found, True
