"""The year, day by day: what comes in, who acts on it and when; deadlines fall due as the clock moves."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta

from demo.replay.agreement_models import AgreementModel
from demo.replay.beginning import begin
from demo.replay.chance import round_on
from demo.replay.clock import at
from demo.replay.departments import answer_offers, assign_workers, decide_cases, do_tasks
from demo.replay.files import Files
from demo.replay.office import offer_claimed, read_open_offers, say_why_without_worker, take_back_refused
from demo.replay.posting import nominate, post_vacancies, report_lettings, sign_leases
from demo.replay.recall import recall
from demo.replay.stage import Stage
from kit.values.calendar import is_working_day, local_day

FIRST_DAY = date(2025, 1, 2)
LAST_POSTING = date(2026, 1, 2)
LAST_DAY = date(2026, 1, 23)
"""Three weeks after the last posting: what is offered by then has been answered, or its deadline has passed."""
MONDAY = 0


async def play_year(
    stage: Stage, files: Files, model: AgreementModel, until: date, tell: Callable[[date], None]
) -> None:
    """From the first day, or from where an earlier play was cut off; every write is the same the second time."""
    if await stage.clock.read() is None:
        await stage.clock.move(at(FIRST_DAY - timedelta(days=1), 12))
    else:
        await recall(stage)
    await begin(stage.cast, files, model)
    day = max(FIRST_DAY, local_day(stage.clock.now))
    while day <= until:
        tell(day)
        await _play_day(stage, files, day)
        day += timedelta(days=1)


async def _play_day(stage: Stage, files: Files, day: date) -> None:
    """Vacancies and nominations come on any day; the municipality works on working days."""
    posted, nominated = files.vacancies.get(day, []), files.nominations.get(day, [])
    works = is_working_day(day) and not stage.notebook.is_quiet
    if not (posted or nominated or works):
        return
    await stage.clock.move(at(day, 9))
    if works:
        await _look_at_offers(stage)
    acts = [post_vacancies(stage, posted), nominate(stage, nominated)]
    acts += [report_lettings(stage)] if works else []
    acts += [do_tasks(stage)] if day.weekday() == MONDAY else []
    await asyncio.gather(*acts)
    if is_working_day(day):
        await offer_claimed(stage)
        await _take_round(stage, round_on(day))


async def _take_round(stage: Stage, moment: datetime) -> None:
    """Once more in the day where somebody is to act. On the last days the dwellings that came free are looked at."""
    offers = stage.notebook.offers.values()
    decisions = any(not offer.case_decided and offer.case_decided_at <= moment for offer in offers)
    answers = any(not offer.answered and offer.answer and offer.answer.at <= moment for offer in offers)
    if not (decisions or answers):
        return
    await stage.clock.move(moment)
    await _look_at_offers(stage)
    if local_day(moment) >= LAST_DAY:
        await offer_claimed(stage)


async def _look_at_offers(stage: Stage) -> None:
    """Cases, referrals, answers and leases of the offers on their way."""
    await asyncio.gather(decide_cases(stage), assign_workers(stage))
    offers = await read_open_offers(stage)
    if await take_back_refused(stage, offers):
        offers = await read_open_offers(stage)
    if await answer_offers(stage, offers):
        offers = await read_open_offers(stage)
    await say_why_without_worker(stage, offers)
    await sign_leases(stage, offers)
