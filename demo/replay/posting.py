"""What comes in from outside: vacancies from the organisations, citizens from the social centre."""

import asyncio
from datetime import date, timedelta

from demo.replay.chance import reported_let_on
from demo.replay.files import Body
from demo.replay.stage import Stage
from kit.values.calendar import local_day


async def post_vacancies(stage: Stage, bodies: list[Body]) -> None:
    """One by one, in the order of the file: the ledger counts in the order of acceptance."""
    for body in bodies:
        organisation = stage.cast.organisations[body["organisation_cvr"]]
        posted = await organisation.post("/allocation/v1/vacancies", body, key=f"vacancy {body['reference']}")
        stage.notebook.note_vacancy(posted)


async def nominate(stage: Stage, bodies: list[Body]) -> None:
    """The social centre puts the day's citizens forward; benefits says at once what each household can pay."""
    if not bodies:
        return
    centre = stage.cast.social_centre
    posts = (centre.post("/allocation/v1/nominations", body, key=f"nomination {body['reference']}") for body in bodies)
    nominated = await asyncio.gather(*posts)
    await stage.clock.settle("allocation")
    addresses = (f"/allocation/v1/nominations/{nomination['id']}" for nomination in nominated)
    for nomination in await asyncio.gather(*(centre.get(address) for address in addresses)):
        stage.notebook.note_household(nomination)


async def sign_leases(stage: Stage, offers: list[Body]) -> None:
    """The organisation gets the tenant to sign once the deposit is settled and support stands ready."""
    ready = [
        offer
        for offer in offers
        if offer["status"] == "accepted"
        and (offer["deposit"] == "committed" or stage.notebook.offers[offer["id"]].pays_deposit_itself)
        and (offer["support"] == "assigned" or offer["why_without_worker"])
    ]
    today = local_day(stage.clock.now)

    async def one(offer: Body) -> None:
        vacancy = stage.notebook.vacancies[offer["vacancy_id"]]
        starts_on = max(first_of_next_month(today), date.fromisoformat(vacancy["vacant_from_on"]))
        lease = {"signed_on": today.isoformat(), "starts_on": starts_on.isoformat()}
        organisation = stage.cast.organisations[vacancy["organisation_cvr"]]
        await organisation.put(f"/allocation/v1/vacancies/{offer['vacancy_id']}/lease", lease)

    await asyncio.gather(*(one(offer) for offer in ready))


async def report_lettings(stage: Stage) -> None:
    """What was handed back is let by the organisation itself, which says from when."""
    now, notebook = stage.clock.now, stage.notebook
    today = local_day(now)
    for vacancy_id, handed_back_on in list(notebook.handed_back.items()):
        vacancy = notebook.vacancies[vacancy_id]
        reported_on = reported_let_on(vacancy["reference"], handed_back_on)
        if reported_on <= today:
            let_from = max(first_of_next_month(reported_on), date.fromisoformat(vacancy["vacant_from_on"]))
            organisation = stage.cast.organisations[vacancy["organisation_cvr"]]
            body = {"let_from_on": let_from.isoformat()}
            await organisation.put(f"/allocation/v1/vacancies/{vacancy_id}/letting", body)
            del notebook.handed_back[vacancy_id]


def first_of_next_month(day: date) -> date:
    """The next day on which leases usually start."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
