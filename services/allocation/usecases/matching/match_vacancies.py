"""A caseworker has several free dwellings matched at once: a proposal, kept with everything it was made from."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.matching.basis import digest_of
from services.allocation.domain.matching.batch import match
from services.allocation.domain.matching.dwellings import Dwelling, restricted_areas
from services.allocation.domain.matching.problems import NothingToMatch
from services.allocation.domain.matching.proposals import snapshot_of
from services.allocation.domain.matching.shortlist import facts_needed
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.candidates import list_waiting
from services.allocation.store.estates import list_standings
from services.allocation.store.matchings import StoredMatching, save_matching
from services.allocation.store.schemes import get_scheme
from services.allocation.store.vacancies import Wanted, list_posted, list_vacancies

MOST_DWELLINGS = 500


async def match_vacancies(story: Story, vacancy_ids: Sequence[UUID] | None, made_by: str) -> StoredMatching:
    """Make a proposal.

    - For the free dwellings named, or for all that are free: claimed, and offered to nobody.
    - By the order in force today, among everybody who waits at this moment.
    - Nothing is offered: a caseworker offers one by one, and an offer may cite the proposal.
    - The whole basis is kept; its digest stands in the sealed journal.
    """
    today = local_day(story.now)
    vacancies = await _free_vacancies(story, vacancy_ids)
    dwellings = await _dwellings(story, vacancies, today)
    scheme = await get_scheme(story, today)
    facts = {"nominated_on", "needs_lift", *(fact for dwelling in dwellings for fact in facts_needed(dwelling, scheme))}
    seen, waiting = await list_waiting(story, dwellings, facts)
    snapshot = snapshot_of(match(seen, waiting, scheme))
    matching = StoredMatching(uuid4(), story.now, made_by, scheme.version, digest_of(snapshot), snapshot)
    await save_matching(story, matching)
    told = {"scheme": scheme.version, "digest": matching.digest, "dwellings": len(dwellings), "waiting": len(waiting)}
    told["proposals"] = len(snapshot["proposals"])
    audiences = (Party.ALLOCATION_OFFICE, Party.MANAGEMENT)
    await record(story, "vacancies_matched", matching.id, audiences, facts=told)
    return matching


async def _free_vacancies(story: Story, vacancy_ids: Sequence[UUID] | None) -> list[PostedVacancy]:
    if vacancy_ids is not None:
        found = await list_posted(story, vacancy_ids)
        _refuse_faults(vacancy_ids, found)
        return list(found.values())
    free = await list_vacancies(story, Wanted(VacancyStatus.CLAIMED), after=None, limit=MOST_DWELLINGS + 1)
    if not free:
        raise NothingToMatch
    if len(free) > MOST_DWELLINGS:
        text = Text(f"Der er flere end {MOST_DWELLINGS} ledige: nævn dem", f"More than {MOST_DWELLINGS}: name them")
        raise Unprocessable(errors=[FieldError("/vacancy_ids", text)])
    return free


def _refuse_faults(vacancy_ids: Sequence[UUID], found: Mapping[UUID, PostedVacancy]) -> None:
    faults = []
    for number, vacancy_id in enumerate(vacancy_ids):
        vacancy = found.get(vacancy_id)
        if vacancy is None or vacancy.status is not VacancyStatus.CLAIMED:
            text = Text("Er ikke en ledig bolig, som kommunen har krav på", "Is not a free dwelling that is claimed")
            faults.append(FieldError(f"/vacancy_ids/{number}", text))
        elif vacancy_id in vacancy_ids[:number]:
            faults.append(FieldError(f"/vacancy_ids/{number}", Text("Er nævnt to gange", "Is named twice")))
    if faults:
        raise Unprocessable(errors=faults)


async def _dwellings(story: Story, vacancies: Sequence[PostedVacancy], today: date) -> list[Dwelling]:
    standings = await list_standings(story, on=today)
    found = []
    for vacancy in vacancies:
        estate = (vacancy.facts.organisation_cvr, vacancy.facts.estate)
        own = [each for each in standings if (each.organisation_cvr, each.estate) == estate]
        found.append(Dwelling(vacancy.id, vacancy.facts, restricted_areas(own, today)))
    return found
