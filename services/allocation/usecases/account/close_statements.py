"""When a month has ended, each account has its statement of it."""

from datetime import date

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.allocation.domain.account.lines import Account
from services.allocation.domain.account.vacancy_rent import month_of
from services.allocation.store.accounts import close_statements, lock_accounts, sum_by_month
from services.allocation.store.rents import list_rent_due
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.account.settle_rent import begin_booking, book_months

WHO_HEARS = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT)


async def close_ended_months(story: Story) -> int:
    """Close the statements of the months that have ended by the municipality's business time.

    - Each claimed dwelling that stood empty gets its line of the month; one whose cap is reached or that was withdrawn
      gets its last.
    - Then the statements are closed: what is booked later stands on a later one. Each organisation hears of its own.
    - All vacancies are locked before any account, as whoever books on one vacancy does too.
    """
    today = local_day(story.now)
    month = month_of(today)
    due = await list_rent_due(story, month, today)
    vacancies = [await get_vacancy(story, vacancy_id, lock=True) for vacancy_id in due]
    accounts = {
        account.organisation_cvr: account
        for account in await lock_accounts(story, (each.facts.organisation_cvr for each in vacancies), month)
    }
    lines = 0
    for vacancy in vacancies:
        booking = await begin_booking(story, vacancy, accounts[vacancy.facts.organisation_cvr])
        lines += await book_months(story, booking, month)
    for account in accounts.values():
        if account.open_from is None or account.open_from < month:
            await _close(story, account, month)
    return lines


async def _close(story: Story, account: Account, month: date) -> None:
    await close_statements(story, account, month)
    for ended, lines, total in await sum_by_month(story, account.organisation_cvr):
        if ended < month and (account.open_from is None or ended >= account.open_from):
            await record(
                story,
                "statement_closed",
                account.id,
                WHO_HEARS,
                facts={"month": ended.isoformat()[:7], "lines": lines, "total_dkk": total},
                organisation_cvr=account.organisation_cvr,
            )
