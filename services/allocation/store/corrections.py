"""What corrections of a ledger need beside its entries: links between postings, and dwellings posted twice."""

from uuid import UUID

from sqlalchemy import text

from kit.database.stories import Story
from services.allocation.domain.vacancies.facts import VacancyFacts

LINK = text("""
    UPDATE vacancy SET corrects = CASE id WHEN :right_id THEN CAST(:wrong_id AS uuid) ELSE corrects END,
                       corrected_by = CASE id WHEN :wrong_id THEN CAST(:right_id AS uuid) ELSE corrected_by END
    WHERE municipality_code = :municipality_code AND id IN (:wrong_id, :right_id)
""")

NEWEST = text("""
    WITH RECURSIVE later AS (
        SELECT id, corrected_by, 0 AS step FROM vacancy
        WHERE municipality_code = :municipality_code AND id = :vacancy_id
        UNION ALL
        SELECT next.id, next.corrected_by, step + 1 FROM later JOIN vacancy AS next ON next.id = later.corrected_by
        WHERE next.municipality_code = :municipality_code
    )
    SELECT id FROM later ORDER BY step DESC LIMIT 1
""")

POSTED = text("""
    SELECT id FROM vacancy
    WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
      AND dwelling_id = :dwelling_id AND notice_received_on = :notice_received_on AND status <> 'withdrawn'
    ORDER BY decided_at, id LIMIT 1
""")


async def link_correction(story: Story, wrong_id: UUID, right_id: UUID) -> None:
    """Tie a vacancy posted with wrong facts to the one that stands instead of it."""
    await story.execute(
        LINK, {"municipality_code": story.municipality_code, "wrong_id": wrong_id, "right_id": right_id}
    )


async def get_newest_id(story: Story, vacancy_id: UUID) -> UUID:
    """The last of the corrections that follow this vacancy; itself where there is none."""
    names = {"municipality_code": story.municipality_code, "vacancy_id": vacancy_id}
    newest: UUID = (await story.execute(NEWEST, names)).scalar_one()
    return newest


async def find_posted(story: Story, facts: VacancyFacts) -> UUID | None:
    """The vacancy under which the dwelling was posted after this notice to quit, where it was."""
    names = ("organisation_cvr", "dwelling_id", "notice_received_on")
    values = {"municipality_code": story.municipality_code} | {name: getattr(facts, name) for name in names}
    found: UUID | None = (await story.execute(POSTED, values)).scalar_one_or_none()
    return found
