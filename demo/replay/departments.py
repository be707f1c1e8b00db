"""The key worker in benefits, the coordinator in support, and the citizen, for whom the social centre answers."""

import asyncio
from typing import Any

from demo.replay.callers import Refused
from demo.replay.chance import draw
from demo.replay.judgement import judge
from demo.replay.notebook import OpenOffer
from demo.replay.office import READ_TOO_EARLY
from demo.replay.stage import Stage
from kit.values.calendar import add_working_days, local_day

Row = dict[str, Any]

OTHER_METHOD_AFTER_WORKING_DAYS = 2
OTHER_METHODS = ("icm", "cti", "ordinary_support")
CONFLICT = 409


async def decide_cases(stage: Stage) -> None:
    """The key worker reads and decides the cases whose turn has come, with the proposal of the rules before them."""
    due = [
        offer
        for offer in stage.notebook.offers.values()
        if not offer.case_decided and offer.case_decided_at <= stage.clock.now
    ]
    await asyncio.gather(*(_decide(stage, offer) for offer in due))
    if due:
        await stage.clock.settle("benefits")


async def _decide(stage: Stage, offer: OpenOffer) -> None:
    """A case that was decided before the play was cut off is left as it is."""
    file = await stage.cast.key_worker.get(f"/benefits/v1/cases/{offer.id}")
    if file["case"]["status"] == "open":
        address = f"/benefits/v1/cases/{offer.id}/decision"
        await stage.cast.key_worker.post(address, judge(file, offer.name), key=f"decide {offer.id}")
    offer.case_decided = True


async def assign_workers(stage: Stage) -> None:
    """The coordinator gives each open referral the least loaded worker of the recommended method who has room."""
    if all(offer.worker_assigned for offer in stage.notebook.offers.values()):
        return
    coordinator = stage.cast.support_coordinator
    referrals, workers = await asyncio.gather(
        coordinator.get_all("/support/v1/referrals", state="open"), coordinator.get("/support/v1/workers")
    )
    limits = stage.notebook.limits or await _read_limits(stage)
    referrals.sort(key=lambda each: (each["opened_at"], each["nomination_reference"]))
    assigned = [await _assign(stage, referral, workers, limits) for referral in referrals]
    if any(assigned):
        await stage.clock.settle("support")


async def _read_limits(stage: Stage) -> dict[str, int]:
    """Citizens a worker, by method; read once, since nobody changes them in the year."""
    for method in await stage.cast.support_coordinator.get("/support/v1/methods"):
        stage.notebook.limits[method["method"]] = method["limit"]["citizens"] if method["limit"] else 0
    return stage.notebook.limits


async def _assign(stage: Stage, referral: Row, workers: list[Row], limits: dict[str, int]) -> bool:
    offer = stage.notebook.offers.get(referral["offer_id"])
    if offer is None:
        return False
    methods = _methods_for(stage, referral, offer)
    with_room = [each for each in workers if each["method"] in methods and each["caseload"] < limits[each["method"]]]
    with_room.sort(key=lambda each: (methods.index(each["method"]), each["caseload"], each["reference"]))
    for worker in with_room:
        body = {"worker_reference": worker["reference"]}
        address = f"/support/v1/referrals/{referral['id']}/assignment"
        try:
            key = f"assign {referral['id']} {worker['reference']}"
            await stage.cast.support_coordinator.post(address, body, key=key)
        except Refused as refusal:
            if refusal.status != CONFLICT:
                raise
            continue  # on holiday, or full since the list was read: the next one
        worker["caseload"] += 1
        offer.worker_assigned = True
        return True
    return False


def _methods_for(stage: Stage, referral: Row, offer: OpenOffer) -> list[str]:
    """The recommended method; where it has had no room for some days, half the time another one is chosen."""
    methods = [referral["recommendation"]["method"]]
    today, since = local_day(stage.clock.now), local_day(offer.offered_at)
    if today >= add_working_days(since, OTHER_METHOD_AFTER_WORKING_DAYS) and draw("other method", offer.name) < 0.5:
        methods += [method for method in OTHER_METHODS if method not in methods]
    return methods


async def do_tasks(stage: Stage) -> None:
    """Once a week the coordinator does what course dates have asked for; half the needs assessed are met, and the homes
    asked about are kept."""
    coordinator = stage.cast.support_coordinator
    for task in await coordinator.get_all("/support/v1/tasks", done="false"):
        outcome = "home_kept" if task["kind"] == "home_check" else "noted"
        if task["kind"] == "assess_need":
            outcome = "need_met" if draw("need met", task["due_at"]) < 0.5 else "need_remains"
        address = f"/support/v1/tasks/{task['id']}/completion"
        await coordinator.post(address, {"outcome": outcome}, key=f"task {task['id']}")


async def answer_offers(stage: Stage, offers: list[Row]) -> bool:
    """What the citizens say by now, passed on by the social centre. Whether anybody said anything."""
    current = {offer["id"]: offer for offer in offers}
    due = [
        offer
        for offer in stage.notebook.offers.values()
        if not offer.answered and offer.answer is not None and offer.answer.at <= stage.clock.now
    ]
    await asyncio.gather(*(_answer(stage, offer, current[offer.id]) for offer in due))
    return bool(due)


async def _answer(stage: Stage, offer: OpenOffer, row: Row) -> None:
    assert offer.answer is not None
    step, body = ("acceptance", None) if offer.answer.accepts else ("decline", {"code": offer.answer.code})
    address = f"/allocation/v1/offers/{offer.id}/{step}"
    try:
        await stage.cast.social_centre.post(address, body, key=f"{step} {offer.id}", version=row["version"])
    except Refused as refusal:
        if refusal.status != READ_TOO_EARLY:
            raise
        return  # benefits or support has answered meanwhile: passed on in the next round
    offer.answered = True
