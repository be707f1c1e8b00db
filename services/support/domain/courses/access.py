"""Who reads and writes words about a citizen: the worker of that course, and a named supervisor."""

from dataclasses import dataclass
from enum import StrEnum

from kit.values.problems import Forbidden
from kit.values.texts import Text
from services.support.domain.courses.running import is_running
from services.support.domain.referrals.referral import Referral


class ReadAs(StrEnum):
    """In what capacity somebody reads; it is journaled with each reading."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, known by the same reference as a worker, and whether the person supervises."""

    person: str | None
    supervises: bool


class NotYourCourse(Forbidden):
    slug = "not-your-course"
    title = Text(
        "Kun forløbets egen medarbejder og en udpeget leder må læse og skrive her",
        "Only the course's own worker and a named supervisor may read and write here",
    )


def reads_as(referral: Referral, reader: Reader) -> ReadAs:
    """In what capacity the person may read the words of this course. Raises NotYourCourse.

    - The worker who has the citizen, while the course runs; whoever had the citizen before does not any more.
    - A supervisor, also after the course has ended.
    """
    if reader.person is not None and reader.person == referral.worker_reference and is_running(referral):
        return ReadAs.WORKER
    if reader.person is not None and reader.supervises:
        return ReadAs.SUPERVISOR
    raise NotYourCourse
