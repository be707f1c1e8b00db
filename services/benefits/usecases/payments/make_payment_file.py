"""The next file for the finance system."""

import hashlib
from uuid import uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.payments.files import NothingToPay, PaymentFile, content_of, total_of
from services.benefits.store.payment_files import add_file, count_without_payee, send_out
from services.benefits.store.payments import next_file_number


async def make_payment_file(story: Story) -> PaymentFile:
    """Send out everything that is ordered and in no file yet, under the next number.

    - One after the other: the number is held until the file is stored, so numbers have no gaps.
    - An order is in one file alone; where there is nothing to send, no number is used.
    - Orders without a payee wait until somebody has said who is to be paid.
    """
    number = await next_file_number(story)
    by = story.caused_by or story.caller.client_id
    orders = await send_out(story, number, by)
    if not orders:
        raise NothingToPay(extra={"without_payee": await count_without_payee(story)})
    content = content_of(number, story.municipality_code, orders)
    made = PaymentFile(
        id=uuid4(),
        number=number,
        made_at=story.now,
        made_by=by,
        count=len(orders),
        total=total_of(orders),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    await add_file(story, made)
    facts = {"number": number, "orders": made.count, "total_dkk": made.total, "sha256": made.sha256}
    await record(story, "payment_file_made", made.id, (Party.BENEFITS_DEPARTMENT,), facts=facts)
    return made
