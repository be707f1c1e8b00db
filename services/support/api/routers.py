"""Every route of support."""

from services.support.api import (
    citizens,
    closings,
    course_terms,
    figures,
    goals,
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
    visits.router,
    goals.router,
    notes.router,
    closings.router,
    tasks.router,
    stays.router,
    refunds.router,
    figures.router,
]
