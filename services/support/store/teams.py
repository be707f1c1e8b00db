"""Teams as rows, and back."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.capacity.teams import Discipline, DisciplineHours, Team
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import TAKES_A_PLACE
from services.support.store import tables

KEY = ("municipality_code", "reference")


def _team(row: tables.Team) -> Team:
    disciplines = tuple(
        DisciplineHours(
            Discipline(each["discipline"]), Decimal(each["hours_per_week"]), Decimal(each["filled_hours_per_week"])
        )
        for each in row.disciplines
    )
    return Team(row.reference, Method(row.method), row.coordinator, row.ratio, disciplines)


def _values(team: Team) -> dict[str, Any]:
    return {
        "reference": team.reference,
        "method": team.method,
        "coordinator": team.coordinator,
        "ratio": team.ratio,
        "disciplines": [
            {
                "discipline": each.discipline,
                "hours_per_week": str(each.hours_per_week),
                "filled_hours_per_week": str(each.filled_hours_per_week),
            }
            for each in team.disciplines
        ],
    }


async def save_team(story: Story, team: Team) -> None:
    """Add the team, or put right the one of that reference."""
    values = _values(team)
    statement = insert(tables.Team).values(municipality_code=story.municipality_code, **values)
    new = {name: statement.excluded[name] for name in values if name not in KEY}
    await story.execute(statement.on_conflict_do_update(index_elements=KEY, set_=new))


async def find_team(story: Story, reference: str) -> Team | None:
    """The team in the story's municipality, or None."""
    row = await story.session.get(tables.Team, (story.municipality_code, reference), populate_existing=True)
    return _team(row) if row else None


async def lock_team(story: Story, reference: str) -> Team | None:
    """The team, whose row is then this story's until it ends, so that two assignments to it take turns; or None."""
    row = await story.session.get(
        tables.Team, (story.municipality_code, reference), with_for_update=True, populate_existing=True
    )
    return _team(row) if row else None


async def list_teams(story: Story, method: Method | None = None) -> list[Team]:
    """The municipality's teams, by method and reference."""
    row = tables.Team
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code)
        .order_by(col(row.method), col(row.reference))
    )
    if method is not None:
        query = query.where(row.method == method)
    return [_team(each) for each in (await story.session.exec(query)).all()]


async def coordinates_any(story: Story, worker_reference: str) -> bool:
    """Whether the worker coordinates a team."""
    row = tables.Team
    query = select(row.reference).where(
        row.municipality_code == story.municipality_code, row.coordinator == worker_reference
    )
    return (await story.session.exec(query)).first() is not None


async def lock_team_citizens(story: Story, reference: str) -> list[UUID]:
    """The referrals that the team has as a whole, taken before the team's own row: a referral is always taken first."""
    row = tables.Referral
    query = (
        select(row.id)
        .where(
            row.municipality_code == story.municipality_code,
            row.team_reference == reference,
            col(row.state).in_(TAKES_A_PLACE),
        )
        .order_by(col(row.id))
        .with_for_update()
    )
    return list((await story.session.exec(query)).all())


async def name_worker_of_team(story: Story, team: Team) -> None:
    """Let the coordinator be the named worker of everybody the team has."""
    row = tables.Referral
    await story.execute(
        update(row)
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.team_reference) == team.reference,
            col(row.state).in_(TAKES_A_PLACE),
        )
        .values(worker_reference=team.coordinator, version=col(row.version) + 1)
    )
