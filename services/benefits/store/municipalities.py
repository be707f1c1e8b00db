"""The municipalities of a case as rows, and back; rows are added and never changed."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import text, update
from sqlmodel import col, select

from kit.database.stories import Story
from services.benefits.domain.payments.municipalities import Basis, MunicipalityRow, Role
from services.benefits.domain.payments.orders import OrderState
from services.benefits.store import tables

EXISTS = text("SELECT EXISTS (SELECT FROM municipality WHERE code = :code)")


async def add_municipalities(story: Story, case_id: UUID, rows: Iterable[MunicipalityRow]) -> None:
    """Store rows of the case."""
    story.session.add_all(
        tables.CaseMunicipality(
            municipality_code=story.municipality_code,
            case_id=case_id,
            number=row.number,
            role=row.role,
            code=row.code,
            from_on=row.from_on,
            basis=row.basis,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
        )
        for row in rows
    )
    await story.session.flush()


async def list_municipalities(story: Story, case_id: UUID) -> list[MunicipalityRow]:
    """Every row of the case, by role and in the order in which they begin; of one day, as they were recorded."""
    row = tables.CaseMunicipality
    query = select(row).where(row.municipality_code == story.municipality_code, row.case_id == case_id)
    ordered = query.order_by(col(row.role), col(row.from_on), col(row.number))
    return [
        MunicipalityRow(
            one.number, Role(one.role), one.code, one.from_on, Basis(one.basis), one.recorded_at, one.recorded_by
        )
        for one in (await story.session.exec(ordered)).all()
    ]


async def is_municipality(story: Story, code: str) -> bool:
    """Whether there is a municipality with the code."""
    return bool((await story.execute(EXISTS, {"code": code})).scalar_one())


async def let_pay(story: Story, case_id: UUID, code: str) -> int:
    """Let the orders of the case that have not been sent out be borne by the municipality; how many."""
    row = tables.PaymentOrder
    moved = await story.execute(
        update(row)
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.case_id) == case_id,
            col(row.state) == OrderState.ORDERED,
        )
        .values(paying_municipality_code=code, version=row.version + 1)
    )
    return moved.rowcount
