"""Where a play that was cut off had come to, read back from the suite."""

from datetime import datetime

from demo.replay.office import OPEN_OFFERS, rules_against
from demo.replay.stage import Stage
from kit.values.calendar import local_day


async def recall(stage: Stage) -> None:
    """The notebook as it was."""
    office, notebook = stage.cast.allocation_office, stage.notebook
    for nomination in await office.get_all("/allocation/v1/nominations"):
        notebook.note_household(nomination)
    for posted in await office.get_all("/allocation/v1/vacancies"):
        notebook.note_vacancy(posted)
        if posted["status"] == "handed_back":
            await _recall_handed_back(stage, posted["id"])
    for status in OPEN_OFFERS:
        for offer in await office.get_all("/allocation/v1/offers", status=status):
            notebook.note_offer(offer)
    for offer in await office.get_all("/allocation/v1/offers", status="refused"):
        await rules_against(stage, offer)


async def _recall_handed_back(stage: Stage, vacancy_id: str) -> None:
    timeline = await stage.cast.allocation_office.get(f"/allocation/v1/timeline/{vacancy_id}")
    if not any(entry["kind"] == "vacancy_let_by_organisation" for entry in timeline):
        happened = [entry["happened_at"] for entry in timeline if entry["kind"] == "vacancy_handed_back"]
        stage.notebook.handed_back[vacancy_id] = local_day(datetime.fromisoformat(happened[-1]))
