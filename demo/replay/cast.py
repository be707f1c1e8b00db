"""Who plays: the systems of the parties in Helsingør, and the members of staff behind personal acts."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from demo.replay.callers import Caller

ORGANISATIONS = {
    "99000236": "organisation-a",
    "99000244": "organisation-b",
    "99000252": "organisation-c",
    "99000260": "organisation-d",
    "99000279": "organisation-e",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Every caller of the year; organisations by their CVR number."""

    organisations: Mapping[str, Caller]
    allocation_office: Caller
    allocation_officer: Caller
    social_centre: Caller
    benefits_department: Caller
    key_worker: Caller
    support_team: Caller
    support_coordinator: Caller
    management: Caller
    driver: Caller


def new_cast(http: httpx.AsyncClient) -> Cast:
    """The callers, on one set of connections."""
    return Cast(
        organisations={cvr: Caller(http, client_id) for cvr, client_id in ORGANISATIONS.items()},
        allocation_office=Caller(http, "allocation-office"),
        allocation_officer=Caller(http, "allocation-office", "allocation-officer"),
        social_centre=Caller(http, "social-centre"),
        benefits_department=Caller(http, "benefits-department"),
        key_worker=Caller(http, "benefits-department", "key-worker"),
        support_team=Caller(http, "support-team"),
        support_coordinator=Caller(http, "support-team", "support-coordinator"),
        management=Caller(http, "management"),
        driver=Caller(http, "demonstration-driver"),
    )
