"""The shapes of a nomination: sent, changed, and shown."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from kit.web.models import ApiModel, Count, CvrNumber, Day, Dkk, ReasonOut, Reference, TextOut, YesOrNo
from services.allocation.api.models import Year
from services.allocation.domain.nominations.nomination import Nomination, NominationFacts
from services.allocation.domain.nominations.situations import NominationStatus, Situation, SupportNeeds
from services.allocation.usecases.nominations.nominate_citizen import Sent

EstateReference = Annotated[
    str, Field(pattern=r"^[0-9]{8}/[A-Za-z0-9-]{1,20}$", examples=["99000236/06"], description="CVR number/estate.")
]
DocumentCode = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$", examples=["statement_of_stay"])]
Documents = Annotated[list[DocumentCode], Field(max_length=50, description="Codes; what they say is not sent.")]

HOUSEHOLD: dict[str, JsonValue] = {
    "birth_year": 1992,
    "adults": 1,
    "children": 0,
    "benefit": "cash_benefit_minimum",
    "income_after_tax_dkk": "5940.00",
    "wealth_dkk": "12900.00",
    "situation": "with_others",
    "support_needs": "low",
    "needs_lift": False,
    "has_pet": False,
    "debt_to_cvr": None,
    "unpaid_deposit_loan": False,
    "protected_address": False,
    "wanted_estates": [],
    "unwanted_estates": ["99000236/06"],
    "highest_floor_without_lift": 2,
    "leaving_care": False,
}
WAITING_START: dict[str, JsonValue] = {
    "reference": "C0152",
    "nominated_on": "2025-01-03",
    "homeless_since_on": "2024-11-19",
}


class FactsIn(ApiModel):
    """What may change while a household waits. Where it stays is told by the kind of place; an address never is."""

    model_config = ConfigDict(json_schema_extra={"examples": [HOUSEHOLD]})

    birth_year: Year
    adults: Count
    children: Count
    benefit: Annotated[str, Field(pattern=r"^[a-z_]{1,60}$")]
    income_after_tax_dkk: Dkk
    wealth_dkk: Dkk
    situation: Situation
    support_needs: SupportNeeds
    needs_lift: YesOrNo
    has_pet: YesOrNo
    debt_to_cvr: CvrNumber | None = None
    unpaid_deposit_loan: YesOrNo
    protected_address: YesOrNo
    wanted_estates: list[EstateReference] = Field(default=[], max_length=50, description="None: anywhere.")
    unwanted_estates: list[EstateReference] = Field(default=[], max_length=50)
    highest_floor_without_lift: Count | None = Field(default=None, description="0 is the ground floor.")
    leaving_care: YesOrNo = Field(default=False, description="A young person who moves out of a placement.")

    def to_values(self) -> dict[str, Any]:
        """The facts by name, amounts to the øre and lists in one order."""
        values = {name: getattr(self, name) for name in FactsIn.model_fields}
        amounts = {name: value.quantize(Decimal("0.01")) for name, value in values.items() if name.endswith("_dkk")}
        lists = {name: tuple(sorted(set(values[name]))) for name in ("wanted_estates", "unwanted_estates")}
        return values | amounts | lists


class NominationIn(FactsIn):
    """A citizen put forward. Name and CPR number may be left out: nothing but the lease needs them."""

    model_config = ConfigDict(json_schema_extra={"examples": [WAITING_START | HOUSEHOLD]})

    reference: Reference
    nominated_on: Day
    homeless_since_on: Day
    name: str | None = Field(default=None, min_length=1, max_length=200)
    cpr_number: Annotated[str, Field(pattern=r"^[0-9]{10}$")] | None = None
    documents: Documents = Field(default=[])

    def to_facts(self) -> NominationFacts:
        start = {name: getattr(self, name) for name in ("reference", "nominated_on", "homeless_since_on")}
        return NominationFacts(**start | self.to_values())

    def to_sent(self) -> Sent:
        return Sent(self.name, self.cpr_number, self.documents)


class NominationOut(BaseModel):
    """Where a nomination stands, and why; `highest_rent_dkk` is with utilities, a month, as benefits found it.

    `missing_documents` are all that is asked for: its criterion needs no others.
    """

    id: UUID
    citizen_id: UUID
    reference: str
    nominated_on: date
    waiting_since_on: date
    status: NominationStatus
    close_code: str | None
    merged_into: UUID | None
    criteria_version: str
    criterion: str | None
    whole_assessment: bool
    missing_documents: list[str]
    reasons: list[ReasonOut]
    facts_version: int
    facts_on: date
    highest_rent_dkk: Dkk | None
    ability_question: TextOut | None
    version: int

    @staticmethod
    def of(nomination: Nomination) -> "NominationOut":
        judgement, question = nomination.judgement, nomination.ability_question
        own = ("id", "citizen_id", "waiting_since_on", "status", "close_code", "merged_into", "facts_version")
        more = ("facts_on", "highest_rent_dkk", "version")
        return NominationOut(
            **{name: getattr(nomination, name) for name in (*own, *more)},
            reference=nomination.facts.reference,
            nominated_on=nomination.facts.nominated_on,
            criteria_version=judgement.criteria_version,
            criterion=judgement.criterion,
            whole_assessment=judgement.whole_assessment,
            missing_documents=list(judgement.documents_missing),
            reasons=[ReasonOut.model_validate(reason) for reason in judgement.reasons],
            ability_question=TextOut.model_validate(question) if question else None,
        )
