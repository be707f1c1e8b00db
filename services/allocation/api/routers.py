"""Every door of allocation."""

from services.allocation.api import figures, leases, ledgers, nominations, offers, registry, vacancies

ALL = (
    registry.router,
    vacancies.router,
    nominations.router,
    offers.router,
    ledgers.router,
    leases.router,
    figures.router,
)
