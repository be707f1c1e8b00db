"""Payment files: what is sent out, once, and kept byte for byte."""

from sqlalchemy import func, update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.benefits.domain.payments.files import PaymentFile
from services.benefits.domain.payments.orders import OrderState, PaymentOrder
from services.benefits.store import tables
from services.benefits.store.payments import orders_of, read_orders

ROW = tables.PaymentOrder


class NoSuchFile(NotFound):
    slug = "no-such-payment-file"
    title = Text("Der er ingen betalingsfil med dette nummer", "There is no payment file with this number")


async def send_out(story: Story, number: int, by: str) -> list[PaymentOrder]:
    """Put everything that is ordered and has a payee into the file, in one statement: an order that another file has
    taken meanwhile is ordered no longer, so it is in one file alone."""
    await story.execute(
        update(ROW)
        .where(
            col(ROW.municipality_code) == story.municipality_code,
            col(ROW.state) == OrderState.ORDERED,
            col(ROW.payee_kind).is_not(None),
        )
        .values(
            state=OrderState.EXPORTED,
            file_number=number,
            exported_at=story.now,
            exported_by=by,
            version=ROW.version + 1,
        )
    )
    return await read_orders(story, orders_of(story).where(ROW.file_number == number).order_by(col(ROW.number)))


async def count_without_payee(story: Story) -> int:
    """How many orders wait for somebody to say who is to be paid."""
    query = select(func.count()).where(
        ROW.municipality_code == story.municipality_code,
        ROW.state == OrderState.ORDERED,
        col(ROW.payee_kind).is_(None),
    )
    return (await story.session.exec(query)).one()


async def add_file(story: Story, made: PaymentFile) -> None:
    """Store a file as it is sent out."""
    story.session.add(
        tables.PaymentFile(
            municipality_code=story.municipality_code,
            number=made.number,
            id=made.id,
            made_at=made.made_at,
            made_by=made.made_by,
            orders=made.count,
            total_dkk=made.total,
            content=made.content,
            sha256=made.sha256,
        )
    )
    await story.session.flush()


async def get_file(story: Story, number: int) -> PaymentFile:
    """The file with this number, or NoSuchFile."""
    row = await story.session.get(tables.PaymentFile, (story.municipality_code, number))
    if row is None:
        raise NoSuchFile
    return PaymentFile(row.id, row.number, row.made_at, row.made_by, row.orders, row.total_dkk, row.content, row.sha256)
