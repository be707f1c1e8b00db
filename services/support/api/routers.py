"""Every route of support."""

from services.support.api import (
    citizens,
    closings,
    course_terms,
    courses,
    figures,
    goals,
    home_making,
    methods,
    notes,
    referrals,
    refunds,
    stays,
    tasks,
    visits,
    workers,
)

ALL = [
    referrals.router,
    citizens.router,
    workers.router,
    methods.router,
    course_terms.router,
    courses.router,
    visits.router,
    home_making.router,
    goals.router,
    notes.router,
    closings.router,
    tasks.router,
    stays.router,
    refunds.router,
    figures.router,
]
