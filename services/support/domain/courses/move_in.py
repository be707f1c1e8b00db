"""From the keys on: what is planned for the day of the move, and when the home is asked about."""

from datetime import date

from services.support.domain.courses.courses import Milestone, TaskKind, add_months, milestones
from services.support.domain.courses.never_closing import Ground
from services.support.domain.methods.methods import Method

HOME_CHECK_MONTHS = (6, 12, 24)
# Whether the home is kept is asked also after support: that is what support was for. Who has died or lives elsewhere
# has no home here to ask about.
_LIVES_ON = frozenset({Ground.CITIZENS_WISH, Ground.NEED_MET})


def home_checks(starts_on: date) -> tuple[Milestone, ...]:
    """The days on which the worker is asked whether the home was kept: 6, 12 and 24 months after the keys."""
    return tuple(Milestone(TaskKind.HOME_CHECK, months, add_months(starts_on, months)) for months in HOME_CHECK_MONTHS)


def course_dates(method: Method | None, starts_on: date) -> tuple[Milestone, ...]:
    """Every date that follows from the day of the keys: the method's, where there is one, and the home checks."""
    own = milestones(method, starts_on) if method is not None else ()
    return (*own, *home_checks(starts_on))


def asks_on(ground: Ground) -> tuple[TaskKind, ...]:
    """What is still asked after a course that ended on this ground."""
    return (TaskKind.HOME_CHECK,) if ground in _LIVES_ON else ()
