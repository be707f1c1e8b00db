"""Vacancy rent, put on the account: the months that have ended, and the rest once the dwelling is let."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.allocation.domain.account.lines import Account, AccountLine, FollowsFrom, LineKind
from services.allocation.domain.account.rent_due import RentEnds, RentRun, lines_due, taken_back
from services.allocation.domain.account.vacancy_rent import idle_until, notice_effect_on
from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.answers.disposal import disposal_of
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.accounts import book, list_vacancy_lines, lock_account
from services.allocation.store.answers import find_terms
from services.allocation.store.rents import enter_rent_end, find_rent_method, has_rent_ended


@dataclass(frozen=True, slots=True)
class Booking:
    """A vacancy whose account is locked, with what stands there."""

    vacancy: PostedVacancy
    account: Account
    booked: Sequence[AccountLine]


async def begin_booking(story: Story, vacancy: PostedVacancy, account: Account | None = None) -> Booking:
    """Take the account's turn, after the vacancy's own."""
    locked = account or await lock_account(story, vacancy.facts.organisation_cvr)
    return Booking(vacancy, locked, await list_vacancy_lines(story, vacancy.id))


async def settle_rent(
    story: Story, vacancy: PostedVacancy, *, let_from: date, cause: RentEnds = RentEnds.LEASE
) -> Decimal:
    """The dwelling is let: book the rent up to that day, or to the cap after a hand-back; what it costs in all.

    Days booked beyond it, since the letting was reported later, are taken back by lines of their own.
    """
    return await end_rent(story, await begin_booking(story, vacancy), let_from=let_from, cause=cause)


async def end_rent(story: Story, booking: Booking, *, let_from: date, cause: RentEnds) -> Decimal:
    """No more rent runs: book what is missing, correct what is too much, and say why it ended."""
    vacancy = booking.vacancy
    begins = disposal_of(vacancy, await find_terms(story, vacancy))
    if begins is None:
        ends_on, lines = let_from, taken_back(booking.booked, FollowsFrom.NOT_AT_DISPOSAL)
    else:
        ends = idle_until(let_from=let_from, handed_back_on=vacancy.handed_back_on, up_to=let_from)
        ends_on = max(begins, ends)
        run = RentRun(begins, ends_on, vacancy.facts.rent_dkk, await method_of(story, booking))
        lines = lines_due(run, booking.booked, ended=True)
    new = await book(story, booking.account, vacancy.id, lines)
    reported = let_from if cause in (RentEnds.LEASE, RentEnds.LETTING) else None
    await enter_rent_end(story, vacancy, cause, ends_on=ends_on, let_from_on=reported)
    return sum((line.amount_dkk for line in (*booking.booked, *new)), start=Decimal(0))


async def book_months(story: Story, booking: Booking, month: date) -> int:
    """Book the days before the month that are not booked yet, and the end where there is one; how many lines."""
    vacancy, today = booking.vacancy, local_day(story.now)
    if await has_rent_ended(story, vacancy.id):
        return 0
    if vacancy.handed_back_on is not None:
        cap = notice_effect_on(vacancy.handed_back_on)
        if cap <= today:
            await end_rent(story, booking, let_from=cap, cause=RentEnds.CAP)
            return 1
    begins = disposal_of(vacancy, await find_terms(story, vacancy))
    if begins is not None:
        run = RentRun(begins, month, vacancy.facts.rent_dkk, await method_of(story, booking))
        return len(await book(story, booking.account, vacancy.id, lines_due(run, booking.booked, ended=False)))
    if vacancy.handed_back_on is None:
        return 0
    await end_rent(story, booking, let_from=vacancy.handed_back_on, cause=RentEnds.NOT_AT_DISPOSAL)
    return 1


async def take_back_rent(story: Story, vacancy: PostedVacancy) -> None:
    """The organisation withdraws the vacancy: it costs nothing, as if it had never been posted."""
    if not await list_vacancy_lines(story, vacancy.id):
        return
    booking = await begin_booking(story, vacancy)
    await book(story, booking.account, vacancy.id, taken_back(booking.booked, FollowsFrom.WITHDRAWN))
    await enter_rent_end(story, vacancy, RentEnds.WITHDRAWN, ends_on=local_day(story.now), let_from_on=None)


async def method_of(story: Story, booking: Booking) -> RentMethod:
    """How the days are priced: as on the vacancy's first line; before there is one, by its right or agreement."""
    rents = [line for line in booking.booked if line.kind is LineKind.VACANCY_RENT]
    return RentMethod(rents[0].method) if rents else await find_rent_method(story, booking.vacancy)
