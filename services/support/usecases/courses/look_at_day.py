"""A worker's day: what is next for each citizen."""

from dataclasses import dataclass
from datetime import date

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.support.domain.courses.agenda import NextAction, next_action, tasks_due_by, visits_on
from services.support.domain.courses.goals import Step
from services.support.domain.courses.tasks import Task
from services.support.domain.courses.visits import Visit
from services.support.domain.referrals.referral import ReferralState
from services.support.store.agendas import Agenda, HeldCourse, list_held, read_agenda
from services.support.store.workers import find_worker


@dataclass(frozen=True, slots=True)
class CitizenDay:
    """What a day holds for one citizen. Once the course has ended there is only what is still asked of it."""

    course: HeldCourse
    next: NextAction | None
    visits: tuple[Visit, ...]
    tasks: tuple[Task, ...]
    steps: tuple[Step, ...]
    open_needs: int


async def look_at_day(story: Story, worker_reference: str, day: date) -> list[CitizenDay]:
    """The worker's citizens, with what is next for each and what the day holds.

    - Visits of the day and those before it that nobody has recorded; tasks and steps due by its end.
    - What is next is as of now, whichever day is looked at.
    - A citizen for whom nothing lies ahead is there too: a visit is to be planned.
    """
    if await find_worker(story, worker_reference) is None:
        raise NotFound
    held = await list_held(story, worker_reference)
    agenda = await read_agenda(story, [course.id for course in held], day)
    return [_of(story, course, agenda, day) for course in held]


def _of(story: Story, course: HeldCourse, agenda: Agenda, day: date) -> CitizenDay:
    visits = [visit for visit in agenda.visits if visit.referral_id == course.id]
    tasks = [task for task in agenda.tasks if task.referral_id == course.id]
    steps = [step for step in agenda.steps if step.referral_id == course.id and step.due_on <= day]
    due = tuple(tasks_due_by(tasks, day))
    if course.state is ReferralState.CLOSED:
        return CitizenDay(course, None, (), due, (), 0)
    return CitizenDay(
        course,
        next_action(tasks, visits, story.now),
        tuple(visits_on(visits, day)),
        due,
        tuple(sorted(steps, key=lambda step: step.due_on)),
        agenda.needed.count(course.id),
    )
