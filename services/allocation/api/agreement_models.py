"""The shapes of agreements and decisions on allocation: what is sent."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from kit.values.problems import FieldError
from kit.web.models import ApiModel, Count, CvrNumber, Day, Dkk, EstateNumber, Reference, YesOrNo
from services.allocation.domain.agreements.agreement import MOST_ANSWER_DAYS_PRIVATE, Agreement
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import QUARTER, InvalidAgreement, Share
from services.allocation.domain.agreements.terms import (
    LEGAL_BASES,
    AgreementKind,
    EstateShare,
    HandedBack,
    InternalMoves,
    Overlap,
    Place,
    RentMethod,
    Silence,
    Spread,
    Target,
)
from services.allocation.domain.vacancies.facts import DwellingClass

PRIVATE_CLAUSES: dict[str, Any] = {
    "answer_deadline_working_days": MOST_ANSWER_DAYS_PRIVATE,
    "saturday_is_a_working_day": True,
}
"""Of a private dwelling, where the agreement leaves them out: the act says seven hverdage, and Saturday is one."""

WrittenShare = Annotated[str, Field(max_length=20, examples=["1/4"], description="A fraction n/d, never a decimal.")]


class ConditionModel(ApiModel):
    """What a dwelling must be, judged on the values it was posted with. Nothing set: every dwelling."""

    min_rooms: Count | None = None
    max_rooms: Count | None = None
    min_area_m2: Count | None = None
    max_area_m2: Count | None = None
    max_rent_dkk: Dkk | None = Field(default=None, description="A month, without utilities.")
    estates: list[EstateNumber] = Field(default=[], max_length=500)
    classes: list[DwellingClass] = Field(default=[], max_length=4)

    def to_condition(self) -> Condition:
        values: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return Condition(**values | {"estates": tuple(self.estates), "classes": tuple(self.classes)})


class TargetModel(ApiModel):
    """A share of the vacancies that meet a condition; `overlap`: what a targeted claim costs of the general right."""

    condition: ConditionModel
    share: WrittenShare
    overlap: Overlap = Overlap.MAX


class EstateShareModel(ApiModel):
    """An estate's own share, in place of the agreement's."""

    estate: EstateNumber
    share: WrittenShare


class SpreadModel(ApiModel):
    """At most this share of the vacancies of one stairwell or estate is claimed, rounded up."""

    place: Place
    share: WrittenShare


class Clauses(ApiModel):
    """The clauses of an agreement. Every parameter of the count is a local choice."""

    kind: AgreementKind = AgreementKind.STATUTORY
    carry: Annotated[int, Field(ge=0, le=1000)] = 0
    usable: ConditionModel = ConditionModel()
    target: TargetModel | None = None
    estate_shares: list[EstateShareModel] = Field(default=[], max_length=500)
    spread: SpreadModel | None = None
    handed_back: HandedBack = HandedBack.CONSUME
    internal_moves: InternalMoves = InternalMoves.ROOT
    answer_deadline_working_days: Annotated[int, Field(ge=1, le=60)] = 5
    saturday_is_a_working_day: YesOrNo = False
    silence: Silence = Silence.KEEP
    inspection_before_claiming: YesOrNo = False
    arrears_guarantee_months: Annotated[Count, Field(ge=0, le=120)] = 0
    rent_method: RentMethod = RentMethod.YEARLY_365
    legal_basis: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        description="Left out: ABL § 59(1) for a decision, § 59(2) for an agreement, the act itself for private ones.",
    )
    signed_on: Day | None = None
    case_reference: Reference | None = Field(default=None, description="The municipality's own case.")
    in_force_to: Day | None = Field(default=None, description="Up to, not including.")


class AgreementTermsIn(Clauses):
    """A council's decision (statutory) or an agreement with one organisation."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation_cvr": "99000236",
                    "dwelling_class": "family",
                    "kind": "agreement",
                    "share": "1/4",
                    "carry": 1,
                    "target": {
                        "condition": {"max_rooms": 2, "max_rent_dkk": "4500.00"},
                        "share": "1/2",
                        "overlap": "max",
                    },
                    "legal_basis": "ABL § 59(2)",
                    "in_force_from": "2025-01-01",
                }
            ]
        }
    )

    organisation_cvr: CvrNumber
    dwelling_class: DwellingClass = DwellingClass.FAMILY
    share: WrittenShare
    in_force_from: Day

    def to_agreement(self) -> Agreement:
        """The agreement. Raises InvalidAgreement with every fault at its place."""
        values, faults = terms_of(self, set(AgreementTermsIn.model_fields))
        try:
            agreement = Agreement(**values)
        except InvalidAgreement as invalid:
            faults += invalid.errors
        if faults:
            raise InvalidAgreement(faults[0].text, errors=faults)
        return agreement


class AgreementIn(AgreementTermsIn):
    """A council's decision (statutory) or an agreement with one organisation. Every parameter is a local choice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation_cvr": "99000236",
                    "dwelling_class": "family",
                    "kind": "statutory",
                    "share": "1/4",
                    "carry": 0,
                    "in_force_from": "2025-01-01",
                }
            ]
        }
    )

    draft: YesOrNo = Field(default=False, description="Only a draft: it decides nothing until it enters into force.")


def _as_the_last(schema: dict[str, Any]) -> None:
    """What is left out is as in the last version, so no field but the date has a default to show."""
    for field in schema["properties"].values():
        field.pop("default", None)
    schema["required"] = ["in_force_from"]
    schema["examples"] = [{"in_force_from": "2026-01-01", "carry": 2}]


class NextVersionIn(Clauses):
    """The clauses that change, and from when; what is left out is as in the last version of the series."""

    model_config = ConfigDict(json_schema_extra=_as_the_last)

    share: WrittenShare = "1/4"
    in_force_from: Day

    def to_changes(self) -> dict[str, Any]:
        """The clauses that change. Raises InvalidAgreement with every fault at its place."""
        values, faults = terms_of(self, self.model_fields_set)
        if faults:
            raise InvalidAgreement(faults[0].text, errors=faults)
        return values


class EndIn(ApiModel):
    """The day from which the agreement is no longer in force."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"in_force_to": "2026-01-01"}]})

    in_force_to: Day = Field(description="Up to, not including.")


def terms_of(body: AgreementTermsIn | NextVersionIn, names: set[str]) -> tuple[dict[str, Any], list[FieldError]]:
    """The fields named as the domain has them, and what is wrong with the shares, each at its place."""
    faults: list[FieldError] = []

    def share(written: str, pointer: str) -> Share:
        try:
            return Share.parse(written)
        except InvalidAgreement as invalid:
            faults.extend(FieldError(pointer, error.text) for error in invalid.errors)
            return QUARTER

    values: dict[str, Any] = {name: getattr(body, name) for name in names}
    if values.get("legal_basis") is None:
        values.pop("legal_basis", None)
        if "kind" in values:
            values["legal_basis"] = LEGAL_BASES[body.kind]
    if body.kind is AgreementKind.PRIVATE:
        lawful = {name: value for name, value in PRIVATE_CLAUSES.items() if name not in body.model_fields_set}
        values |= {name: value for name, value in lawful.items() if name in names}
    if "share" in values:
        values["share"] = share(body.share, "/share")
    if "usable" in values:
        values["usable"] = body.usable.to_condition()
    if values.get("target") is not None and (target := body.target) is not None:
        values["target"] = Target(target.condition.to_condition(), share(target.share, "/target/share"), target.overlap)
    if "estate_shares" in values:
        values["estate_shares"] = tuple(
            EstateShare(each.estate, share(each.share, f"/estate_shares/{number}/share"))
            for number, each in enumerate(body.estate_shares)
        )
    if values.get("spread") is not None and (spread := body.spread) is not None:
        values["spread"] = Spread(spread.place, share(spread.share, "/spread/share"))
    return values, faults
