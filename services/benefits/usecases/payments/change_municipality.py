"""Which municipality pays for a case, and where the citizen resides."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.payments.municipalities import (
    Basis,
    MunicipalityRow,
    Role,
    first_rows,
    in_force,
    require_change,
)
from services.benefits.store.cases import get_case
from services.benefits.store.municipalities import add_municipalities, is_municipality, let_pay, list_municipalities


@dataclass(frozen=True, slots=True)
class Municipalities:
    """Every row of a case, and the three that hold on the day."""

    rows: tuple[MunicipalityRow, ...]
    holding: tuple[MunicipalityRow, ...]


async def record_first_municipalities(story: Story, case: Case) -> None:
    """As a case is opened it acts, pays and assumes residence here, until somebody has found out more."""
    by = story.caused_by or story.caller.client_id
    rows = first_rows(case.kind, story.municipality_code, local_day(case.opened_at), story.now, by)
    await add_municipalities(story, case.id, rows)


async def read_municipalities(story: Story, case_id: UUID) -> Municipalities:
    """Which municipality has which role, today and before."""
    await get_case(story, case_id)
    rows = await list_municipalities(story, case_id)
    found = (in_force(rows, role, local_day(story.now)) for role in Role)
    return Municipalities(tuple(rows), tuple(row for row in found if row))


async def change_municipality(
    story: Story, case_id: UUID, role: Role, code: str, from_on: date, basis: Basis
) -> Municipalities:
    """Record another municipality from a day on, with the basis; what held before is kept.

    - What holds already is not recorded again.
    - Orders that have not been sent out are borne by the municipality that pays today.
    """
    case = await get_case(story, case_id, lock=True)
    rows = await list_municipalities(story, case_id)
    by = story.caused_by or story.caller.client_id
    number = max((row.number for row in rows), default=0) + 1
    row = MunicipalityRow(number, role, code, from_on, basis, story.now, by)
    new = require_change(case.kind, rows, row, exists=await is_municipality(story, code))
    if new is not None:
        await add_municipalities(story, case_id, [new])
        pays = in_force([*rows, new], Role.PAYING, local_day(story.now))
        moved = await let_pay(story, case_id, pays.code) if pays and role is Role.PAYING else 0
        facts = {"role": role, "code": code, "from_on": from_on, "basis": basis, "orders": moved}
        await record(story, "case_municipality_changed", case_id, (Party.BENEFITS_DEPARTMENT,), facts=facts)
    return await read_municipalities(story, case_id)
