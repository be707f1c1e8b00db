"""Every door of allocation."""

from services.allocation.api import (
    answers,
    assessments,
    figures,
    leases,
    ledgers,
    nominations,
    offers,
    registry,
    requests,
    vacancies,
)

ALL = (
    registry.router,
    vacancies.router,
    answers.router,
    nominations.router,
    assessments.router,
    offers.router,
    ledgers.router,
    leases.router,
    requests.router,
    figures.router,
)
