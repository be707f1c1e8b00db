"""The shortlist of one vacancy as it stands at this moment, for whoever reads it or offers by it."""

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.allocation.domain.matching.dwellings import Dwelling, restricted_areas
from services.allocation.domain.matching.shortlist import Shortlist, facts_needed, shortlist
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.candidates import list_waiting
from services.allocation.store.estates import list_standings
from services.allocation.store.schemes import get_scheme


async def draw_shortlist(story: Story, vacancy: PostedVacancy) -> Shortlist:
    """Everybody who waits, by the order in force today and by how the estate stands today."""
    today, facts = local_day(story.now), vacancy.facts
    scheme = await get_scheme(story, today)
    standings = await list_standings(story, facts.organisation_cvr, facts.estate, on=today)
    dwelling = Dwelling(vacancy.id, facts, restricted_areas(standings, today))
    [seen], waiting = await list_waiting(story, [dwelling], facts_needed(dwelling, scheme))
    return shortlist(seen, waiting, scheme)
