"""Leases and the account, as rows and back."""

from uuid import UUID, uuid4

from sqlmodel import col, select

from kit.database.stories import Story
from services.allocation.domain.account.vacancy_rent import RentLine
from services.allocation.domain.offers.lease import AccountLine, Lease
from services.allocation.store import tables

VACANCY_RENT = "vacancy_rent"


async def find_lease(story: Story, vacancy_id: UUID) -> Lease | None:
    """The lease of a vacancy, or None."""
    row = await story.session.get(tables.Lease, (story.municipality_code, vacancy_id))
    return Lease(row.vacancy_id, row.offer_id, row.signed_on, row.starts_on) if row else None


async def save_lease(story: Story, lease: Lease, organisation_cvr: str) -> None:
    """Store a signed lease."""
    story.session.add(
        tables.Lease(
            municipality_code=story.municipality_code,
            vacancy_id=lease.vacancy_id,
            organisation_cvr=organisation_cvr,
            offer_id=lease.offer_id,
            signed_on=lease.signed_on,
            starts_on=lease.starts_on,
        )
    )
    await story.session.flush()


async def book_rent(story: Story, vacancy_id: UUID, organisation_cvr: str, line: RentLine) -> None:
    """Put the vacancy rent of one vacancy on the account; the database refuses a second line for it."""
    story.session.add(
        tables.AccountLine(
            municipality_code=story.municipality_code,
            id=uuid4(),
            organisation_cvr=organisation_cvr,
            vacancy_id=vacancy_id,
            kind=VACANCY_RENT,
            period_from=line.period_from,
            period_to=line.period_to,
            days=line.days,
            rent_dkk=line.rent_dkk,
            method=line.method,
            amount_dkk=line.amount_dkk,
            booked_at=story.now,
        )
    )
    await story.session.flush()


async def list_account(story: Story, organisation_cvr: str | None = None) -> list[AccountLine]:
    """The booked lines, oldest first."""
    query = select(tables.AccountLine).order_by(col(tables.AccountLine.booked_at), col(tables.AccountLine.id))
    if organisation_cvr is not None:
        query = query.where(tables.AccountLine.organisation_cvr == organisation_cvr)
    names = AccountLine.__dataclass_fields__
    rows = (await story.session.exec(query)).all()
    return [AccountLine(**{name: getattr(row, name) for name in names}) for row in rows]


async def is_settled(story: Story, vacancy_id: UUID) -> bool:
    """Whether the vacancy's rent is on the account."""
    query = select(tables.AccountLine.id).where(
        tables.AccountLine.vacancy_id == vacancy_id, tables.AccountLine.kind == VACANCY_RENT
    )
    return (await story.session.exec(query)).first() is not None
