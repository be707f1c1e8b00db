"""A vacancy's life as its two parties read it: which entries of the journal are steps, and what each is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kit.values.texts import Text


class StepName(StrEnum):
    """What a step is."""

    POSTED = "posted"
    CLAIMED = "claimed"
    RELEASED = "released"
    CONFIRMED = "confirmed"
    WAIVED = "waived"
    ANSWER_OVERDUE = "answer_overdue"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    OFFER_ENDED = "offer_ended"
    LET = "let"
    HANDED_BACK = "handed_back"
    LET_BY_LANDLORD = "let_by_landlord"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    CORRECTS = "corrects"
    MISSED = "missed"


STEP_TEXTS: Mapping[StepName, Text] = {
    StepName.POSTED: Text("Meldt ledig", "Posted"),
    StepName.CLAIMED: Text("Anvist til kommunen", "Claimed by the municipality"),
    StepName.RELEASED: Text("Ikke anvist til kommunen", "Released"),
    StepName.CONFIRMED: Text("Kommunen tager boligen", "The municipality takes it"),
    StepName.WAIVED: Text("Kommunen kan ikke bruge boligen", "The municipality cannot use it"),
    StepName.ANSWER_OVERDUE: Text("Fristen gik uden svar fra kommunen", "The deadline passed without an answer"),
    StepName.OFFERED: Text("Tilbudt én husstand", "Offered to one household"),
    StepName.ACCEPTED: Text("Tilbuddet er accepteret", "The offer is accepted"),
    StepName.OFFER_ENDED: Text("Tilbuddet er afsluttet", "The offer has ended"),
    StepName.LET: Text("Udlejet", "Let"),
    StepName.HANDED_BACK: Text("Givet tilbage", "Handed back"),
    StepName.LET_BY_LANDLORD: Text("Udlejet af udlejeren selv", "Let by its landlord"),
    StepName.WITHDRAWN: Text("Trukket tilbage af organisationen", "Withdrawn by the organisation"),
    StepName.CORRECTED: Text("Rettet af organisationen", "Corrected by the organisation"),
    StepName.CORRECTS: Text("Meldt i stedet for en forkert", "Posted instead of a wrong one"),
    StepName.MISSED: Text("Udlejet uden at være meldt", "Let without having been posted"),
}

_KNOWN_TO_BOTH: Mapping[str, StepName] = {
    "vacancy_claimed": StepName.CLAIMED,
    "vacancy_released": StepName.RELEASED,
    "vacancy_not_demanded": StepName.RELEASED,
    "vacancy_blocked": StepName.RELEASED,
    "vacancy_not_countable": StepName.RELEASED,
    "vacancy_missed": StepName.MISSED,
    "claim_confirmed": StepName.CONFIRMED,
    "claim_waived": StepName.WAIVED,
    "answer_overdue": StepName.ANSWER_OVERDUE,
    "lease_signed": StepName.LET,
    "vacancy_handed_back": StepName.HANDED_BACK,
    "vacancy_let_by_organisation": StepName.LET_BY_LANDLORD,
    "vacancy_withdrawn": StepName.WITHDRAWN,
    "vacancy_corrected": StepName.CORRECTED,
    "vacancy_corrects": StepName.CORRECTS,
}

STEPS_FOR_MUNICIPALITY: Mapping[str, StepName] = {
    **_KNOWN_TO_BOTH,
    "offer_made": StepName.OFFERED,
    "offer_accepted": StepName.ACCEPTED,
    **{f"offer_{end}": StepName.OFFER_ENDED for end in ("declined", "expired", "withdrawn", "refused")},
}
STEPS_FOR_LANDLORD: Mapping[str, StepName] = {
    **_KNOWN_TO_BOTH,
    "vacancy_offered": StepName.OFFERED,
    "tenant_found": StepName.ACCEPTED,
    "vacancy_to_be_offered_on": StepName.OFFER_ENDED,
}
"""The journal keeps two entries where the two may know different things; each reads its own."""

POSTINGS = frozenset({StepName.CLAIMED, StepName.RELEASED})
"""The decision is made as the vacancy is posted: one entry, two steps."""
OFFER_STEPS = frozenset({StepName.OFFERED, StepName.ACCEPTED, StepName.OFFER_ENDED})
"""Which office of the municipality made these could tell a landlord where the household comes from."""
MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it was, when, by which system, and by which person where the reader may know."""

    step: StepName
    text: Text
    happened_at: datetime
    client_id: str
    person: str | None


def steps_of(kind: str, happened_at: datetime, client_id: str, person: str | None, *, landlord: bool) -> list[Step]:
    """The steps that an entry of the journal stands for; none where it is no step of the vacancy's life."""
    name = (STEPS_FOR_LANDLORD if landlord else STEPS_FOR_MUNICIPALITY).get(kind)
    if name is None:
        return []
    names = [StepName.POSTED, name] if name in POSTINGS else [name]
    shown = MUNICIPALITY if landlord and name in OFFER_STEPS else client_id
    by = None if landlord else person
    return [Step(each, STEP_TEXTS[each], happened_at, shown, by) for each in names]
