"""What the callers' own systems remember: references, open offers, dwellings handed back.

Nothing here is needed to tell what happened, only to know what to do next; it can be recalled from the suite.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from demo.replay.chance import Answer, answer_to, case_decided_at
from kit.values.calendar import COPENHAGEN, local_day

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Household:
    """One nominated: the reference, and the highest rent with utilities it can pay, None while that is unknown."""

    id: str
    reference: str
    highest_rent: Decimal | None

    @staticmethod
    def of(nomination: Row) -> "Household":
        highest = nomination["highest_rent_dkk"]
        return Household(nomination["id"], nomination["reference"], Decimal(highest) if highest else None)


@dataclass(slots=True)
class OpenOffer:
    """An offer on its way; `name` is the same each time the year is played."""

    id: str
    vacancy_id: str
    nomination_id: str
    name: str
    offered_at: datetime
    answered: bool = False
    case_decided: bool = False
    worker_assigned: bool = False
    pays_deposit_itself: bool = False

    @property
    def answer(self) -> Answer | None:
        """What the citizen says, and when."""
        return answer_to(self.name, self.offered_at)

    @property
    def case_decided_at(self) -> datetime:
        """From when the key worker decides the case of this offer."""
        return case_decided_at(self.name, self.offered_at)


@dataclass(slots=True)
class Notebook:
    """`available` lists the households that came onto the list or back to it, in that order; `looked` says how far
    down it a vacancy's shortlist has been looked at, and `nobody` why nobody was found. `no_loan` are households that
    no deposit loan can be given to."""

    vacancies: dict[str, Row] = field(default_factory=dict)
    households: dict[str, Household] = field(default_factory=dict)
    offers: dict[str, OpenOffer] = field(default_factory=dict)
    handed_back: dict[str, date] = field(default_factory=dict)
    waiting: dict[str, date] = field(default_factory=dict)
    looked: dict[str, int] = field(default_factory=dict)
    nobody: dict[str, str] = field(default_factory=dict)
    available: list[str] = field(default_factory=list)
    no_loan: set[str] = field(default_factory=set)
    limits: dict[str, int] = field(default_factory=dict)

    def note_vacancy(self, posted: Row) -> None:
        self.vacancies[posted["id"]] = posted["vacancy"]
        if posted["status"] == "claimed":
            self.waiting[posted["id"]] = decided_on(posted)

    def note_household(self, nomination: Row) -> None:
        self.households[nomination["id"]] = Household.of(nomination)
        self.available.append(nomination["id"])

    def note_offer(self, offer: Row) -> None:
        vacancy, household = self.vacancies[offer["vacancy_id"]], self.households[offer["nomination_id"]]
        self.waiting.pop(offer["vacancy_id"], None)
        self.offers[offer["id"]] = OpenOffer(
            id=offer["id"],
            vacancy_id=offer["vacancy_id"],
            nomination_id=household.id,
            name=f"{vacancy['reference']} {household.reference}",
            offered_at=datetime.fromisoformat(offer["offered_at"]).astimezone(COPENHAGEN),
            answered=offer["status"] == "accepted",
            worker_assigned=offer["support"] == "assigned",
        )

    def note_open_offers(self, open_now: Iterable[str]) -> None:
        """Whose offer is not open any more is on the list again, and the dwelling is looked at anew."""
        for offer_id in self.offers.keys() - set(open_now):
            over = self.offers.pop(offer_id)
            self.available.append(over.nomination_id)
            self.looked.pop(over.vacancy_id, None)

    def has_news_for(self, vacancy_id: str) -> bool:
        """Whether somebody who can pay the dwelling has come since its shortlist was last looked at."""
        if vacancy_id not in self.looked:
            return True
        vacancy = self.vacancies[vacancy_id]
        cost = Decimal(vacancy["rent_dkk"]) + Decimal(vacancy["utilities_dkk"])
        since = (self.households[each] for each in self.available[self.looked[vacancy_id] :])
        return any(each.highest_rent is not None and each.highest_rent >= cost for each in since)

    @property
    def is_quiet(self) -> bool:
        """Whether nobody waits for anything."""
        return not (self.offers or self.waiting or self.handed_back)


def decided_on(posted: Row) -> date:
    """The day a vacancy was decided on."""
    return local_day(datetime.fromisoformat(posted["decision"]["decided_at"]))
