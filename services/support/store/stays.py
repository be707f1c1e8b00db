"""Stays as rows, and back; a stay's versions are inserted and never touched again."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.support.domain.stays.stays import Stay, StayFacts, StayState, StayVersion
from services.support.domain.stays.support_windows import Section, SupportDecision
from services.support.store import tables

FACTS = tuple(StayFacts.__dataclass_fields__)
KNOWN = text("SELECT code FROM municipality WHERE code = ANY(:codes)")


def _stay(row: tables.Stay) -> Stay:
    facts = StayFacts(**{name: getattr(row, name) for name in FACTS})
    return Stay(row.id, row.citizen_id, row.reference, facts, StayState(row.state), row.recorded_at, row.version)


async def known_municipalities(story: Story, codes: Iterable[str]) -> set[str]:
    """Those of the codes that are a municipality's."""
    return {code for (code,) in await story.execute(KNOWN, {"codes": sorted(set(codes))})}


async def lock_citizen(story: Story, citizen_id: UUID) -> None:
    """Take the citizen's turn: who changes one of the citizen's stays waits for who does so already."""
    row = tables.ShelterCitizen
    new = insert(row).values(municipality_code=story.municipality_code, citizen_id=citizen_id)
    await story.execute(new.on_conflict_do_nothing())
    await story.session.get(row, (story.municipality_code, citizen_id), with_for_update=True, populate_existing=True)


async def get_stay(story: Story, stay_id: UUID) -> Stay:
    """The stay, or NotFound: another municipality's looks as if it were not there."""
    row = await story.session.get(tables.Stay, (story.municipality_code, stay_id), populate_existing=True)
    if row is None:
        raise NotFound
    return _stay(row)


async def hold_stay(story: Story, stay_id: UUID) -> Stay:
    """The stay as it stands once its citizen's turn is taken."""
    await lock_citizen(story, (await get_stay(story, stay_id)).citizen_id)
    return await get_stay(story, stay_id)


async def find_by_reference(story: Story, shelter: str, reference: str) -> Stay | None:
    """The stay that a shelter has told of under its reference, or None."""
    row = tables.Stay
    query = select(row).where(
        row.municipality_code == story.municipality_code, row.shelter == shelter, row.reference == reference
    )
    found = (await story.session.exec(query)).one_or_none()
    return _stay(found) if found else None


async def list_of_citizens(story: Story, citizen_ids: Iterable[UUID] | None = None) -> list[Stay]:
    """Every stay of these citizens, or of all, earliest first."""
    row = tables.Stay
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code)
        .order_by(col(row.citizen_id), col(row.admitted_on), col(row.id))
    )
    if citizen_ids is not None:
        query = query.where(col(row.citizen_id).in_(set(citizen_ids)))
    return [_stay(each) for each in (await story.session.exec(query)).all()]


async def list_stays(story: Story, *, running: bool | None, after: UUID | None, limit: int) -> list[Stay]:
    """A page of the municipality's stays, by identifier."""
    row = tables.Stay
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if running is not None:
        there = col(row.discharged_on).is_(None) & (col(row.state) == StayState.COUNTED)
        query = query.where(there if running else ~there)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_stay(each) for each in (await story.session.exec(query)).all()]


async def add_stay(story: Story, stay: Stay) -> None:
    """Store a new stay with its first version; the database refuses one that overlaps another."""
    row = tables.Stay(
        municipality_code=story.municipality_code,
        id=stay.id,
        citizen_id=stay.citizen_id,
        reference=stay.reference,
        state=stay.state,
        recorded_at=stay.recorded_at,
        version=stay.version,
        **asdict(stay.facts),
    )
    story.session.add(row)
    await story.session.flush()
    await _keep_version(story, stay, None)


async def change_stay(story: Story, stay: Stay, code: str) -> None:
    """Store what a stay has become, as a new version beside the old ones; the citizen's turn is taken."""
    row = tables.Stay
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == stay.id)
        .values(**asdict(stay.facts), state=stay.state, version=stay.version, citizen_id=stay.citizen_id)
    )
    await _keep_version(story, stay, code)


async def _keep_version(story: Story, stay: Stay, code: str | None) -> None:
    story.session.add(
        tables.StayVersion(
            municipality_code=story.municipality_code,
            stay_id=stay.id,
            version=stay.version,
            state=stay.state,
            code=code,
            entered_at=story.now,
            entered_by=story.caused_by or story.caller.client_id,
            **asdict(stay.facts),
        )
    )
    await story.session.flush()


async def list_versions(story: Story, stay_id: UUID) -> list[StayVersion]:
    """Every version of a stay, oldest first."""
    row = tables.StayVersion
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.stay_id == stay_id)
        .order_by(col(row.version))
    )
    return [
        StayVersion(
            each.version,
            StayFacts(**{name: getattr(each, name) for name in FACTS}),
            StayState(each.state),
            each.code,
            each.entered_at,
        )
        for each in (await story.session.exec(query)).all()
    ]


def _decision(row: tables.StayDecision) -> SupportDecision:
    own = {name: getattr(row, name) for name in SupportDecision.__dataclass_fields__}
    return SupportDecision(**own | {"section": Section(row.section)})


async def list_decisions(story: Story, stay_ids: Sequence[UUID]) -> list[SupportDecision]:
    """What was decided to follow these stays."""
    row = tables.StayDecision
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, col(row.stay_id).in_(stay_ids))
        .execution_options(populate_existing=True)
    )
    return [_decision(each) for each in (await story.session.exec(query)).all()]


async def save_decision(story: Story, decision: SupportDecision) -> None:
    """Store what was decided to follow a stay, or put right what was stored of that kind."""
    own = {"municipality_code": story.municipality_code, "recorded_at": story.now, **asdict(decision)}
    statement = insert(tables.StayDecision).values(own)
    new = {name: statement.excluded[name] for name in ("decided_on", "starts_on", "ends_on", "recorded_at")}
    key = ["municipality_code", "stay_id", "section"]
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def first_admission(story: Story) -> date | None:
    """The day of the municipality's earliest counted stay."""
    row = tables.Stay
    query = (
        select(col(row.admitted_on))
        .where(row.municipality_code == story.municipality_code, row.state == StayState.COUNTED)
        .order_by(col(row.admitted_on))
        .limit(1)
    )
    return (await story.session.exec(query)).first()
