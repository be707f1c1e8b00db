"""Every door of allocation."""

from services.allocation.api import assessments, figures, leases, ledgers, nominations, offers, registry, vacancies

ALL = (
    registry.router,
    vacancies.router,
    nominations.router,
    assessments.router,
    offers.router,
    ledgers.router,
    leases.router,
    figures.router,
)
