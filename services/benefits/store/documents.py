"""Papers asked for, as rows, and back; written under the lock on their case."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from services.benefits.domain.lanes.documents import DocumentCode, DocumentRequest, FactsChanged
from services.benefits.store import tables


def _request(row: tables.DocumentRequest) -> DocumentRequest:
    received = {DocumentCode(code): datetime.fromisoformat(at) if at else None for code, at in row.received}
    because = FactsChanged(row.because) if row.because else None
    return DocumentRequest(row.number, row.asked_at, row.asked_by, because, received)


def _stored(request: DocumentRequest) -> list[tuple[str, str | None]]:
    """In the order in which they were asked for."""
    return [(str(code), at.isoformat() if at else None) for code, at in request.received.items()]


async def list_requests_of(story: Story, case_ids: Sequence[UUID]) -> dict[UUID, list[DocumentRequest]]:
    """What has been asked for in each of the cases, in order; a case in which nothing was asked for has no list."""
    row = tables.DocumentRequest
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, col(row.case_id).in_(case_ids))
        .order_by(col(row.case_id), col(row.number))
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[DocumentRequest]] = defaultdict(list)
    for each in (await story.session.exec(query)).all():
        found[each.case_id].append(_request(each))
    return found


async def list_requests(story: Story, case_id: UUID) -> list[DocumentRequest]:
    """What has been asked for in the case, in order."""
    return (await list_requests_of(story, [case_id])).get(case_id, [])


async def add_request(story: Story, case_id: UUID, request: DocumentRequest) -> None:
    """Store a new request."""
    story.session.add(
        tables.DocumentRequest(
            municipality_code=story.municipality_code,
            case_id=case_id,
            number=request.number,
            asked_at=request.asked_at,
            asked_by=request.asked_by,
            because=request.because,
            received=_stored(request),
        )
    )
    await story.session.flush()


async def save_received(story: Story, case_id: UUID, requests: Sequence[DocumentRequest]) -> None:
    """Store what has come."""
    row = tables.DocumentRequest
    for request in requests:
        await story.execute(
            update(row)
            .where(
                col(row.municipality_code) == story.municipality_code,
                col(row.case_id) == case_id,
                col(row.number) == request.number,
            )
            .values(received=_stored(request))
        )
