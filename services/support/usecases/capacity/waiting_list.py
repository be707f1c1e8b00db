"""Who waits for a method, first in need first; and who is told when a place comes free."""

from dataclasses import dataclass

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import due_after_working_days, local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.capacity.waiting import (
    Place,
    Waiting,
    WaitingOrder,
    errors_in_order,
    first_to_tell,
    line_up,
    order_on,
    who_waits,
)
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.tasks import new_task
from services.support.domain.courses.terms import terms_on
from services.support.domain.methods.methods import Method
from services.support.store.courses import list_terms as list_course_terms
from services.support.store.methods import list_terms
from services.support.store.supply import read_supply
from services.support.store.tasks import add_task
from services.support.store.waiting import list_orders, list_without_worker, mark_told, save_order


@dataclass(frozen=True, slots=True)
class WaitingList:
    """The line for a method, the order it stands in, and the places free now."""

    method: Method
    order: WaitingOrder
    free: int
    places: list[Place]


async def enter_waiting_order(story: Story, order: WaitingOrder) -> WaitingOrder:
    """Enter the order of need that the council has declared, from a day on; one of the same day is put right."""
    if errors := errors_in_order(order):
        raise Unprocessable(errors=errors)
    await save_order(story, order)
    return order


async def look_at_waiting_list(story: Story, method: Method) -> WaitingList:
    """Line up everybody without a worker for whom the method is recommended and had, or has, no room.

    - The council's criteria decide one after another; nobody is given a score.
    - Whoever has been told of a place stays in the line until a person has assigned a worker.
    """
    today = local_day(story.now)
    free = (await read_supply(story)).free(method, await list_terms(story), today)
    return await _line(story, method, free)


async def tell_first_in_line(story: Story) -> int:
    """When a place comes free, tell the first in the line, once; how many were told.

    - The journal says so and a task asks for a worker to be assigned; a person still assigns.
    """
    rows, supply, today = await list_terms(story), await read_supply(story), local_day(story.now)
    told = 0
    for method in Method:
        free = supply.free(method, rows, today)
        if free > 0:
            line = await _line(story, method, free)
            told += sum([await _tell(story, each) for each in first_to_tell(line.places, free)])
    return told


async def _line(story: Story, method: Method, free: int) -> WaitingList:
    order = order_on(await list_orders(story), local_day(story.now))
    waiting = who_waits(await list_without_worker(story, method), free)
    return WaitingList(method, order, free, line_up(waiting, order))


async def _tell(story: Story, waiting: Waiting) -> bool:
    if not await mark_told(story, waiting):
        return False
    terms = terms_on(await list_course_terms(story), local_day(story.now))
    due_at = due_after_working_days(story.now, 1)
    task = new_task(waiting.referral_id, TaskKind.ASSIGN_WORKER, 1, due_at, story.now)
    task = await add_task(story, task, terms)
    facts = {"method": waiting.method, "task_id": task.id, "due_at": task.due_at.isoformat()}
    await record(story, "place_came_free", waiting.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return True
