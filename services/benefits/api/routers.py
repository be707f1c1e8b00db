"""Every router of benefits, in the order in which they should be read."""

from services.benefits.api import (
    abilities,
    affordability,
    cases,
    citizens,
    figures,
    key_workers,
    missing_documents,
    queues,
    rate_imports,
    rates,
)

ALL = (
    cases.router,
    missing_documents.router,
    queues.router,
    key_workers.router,
    abilities.router,
    affordability.router,
    citizens.router,
    rates.router,
    rate_imports.router,
    figures.router,
)
