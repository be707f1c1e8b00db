"""Ad hoc requests and their answers as rows, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, func, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.allocation.domain.requests.request import (
    Answer,
    AnswerOutcome,
    DwellingRequest,
    OfferedDwelling,
    ReceivedRequest,
    ReceivedStatus,
    RequestStatus,
)
from services.allocation.domain.requests.wanted import Wanted
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.store import tables
from services.allocation.store.agreements import condition_as_json, condition_from_json

AT_DISPOSAL = (VacancyStatus.CLAIMED, VacancyStatus.OFFERED, VacancyStatus.ACCEPTED)


def _wanted_as_json(wanted: Wanted) -> dict[str, Any]:
    return {
        "condition": condition_as_json(wanted.condition),
        "step_free": wanted.step_free,
        "pets_allowed": wanted.pets_allowed,
        "vacant_by_on": wanted.vacant_by_on.isoformat() if wanted.vacant_by_on else None,
    }


def _wanted(stored: Mapping[str, Any]) -> Wanted:
    by = stored["vacant_by_on"]
    return Wanted(
        condition=condition_from_json(stored["condition"]),
        step_free=stored["step_free"],
        pets_allowed=stored["pets_allowed"],
        vacant_by_on=date.fromisoformat(by) if by else None,
    )


def _dwelling_as_json(dwelling: OfferedDwelling) -> dict[str, Any]:
    plain = (UUID, date, Decimal)
    return {name: str(value) if isinstance(value, plain) else value for name, value in asdict(dwelling).items()}


def _dwelling(stored: Mapping[str, Any]) -> OfferedDwelling:
    read = {
        "dwelling_id": UUID(stored["dwelling_id"]),
        "dwelling_class": DwellingClass(stored["dwelling_class"]),
        **{name: date.fromisoformat(stored[name]) for name in ("notice_received_on", "vacant_from_on")},
        **{name: Decimal(stored[name]) for name in ("rent_dkk", "utilities_dkk", "deposit_dkk")},
    }
    return OfferedDwelling(**{**stored, **read})


def _request(row: tables.DwellingRequest) -> DwellingRequest:
    values = {name: getattr(row, name) for name in DwellingRequest.__dataclass_fields__}
    return DwellingRequest(**values | {"wanted": _wanted(row.wanted), "status": RequestStatus(row.status)})


def _received(row: tables.ReceivedRequest) -> ReceivedRequest:
    values = {name: getattr(row, name) for name in ReceivedRequest.__dataclass_fields__}
    return ReceivedRequest(**values | {"wanted": _wanted(row.wanted), "status": ReceivedStatus(row.status)})


def _answer(row: tables.RequestAnswer) -> Answer:
    values = {name: getattr(row, name) for name in Answer.__dataclass_fields__}
    dwelling = _dwelling(row.dwelling) if row.dwelling else None
    return Answer(**values | {"outcome": AnswerOutcome(row.outcome), "dwelling": dwelling})


async def add_request(story: Story, request: DwellingRequest, received: Sequence[ReceivedRequest]) -> None:
    """Store a new request, and each organisation's own."""
    here = {"municipality_code": story.municipality_code}
    wanted = _wanted_as_json(request.wanted)
    story.session.add(tables.DwellingRequest(**here | asdict(request) | {"wanted": wanted}))
    for one in received:
        story.session.add(tables.ReceivedRequest(**asdict(one) | {"wanted": _wanted_as_json(one.wanted)}))
    await story.session.flush()


async def get_request(story: Story, request_id: UUID, *, lock: bool = False) -> DwellingRequest:
    """The request, or NotFound. With `lock`, it is this story's to end."""
    query = select(tables.DwellingRequest).where(tables.DwellingRequest.id == request_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    row = (await story.session.exec(fresh if lock else query)).one_or_none()
    if row is None:
        raise NotFound
    return _request(row)


async def list_requests(
    story: Story, *, status: RequestStatus | None, after: UUID | None, limit: int
) -> list[DwellingRequest]:
    """A page of the office's requests, by identifier."""
    query = select(tables.DwellingRequest).order_by(col(tables.DwellingRequest.id)).limit(limit)
    if status is not None:
        query = query.where(tables.DwellingRequest.status == status)
    if after is not None:
        query = query.where(col(tables.DwellingRequest.id) > after)
    return [_request(row) for row in (await story.session.exec(query)).all()]


async def list_overdue(story: Story) -> list[UUID]:
    """Open requests whose deadline has passed, oldest first."""
    row = tables.DwellingRequest
    query = (
        select(row.id)
        .where(
            row.municipality_code == story.municipality_code,
            row.status == RequestStatus.OPEN,
            row.due_at <= story.now,
        )
        .order_by(col(row.due_at), col(row.id))
    )
    return list((await story.session.exec(query)).all())


async def save_end(story: Story, request: DwellingRequest) -> None:
    """Store how the request ended; the row is locked by the story."""
    row = tables.DwellingRequest
    await story.session.exec(
        update(row)
        .where(col(row.id) == request.id)
        .values(
            status=request.status,
            vacancy_id=request.vacancy_id,
            ended_at=request.ended_at,
            version=request.version,
        )
    )


async def get_received(story: Story, received_id: UUID, *, fresh: bool = False) -> ReceivedRequest:
    """An organisation's own request, or NotFound: another's looks as if it were not there."""
    query = select(tables.ReceivedRequest).where(tables.ReceivedRequest.id == received_id)
    if fresh:
        query = query.execution_options(populate_existing=True)
    row = (await story.session.exec(query)).one_or_none()
    if row is None:
        raise NotFound
    return _received(row)


async def list_received(
    story: Story,
    *,
    request_id: UUID | None = None,
    status: ReceivedStatus | None = None,
    after: UUID | None = None,
    limit: int,
) -> list[ReceivedRequest]:
    """A page of the requests the caller may see as received, by identifier."""
    row = tables.ReceivedRequest
    query = select(row).order_by(col(row.id)).limit(limit)
    if request_id is not None:
        query = query.where(row.request_id == request_id)
    if status is not None:
        query = query.where(row.status == status)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_received(found) for found in (await story.session.exec(query)).all()]


async def close_received(
    story: Story, request_id: UUID, status: ReceivedStatus, *, taken: UUID | None = None
) -> list[tuple[UUID, str]]:
    """Close what each organisation received, but the one whose dwelling is taken; which, and whose, they are."""
    row = tables.ReceivedRequest
    own = update(row).where(col(row.id) == taken).values(status=ReceivedStatus.TAKEN, closed_at=story.now)
    await story.session.exec(own)
    others = (
        update(row)
        .where(col(row.request_id) == request_id, col(row.status) == ReceivedStatus.OPEN)
        .values(status=status, closed_at=story.now)
        .returning(col(row.id), col(row.organisation_cvr))
    )
    return [(received_id, cvr) for received_id, cvr in await story.session.exec(others)]


async def add_answer(story: Story, answer: Answer) -> None:
    """Store an answer, frozen."""
    dwelling = _dwelling_as_json(answer.dwelling) if answer.dwelling else None
    reference = answer.dwelling.reference if answer.dwelling else None
    values = asdict(answer) | {"dwelling": dwelling, "reasons": list(answer.reasons)}
    story.session.add(tables.RequestAnswer(municipality_code=story.municipality_code, reference=reference, **values))
    await story.session.flush()


async def list_answers(story: Story, received_ids: Sequence[UUID]) -> list[Answer]:
    """The answers to these, in the order in which they were given."""
    row = tables.RequestAnswer
    query = select(row).where(col(row.received_id).in_(received_ids)).order_by(col(row.received_id), col(row.number))
    return [_answer(found) for found in (await story.session.exec(query)).all()]


async def list_registered(story: Story, organisation_cvrs: Sequence[str]) -> dict[str, set[str]]:
    """The estates of those organisations that are registered in the municipality."""
    row = tables.Estate
    query = select(row.organisation_cvr, row.estate).where(
        row.municipality_code == story.municipality_code, col(row.organisation_cvr).in_(organisation_cvrs)
    )
    found: dict[str, set[str]] = {}
    for cvr, estate in (await story.session.exec(query)).all():
        found.setdefault(cvr, set()).add(estate)
    return found


async def is_posted(story: Story, facts: VacancyFacts) -> bool:
    """Whether the organisation has posted a vacancy under this reference."""
    row = tables.Vacancy
    query = select(func.count()).where(
        row.municipality_code == story.municipality_code,
        row.organisation_cvr == facts.organisation_cvr,
        row.reference == facts.reference,
    )
    return (await story.session.exec(query)).one() > 0


async def is_at_disposal(story: Story, facts: VacancyFacts) -> bool:
    """Whether the municipality already holds this very dwelling."""
    row = tables.Vacancy
    query = select(func.count()).where(
        row.municipality_code == story.municipality_code,
        row.organisation_cvr == facts.organisation_cvr,
        row.dwelling_id == facts.dwelling_id,
        col(row.status).in_(AT_DISPOSAL),
    )
    return (await story.session.exec(query)).one() > 0


async def point_requests_anew(story: Story, nomination_id: UUID, into_id: UUID) -> None:
    """Let the requests made for the one nomination follow to the other."""
    row = tables.DwellingRequest
    await story.session.exec(update(row).where(col(row.nomination_id) == nomination_id).values(nomination_id=into_id))
