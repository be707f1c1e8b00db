"""A housing organisation posts several vacancies in one request: all of them, or none."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from kit.database.journal import record_all
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import ContentDiffers, FieldError, Problem
from services.allocation.domain.ledger.ledger import decide
from services.allocation.domain.vacancies.batches import (
    MOST_FAULTS_TOLD,
    Line,
    LineFault,
    find_faults_of_lines,
    first_lines,
    turn_of,
)
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.domain.vacancies.problems import BatchRefused
from services.allocation.store.ledgers import LockedLedger, lock_ledger
from services.allocation.store.postings import Beside, Entered, write_postings
from services.allocation.usecases.ledger.begin_count import Begun, begin_count
from services.allocation.usecases.ledger.check_vacancies import AT_A_TIME, Checked, check_beside, own_organisation
from services.allocation.usecases.ledger.post_vacancy import AUDIENCES, happening_of, posted_as


@dataclass(frozen=True, slots=True)
class PostedLine:
    """The vacancy that a line stands for, and whether this request posted it."""

    posted: PostedVacancy
    is_new: bool


async def post_vacancies(story: Story, lines: Sequence[Line], order_key: bytes) -> list[PostedLine]:
    """Post the vacancies; the answer says of each, in the order of the request, whose it is.

    - All or none: where anything is wrong with any of them, everything that is wrong is told, and nothing is posted.
    - They count in an order that nobody can arrange: by the day the notice to quit was received, then the day vacant,
      then a keyed hash of the dwelling; under an earlier version of an agreement before those under a later one.
    - A reference that stands in the request twice, or was posted earlier, is one vacancy with its first answer.
    - A chain may name an earlier vacancy, or another of the same request.
    """
    faults, posted = await try_to_post(story, lines, order_key)
    if faults:
        raise _refused(faults)
    return posted


async def try_to_post(
    story: Story, lines: Sequence[Line], order_key: bytes
) -> tuple[Sequence[LineFault], list[PostedLine]]:
    """What is wrong with the lines; where nothing is, they are posted."""
    cvr = own_organisation(story, {})
    faults = await asyncio.to_thread(find_faults_of_lines, lines, cvr, local_day(story.now))
    ledgers = await _locked(story, cvr, lines) if not faults else {}
    checked = await check_beside(story, cvr, lines)
    if faults := sorted([*faults, *checked.faults], key=lambda each: each.line):
        return faults, []
    return [], await _post(story, lines, checked, ledgers, order_key)


def _refused(faults: Sequence[LineFault]) -> Problem:
    errors = [
        FieldError(f"/vacancies/{each.line}{each.fault.pointer}", each.fault.text) for each in faults[:MOST_FAULTS_TOLD]
    ]
    refused = ContentDiffers if all(each.differs for each in faults) else BatchRefused
    return refused(errors=errors, extra={"fault_count": len(faults)})


Ledgers = dict[DwellingClass, LockedLedger]


async def _locked(story: Story, cvr: str, lines: Sequence[Line]) -> Ledgers:
    """The ledgers that take part, in a fixed order, so that two requests never wait for each other."""
    classes = sorted({line.given["dwelling_class"] for line in lines})
    return {each: await lock_ledger(story, cvr, each) for each in classes}


@dataclass(frozen=True, slots=True)
class _Given:
    """A vacancy to be decided, and what stands beside it."""

    line: int
    facts: VacancyFacts
    beside: Beside

    @property
    def version(self) -> tuple[DwellingClass, date, UUID | None]:
        """The ledger, and the version of the agreement by which it counts the vacancy."""
        agreement = self.beside.agreement
        begun = agreement.in_force_from if agreement else self.facts.posted_on
        return self.facts.dwelling_class, begun, self.beside.agreement_id


async def _post(
    story: Story, lines: Sequence[Line], checked: Checked, ledgers: Ledgers, order_key: bytes
) -> list[PostedLine]:
    first = first_lines(lines)
    new = [
        _Given(index, line.facts(), checked.beside[index])
        for index, line in enumerate(lines)
        if first[index] == index and checked.beside[index].earlier_id is None
    ]
    entered = await _decide(story, new, ledgers, order_key)
    for begin in range(0, len(entered), AT_A_TIME):
        chunk = entered[begin : begin + AT_A_TIME]
        await write_postings(story, chunk)
        told = [happening_of(each.posted) for each in chunk]
        await record_all(story, told, AUDIENCES, organisation_cvr=story.caller.cvr)
    by_reference = {each.posted.facts.reference: each.posted for each in entered}
    by_reference |= {posted.facts.reference: posted for posted in checked.earlier.values()}
    created = {each.line for each in new}
    return [PostedLine(by_reference[line.given["reference"]], index in created) for index, line in enumerate(lines)]


async def _decide(story: Story, new: Sequence[_Given], ledgers: Ledgers, order_key: bytes) -> list[Entered]:
    """Each vacancy in its turn; `ledgers` stand after them all.

    The sums are done beside the event loop, so that nobody else waits for ten thousand of them.
    """

    def turn(given: _Given) -> tuple[object, ...]:
        return (*given.version[:2], *turn_of(given.facts, order_key))

    entered: list[Entered] = []
    for (dwelling_class, _, agreement_id), group in groupby(sorted(new, key=turn), lambda each: each.version):
        vacancies = list(group)
        begun = await begin_count(
            story, ledgers[dwelling_class], vacancies[0].facts, agreement_id, vacancies[0].beside.agreement
        )
        decided, ledgers[dwelling_class] = await asyncio.to_thread(_decide_group, begun, vacancies, story.now)
        entered += decided
    return entered


def _decide_group(begun: Begun, vacancies: Sequence[_Given], now: datetime) -> tuple[list[Entered], LockedLedger]:
    ledger = begun.ledger
    entered: list[Entered] = []
    for each in vacancies:
        decision = decide(ledger.state, begun.agreement, each.facts, each.beside.circumstances)
        ledger = ledger.after(decision, begun.agreement_id)
        posted = posted_as(each.facts, decision, ledger, begun.agreement, now)
        entered.append(Entered(posted, decision, ledger))
    return entered, ledger
