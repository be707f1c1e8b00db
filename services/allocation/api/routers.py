"""Every door of allocation."""

from services.allocation.api import figures, leases, nominations, offers, registry, vacancies

ALL = (
    registry.router,
    vacancies.router,
    nominations.router,
    offers.router,
    leases.router,
    figures.router,
)
