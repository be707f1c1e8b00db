"""Every route of support."""

from services.support.api import (
    citizens,
    closings,
    course_terms,
    figures,
    methods,
    referrals,
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
    visits.router,
    closings.router,
    tasks.router,
    figures.router,
]
