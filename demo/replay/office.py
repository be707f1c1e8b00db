"""The allocation officer: asks who fits, offers, takes back what cannot be, hands back what nobody can have."""

import asyncio
from collections import Counter
from datetime import date
from typing import Any

from demo.replay.callers import Refused
from demo.replay.notebook import decided_on
from demo.replay.stage import Stage
from kit.values.calendar import add_working_days, local_day

OPEN_OFFERS = ("made", "accepted")
TRIES_WORKING_DAYS = 10
WORKER_AWAITED_WORKING_DAYS = 6
RULES_OF_THE_DWELLING = {"deposit_loan_first_let", "deposit_loan_kitchen"}
RULES_OF_THE_HOUSEHOLD = {"deposit_loan_income", "deposit_loan_unpaid"}
OWN_MEANS = "deposit_loan_need"
ALREADY_ELSEWHERE = ("waiting", "no_open_offer")
NO_WORKER = "No support worker has room; the team takes the citizen on as soon as a place is free."
READ_TOO_EARLY = 412

Row = dict[str, Any]


async def read_open_offers(stage: Stage) -> list[Row]:
    """The offers that are open, as they stand."""
    if not stage.notebook.offers:
        return []
    office = stage.cast.allocation_office
    pages = await asyncio.gather(*(office.get_all("/allocation/v1/offers", status=each) for each in OPEN_OFFERS))
    offers = [offer for page in pages for offer in page]
    stage.notebook.note_open_offers(offer["id"] for offer in offers)
    return offers


async def take_back_refused(stage: Stage, offers: list[Row]) -> bool:
    """A refused deposit ends the offer, unless the household has the means itself; where the dwelling is the reason,
    it is handed back. Whether any offer was taken back."""
    taken_back = False
    for offer in offers:
        if offer["deposit"] != "refused" or stage.notebook.offers[offer["id"]].pays_deposit_itself:
            continue
        rules = await rules_against(stage, offer)
        if OWN_MEANS in rules:
            stage.notebook.offers[offer["id"]].pays_deposit_itself = True
            continue
        address, key = f"/allocation/v1/offers/{offer['id']}/withdrawal", f"withdraw {offer['id']}"
        if await act_on(stage, offer, address, {"code": "deposit_refused"}, key):
            taken_back = True
            if rules & RULES_OF_THE_DWELLING:
                await _hand_back(stage, offer["vacancy_id"], "deposit_not_possible")
    return taken_back


async def act_on(stage: Stage, offer: Row, address: str, body: Row | None, key: str) -> bool:
    """An act on an offer as it was read; where it has changed since, it is left for the next round."""
    caller = stage.cast.allocation_officer
    try:
        offer.update(await caller.post(address, body, key=key, version=offer["version"]))
    except Refused as refusal:
        if refusal.status != READ_TOO_EARLY:
            raise
        return False
    return True


async def rules_against(stage: Stage, offer: Row) -> set[str]:
    """The rules that a deposit was refused by, from the vacancy's timeline; who cannot have a loan is noted."""
    timeline = await stage.cast.allocation_officer.get(f"/allocation/v1/timeline/{offer['vacancy_id']}")
    rules = {
        str(rule)
        for entry in timeline
        if entry["kind"] == "deposit_refused" and entry["facts"]["offer_id"] == offer["id"]
        for rule in entry["facts"]["rules"]
    }
    if rules & RULES_OF_THE_HOUSEHOLD:
        stage.notebook.no_loan.add(offer["nomination_id"])
    return rules


async def say_why_without_worker(stage: Stage, offers: list[Row]) -> None:
    """After some days in vain the officer records why the citizen moves in without a named worker."""
    today = local_day(stage.clock.now)
    for offer in offers:
        waits = offer["status"] == "accepted" and offer["support"] != "assigned" and not offer["why_without_worker"]
        if not waits:
            continue
        offered_on = local_day(stage.notebook.offers[offer["id"]].offered_at)
        if today >= add_working_days(offered_on, WORKER_AWAITED_WORKING_DAYS):
            address = f"/allocation/v1/offers/{offer['id']}/move-in-without-worker"
            await act_on(stage, offer, address, {"why": NO_WORKER}, f"without worker {offer['id']}")


async def offer_claimed(stage: Stage) -> None:
    """Each claimed dwelling to the first who fits; handed back when nobody has for some days."""
    notebook, today = stage.notebook, local_day(stage.clock.now)
    claimed = await stage.cast.allocation_office.get_all("/allocation/v1/vacancies", status="claimed")
    notebook.waiting = {each["id"]: decided_on(each) for each in claimed}
    claimed.sort(key=lambda each: (each["decision"]["decided_at"], each["vacancy"]["reference"]))
    await _offer_first_who_fits(stage, [each["id"] for each in claimed if notebook.has_news_for(each["id"])])
    for vacancy_id in list(notebook.waiting):
        if vacancy_id in notebook.nobody and today >= _limit(stage, vacancy_id):
            await _hand_back(stage, vacancy_id, notebook.nobody[vacancy_id])


async def _offer_first_who_fits(stage: Stage, vacancies: list[str]) -> None:
    """To nobody twice in one round; why there is nobody is noted until somebody new has come."""
    notebook = stage.notebook
    addresses = [f"/allocation/v1/vacancies/{each}/shortlist" for each in vacancies]
    found = await asyncio.gather(*(stage.cast.allocation_officer.get(address) for address in addresses))
    taken: set[str] = set()
    for vacancy_id, shortlist in zip(vacancies, found, strict=True):
        fitting = [one["nomination_id"] for one in shortlist["fitting"]]
        able = [each for each in fitting if each not in notebook.no_loan]
        free = [each for each in able if each not in taken]
        notebook.nobody.pop(vacancy_id, None)
        if free:
            taken.add(free[0])
            before = [each for each in fitting[: fitting.index(free[0])] if each not in taken]
            await _offer(stage, vacancy_id, free[0], past=before)
        elif not able:
            notebook.looked[vacancy_id] = len(notebook.available)
            notebook.nobody[vacancy_id] = why_nobody(shortlist)


def _limit(stage: Stage, vacancy_id: str) -> date:
    return add_working_days(stage.notebook.waiting[vacancy_id], TRIES_WORKING_DAYS)


async def _offer(stage: Stage, vacancy_id: str, nomination_id: str, *, past: list[str]) -> None:
    """The offer; past those to whom no deposit loan can be given by an override that says so."""
    body: Row = {"vacancy_id": vacancy_id, "nomination_id": nomination_id}
    if past:
        body["override"] = {"code": "deposit_not_possible"}
    key = f"offer {vacancy_id} {nomination_id}"
    offer = await stage.cast.allocation_officer.post("/allocation/v1/offers", body, key=key)
    stage.notebook.note_offer(offer)


async def _hand_back(stage: Stage, vacancy_id: str, code: str) -> None:
    officer = stage.cast.allocation_officer
    version = (await officer.get(f"/allocation/v1/vacancies/{vacancy_id}"))["version"]
    address = f"/allocation/v1/vacancies/{vacancy_id}/hand-back"
    await officer.post(address, {"code": code}, key=f"hand back {vacancy_id}", version=version)
    stage.notebook.waiting.pop(vacancy_id, None)
    stage.notebook.handed_back[vacancy_id] = local_day(stage.clock.now)


def why_nobody(shortlist: Row) -> str:
    """The code of a hand-back, from the rules that stopped those who still wait.

    Whoever fitted has been offered it in vain; else most could not pay; else it did not suit the others.
    """
    rules = Counter(one["reason"]["rule"] for one in shortlist["stopped"])
    for rule in ALREADY_ELSEWHERE:
        del rules[rule]
    if rules["not_offered_before"]:
        return "all_declined"
    return "nobody_can_pay" if 2 * rules["can_pay"] >= rules.total() else "nobody_fits"
