"""A person of the allocation office corrects a line of an account."""

from decimal import Decimal
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.account.corrections import corrected
from services.allocation.domain.account.lines import AccountLine, CorrectionCode
from services.allocation.store.accounts import book, get_line, list_vacancy_lines, lock_account

WHO_HEARS = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT)


async def correct_line(
    story: Story, organisation_cvr: str, line_id: UUID, difference_dkk: Decimal, code: CorrectionCode
) -> AccountLine:
    """Book the difference.

    - The line stands as it was; a new line of kind `correction` points at it. Both sides read it.
    - Two who correct at once take turns, so that together they do not make a line negative.
    """
    line = await get_line(story, organisation_cvr, line_id)
    account = await lock_account(story, organisation_cvr)
    new = corrected(line, await list_vacancy_lines(story, line.vacancy_id), difference_dkk, code)
    [booked] = await book(story, account, line.vacancy_id, [new])
    await record(
        story,
        "account_line_corrected",
        account.id,
        WHO_HEARS,
        facts={"line_id": line.id, "correction_id": booked.id, "difference_dkk": difference_dkk, "code": code},
        organisation_cvr=organisation_cvr,
    )
    return booked
