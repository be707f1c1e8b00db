"""Before the year: registry, rates, local choices, the councils' decisions, methods and support workers."""

import asyncio

from demo.replay.agreement_models import BEGINS_ON, AgreementModel
from demo.replay.cast import ORGANISATIONS, Cast
from demo.replay.files import Files

LOCAL = "Drawn for the demonstration: a local choice of the municipality"

# Method, citizens a worker, workers. The places are few enough that some months have none left.
TEAMS = (
    ("cti", 10, 2),
    ("icm", 8, 3),
    ("m_act", 6, 1),
    ("aftercare", 12, 1),
    ("ordinary_support", 14, 2),
)
HOLIDAYS = {"icm-1": ("2025-07-07", "2025-07-28"), "cti-1": ("2025-07-21", "2025-08-11")}


async def begin(cast: Cast, files: Files, model: AgreementModel) -> None:
    """Enter what the year rests on; entering it again changes nothing."""
    await asyncio.gather(_enter_allocation(cast, files, model), _enter_benefits(cast, files), _enter_support(cast))


async def _enter_allocation(cast: Cast, files: Files, model: AgreementModel) -> None:
    office = cast.allocation_office
    await office.put("/allocation/v1/estates", {"estates": files.estates})
    await office.put("/allocation/v1/rates", {"rates": files.allocation_rates})
    in_force = (await office.get("/allocation/v1/agreements"))["agreements"]
    agreed = {agreement["organisation_cvr"] for agreement in in_force}
    for cvr in ORGANISATIONS.keys() - agreed:
        await office.post("/allocation/v1/agreements", model.body(cvr), key=f"agreement {cvr} {BEGINS_ON}")


async def _enter_benefits(cast: Cast, files: Files) -> None:
    await cast.benefits_department.put("/benefits/v1/rates", {"rates": files.benefits_rates})


async def _enter_support(cast: Cast) -> None:
    offered = [
        {"method": method, "valid_from": BEGINS_ON, "caseload_limit": limit, "source": LOCAL, "verified": False}
        for method, limit, _ in TEAMS
    ]
    await cast.support_team.put("/support/v1/methods", {"methods": offered})
    for method, _, workers in TEAMS:
        for number in range(1, workers + 1):
            reference = f"{method.replace('_', '-')}-{number}"
            body = {"team": "helsingor", "method": method, "absences": _absences(reference)}
            await cast.support_team.put(f"/support/v1/workers/{reference}", body)


def _absences(reference: str) -> list[dict[str, str]]:
    if reference not in HOLIDAYS:
        return []
    starts_on, ends_on = HOLIDAYS[reference]
    return [{"starts_on": starts_on, "ends_on": ends_on}]
