"""Nominations as rows, and back."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound, PreconditionFailed
from services.allocation.domain.nominations.nomination import Judgement, Nomination, NominationFacts
from services.allocation.domain.nominations.situations import NominationStatus, Situation, SupportNeeds
from services.allocation.store import tables

FACTS = tuple(NominationFacts.__dataclass_fields__)
STANDING = ("waiting_since_on", "facts_on", "qualified_on", "facts_version", "close_code", "merged_into")


def _nomination(row: tables.Nomination) -> Nomination:
    values = {name: getattr(row, name) for name in FACTS}
    enums = {"situation": Situation(row.situation), "support_needs": SupportNeeds(row.support_needs)}
    lists = {name: tuple(values[name]) for name in ("wanted_estates", "unwanted_estates")}
    return Nomination(
        id=row.id,
        citizen_id=row.citizen_id,
        facts=NominationFacts(**values | enums | lists),
        lottery=row.lottery,
        status=NominationStatus(row.status),
        highest_rent_dkk=row.highest_rent_dkk,
        ability_question=row.ability_question,
        version=row.version,
        judgement=_judgement(row),
        **{name: getattr(row, name) for name in STANDING},
    )


def _judgement(row: tables.Nomination) -> Judgement:
    return Judgement(
        criteria_version=row.criteria_version,
        criterion=row.criterion,
        whole_assessment=row.whole_assessment,
        documents_needed=tuple(row.documents_needed),
        documents_given=tuple(row.documents_given),
        reasons=row.reasons,
    )


def _stored(nomination: Nomination) -> dict[str, Any]:
    """Everything of the nomination that a story may change."""
    own = {name: getattr(nomination, name) for name in (*STANDING, "citizen_id", "status", "highest_rent_dkk")}
    judged = {name: getattr(nomination.judgement, name) for name in Judgement.__dataclass_fields__}
    lists = {name: list(judged[name]) for name in ("documents_needed", "documents_given", "reasons")}
    return {**own, **judged, **lists, **asdict(nomination.facts), "ability_question": nomination.ability_question}


async def save_nomination(story: Story, nomination: Nomination) -> None:
    """Store a new nomination. Who the citizen is stands apart from it (`store/citizens.py`)."""
    story.session.add(
        tables.Nomination(
            municipality_code=story.municipality_code,
            id=nomination.id,
            lottery=nomination.lottery,
            version=nomination.version,
            **_stored(nomination),
        )
    )
    await story.session.flush()


async def change_nomination(story: Story, nomination: Nomination, *, expected_version: int) -> None:
    """Store the nomination anew. Raises PreconditionFailed where somebody else changed it meanwhile."""
    row = tables.Nomination
    query = select(row).where(row.id == nomination.id, row.version == expected_version).with_for_update()
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise PreconditionFailed
    for name, value in _stored(nomination).items():
        setattr(found, name, value)
    found.version = expected_version + 1
    await story.session.flush()


async def point_citizen_anew(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> None:
    """Let every nomination of the one identifier bear the other."""
    row = tables.Nomination
    await story.session.exec(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.citizen_id) == old_citizen_id)
        .values(citizen_id=citizen_id)
    )


async def keep_replaced_facts(story: Story, nomination: Nomination) -> None:
    """Keep the version of the facts that is about to be replaced."""
    story.session.add(
        tables.ReplacedFacts(
            municipality_code=story.municipality_code,
            nomination_id=nomination.id,
            version=nomination.facts_version,
            facts=facts_as_json(nomination.facts),
            facts_on=nomination.facts_on,
            replaced_at=story.now,
            replaced_by=story.caused_by or story.caller.client_id,
        )
    )
    await story.session.flush()


async def list_replaced_facts(story: Story, nomination_id: UUID) -> list[dict[str, Any]]:
    """The facts as they were sent, oldest first, but for those in force."""
    row = tables.ReplacedFacts
    query = select(row).where(row.nomination_id == nomination_id).order_by(col(row.version))
    return [each.facts for each in (await story.session.exec(query)).all()]


def facts_as_json(facts: NominationFacts) -> dict[str, Any]:
    """The facts as they are kept and compared."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(facts), default=str))
    return found


async def get_nomination(story: Story, nomination_id: UUID, *, lock: bool = False) -> Nomination:
    """The nomination, or NotFound."""
    query = select(tables.Nomination).where(tables.Nomination.id == nomination_id)
    row = (
        await story.session.exec(query.with_for_update().execution_options(populate_existing=True) if lock else query)
    ).one_or_none()
    if row is None:
        raise NotFound
    return _nomination(row)


async def find_nomination_by_reference(story: Story, reference: str) -> Nomination | None:
    """The nomination under the social centre's own reference, or None."""
    query = select(tables.Nomination).where(
        tables.Nomination.municipality_code == story.municipality_code, tables.Nomination.reference == reference
    )
    row = (await story.session.exec(query)).one_or_none()
    return _nomination(row) if row else None


async def list_nominations(
    story: Story, *, status: NominationStatus | None = None, after: UUID | None, limit: int
) -> list[Nomination]:
    """A page of nominations, by identifier."""
    query = select(tables.Nomination).order_by(col(tables.Nomination.id)).limit(limit)
    if status is not None:
        query = query.where(tables.Nomination.status == status)
    if after is not None:
        query = query.where(col(tables.Nomination.id) > after)
    return [_nomination(row) for row in (await story.session.exec(query)).all()]


async def save_ability(
    story: Story, nomination_id: UUID, highest_rent_dkk: Decimal | None, question: dict[str, Any] | None
) -> None:
    """Keep what benefits found."""
    await story.session.exec(
        update(tables.Nomination)
        .where(col(tables.Nomination.id) == nomination_id)
        .values(highest_rent_dkk=highest_rent_dkk, ability_question=question)
    )
