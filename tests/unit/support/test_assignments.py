"""Who may be assigned, and what a refusal says."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kit.values.problems import Conflict, Unprocessable
from services.support.domain.capacity.assignments import (
    AlreadyAssigned,
    CaseloadFull,
    CaseloadLimitMissing,
    ReferralClosed,
    Taker,
    WorkerAbsent,
    needs_worker,
    require_room,
)
from services.support.domain.capacity.caseload import Absence, Held, Worker, assess_room
from services.support.domain.capacity.overrides import OverrideReason
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.tasks import Task, TaskDoneOtherwise, TaskOutcome, needs_doing, task_id
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import Referral, ReferralState
from tests.unit.support.rows import a_worker, holding
from tests.unit.support.test_referrals import ASSIGNED, ID, OPEN

DAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 2, tzinfo=UTC)
ICM = Held(Method.ICM)
AWAY = a_worker(absences=(Absence(DAY, None),))
COURSE = replace(OPEN, state=ReferralState.COURSE, starts_on=DAY)


@pytest.mark.parametrize(
    ("referral", "worker", "expected", "reason"),
    [
        (OPEN, "W1", True, "nobody helps yet"),
        (COURSE, "W1", True, "the citizen moved in without a worker and is still owed one"),
        (ASSIGNED, "W1", False, "the same worker again is the same assignment"),
        (ASSIGNED, "W2", AlreadyAssigned, "one relation through the move"),
        (replace(ASSIGNED, state=ReferralState.CLOSED), "W1", ReferralClosed, "there is nothing to help with"),
        (replace(OPEN, state=ReferralState.CLOSED), "W1", ReferralClosed, "likewise without a worker"),
    ],
)
def test_whether_a_worker_is_to_be_assigned(
    referral: Referral, worker: str, expected: bool | type[Conflict], reason: str
) -> None:
    if isinstance(expected, bool):
        assert needs_worker(referral, Taker(worker)) is expected, reason
        return
    with pytest.raises(expected):
        needs_worker(referral, Taker(worker))


def test_another_worker_is_refused_with_what_to_do() -> None:
    with pytest.raises(AlreadyAssigned) as raised:
        needs_worker(ASSIGNED, Taker("W2"))
    assert raised.value.extra == {"worker_reference": "W1"}
    assert raised.value.detail and "Behold medarbejderen" in raised.value.detail.da


@pytest.mark.parametrize(
    ("taker", "expected", "reason"),
    [
        (Taker("W1", method=Method.CTI), False, "the same method again is the same assignment"),
        (Taker("W1", method=Method.ICM), AlreadyAssigned, "another method is a change of method"),
        (Taker(None, "T1"), AlreadyAssigned, "a team is somebody else"),
    ],
)
def test_the_same_taker_is_the_same_worker_by_the_same_method(
    taker: Taker, expected: bool | type[Conflict], reason: str
) -> None:
    if isinstance(expected, bool):
        assert needs_worker(ASSIGNED, taker) is expected, reason
        return
    with pytest.raises(expected):
        needs_worker(ASSIGNED, taker)


@pytest.mark.parametrize(
    ("worker", "caseload", "refusal", "reason"),
    [
        (a_worker(), 8, CaseloadFull, "never a ninth"),
        (AWAY, 0, WorkerAbsent, "away that day"),
        (a_worker(Method.CTI), 0, CaseloadLimitMissing, "asked for, not guessed"),
    ],
)
def test_a_refusal_names_limit_and_caseload(
    worker: Worker, caseload: int, refusal: type[Conflict], reason: str
) -> None:
    with pytest.raises(refusal) as raised:
        require_room(assess_room(worker, holding(caseload), Held(worker.method), (), DAY))
    assert raised.value.extra["caseload"] == caseload, reason
    assert set(raised.value.extra) == {"caseload", "limit"}, reason
    assert raised.value.detail is not None, reason


def test_room_is_no_refusal_and_leaves_no_record() -> None:
    assert require_room(assess_room(a_worker(), holding(7), ICM, (), DAY), OverrideReason.ACUTE_DANGER) is None


def test_a_person_breaks_the_limit_with_a_reason_that_is_never_said_to_be_met() -> None:
    record = require_room(assess_room(a_worker(), holding(8), ICM, (), DAY), OverrideReason.ACUTE_DANGER)
    assert record is not None and not record.as_reason().met


@pytest.mark.parametrize(("worker", "refusal"), [(AWAY, WorkerAbsent), (a_worker(Method.CTI), CaseloadLimitMissing)])
def test_nobody_breaks_anything_but_the_limit(worker: Worker, refusal: type[Conflict]) -> None:
    with pytest.raises(refusal):
        require_room(assess_room(worker, holding(0), Held(worker.method), (), DAY), OverrideReason.ACUTE_DANGER)


def a_task(kind: TaskKind, outcome: TaskOutcome | None = None) -> Task:
    return Task(task_id(ID, kind, 1), ID, kind, 1, NOW, NOW, outcome, None)


@pytest.mark.parametrize(
    ("task", "outcome", "expected", "reason"),
    [
        (a_task(TaskKind.PHASE_END), TaskOutcome.NOTED, True, "a phase's end is noted"),
        (a_task(TaskKind.PHASE_END), TaskOutcome.NEED_MET, Unprocessable, "a phase's end closes nothing"),
        (a_task(TaskKind.ASSESS_NEED), TaskOutcome.NEED_MET, True, "the need is met"),
        (a_task(TaskKind.ASSESS_NEED), TaskOutcome.NEED_REMAINS, True, "the need remains"),
        (a_task(TaskKind.ASSESS_NEED), TaskOutcome.NOTED, Unprocessable, "an assessment has an answer"),
        (a_task(TaskKind.ASSESS_NEED, TaskOutcome.NEED_MET), TaskOutcome.NEED_MET, False, "done so before"),
        (a_task(TaskKind.ASSESS_NEED, TaskOutcome.NEED_MET), TaskOutcome.NEED_REMAINS, TaskDoneOtherwise, "not twice"),
    ],
)
def test_whether_a_task_is_to_be_done(
    task: Task, outcome: TaskOutcome, expected: bool | type[Exception], reason: str
) -> None:
    if isinstance(expected, bool):
        assert needs_doing(task, outcome) is expected, reason
        return
    with pytest.raises(expected):
        needs_doing(task, outcome)


def test_the_same_date_of_a_course_raises_the_same_task() -> None:
    assert task_id(ID, TaskKind.PHASE_END, 1) == task_id(ID, TaskKind.PHASE_END, 1)
    assert task_id(ID, TaskKind.PHASE_END, 1) != task_id(ID, TaskKind.PHASE_END, 2)
