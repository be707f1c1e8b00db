"""An agreement as both parties read it: every clause as data, and the whole of it in words."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from kit.web.models import Dkk, TextOut
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import (
    AgreementKind,
    HandedBack,
    InternalMoves,
    Overlap,
    Place,
    RentMethod,
    Silence,
)
from services.allocation.domain.agreements.versions import AgreementStatus, AgreementVersion
from services.allocation.domain.agreements.words import in_words
from services.allocation.domain.vacancies.facts import DwellingClass


class ConditionOut(BaseModel):
    """What a dwelling must be; a limit that is null or empty says nothing."""

    model_config = ConfigDict(from_attributes=True)

    min_rooms: int | None
    max_rooms: int | None
    min_area_m2: int | None
    max_area_m2: int | None
    max_rent_dkk: Dkk | None
    estates: list[str]
    classes: list[DwellingClass]


class TargetOut(BaseModel):
    """A share of the vacancies that meet a condition."""

    condition: ConditionOut
    share: str
    overlap: Overlap


class EstateShareOut(BaseModel):
    """An estate's own share."""

    estate: str
    share: str


class SpreadOut(BaseModel):
    """At most this share of one place is claimed."""

    place: Place
    share: str


class ClauseOut(BaseModel):
    """One clause in words: a local choice, or what a section of law says."""

    model_config = ConfigDict(from_attributes=True)

    clause: str
    source: str
    local_choice: bool
    text: TextOut


class AgreementOut(BaseModel):
    """One version of an agreement, its clauses as data and in words."""

    id: UUID
    series_id: UUID
    number: int
    status: AgreementStatus
    municipality_code: str
    organisation_cvr: str
    dwelling_class: DwellingClass
    kind: AgreementKind
    share: str
    carry: int
    usable: ConditionOut
    usable_in_words: TextOut
    target: TargetOut | None
    estate_shares: list[EstateShareOut]
    spread: SpreadOut | None
    handed_back: HandedBack
    internal_moves: InternalMoves
    answer_deadline_working_days: int
    saturday_is_a_working_day: bool
    silence: Silence
    inspection_before_claiming: bool
    arrears_guarantee_months: int
    rent_method: RentMethod
    legal_basis: str
    signed_on: date | None
    case_reference: str | None
    in_force_from: date
    in_force_to: date | None
    in_words: list[ClauseOut]
    version: int

    @staticmethod
    def of(version: AgreementVersion, today: date) -> "AgreementOut":
        return AgreementOut(**_values(version, today))


class AgreementSeriesOut(AgreementOut):
    """A version with its whole series, first to last."""

    versions: list[AgreementOut]

    @staticmethod
    def with_series(version: AgreementVersion, series: list[AgreementVersion], today: date) -> "AgreementSeriesOut":
        return AgreementSeriesOut(**_values(version, today), versions=[AgreementOut.of(each, today) for each in series])


class AgreementsOut(BaseModel):
    """Agreements by organisation, class and date."""

    agreements: list[AgreementOut]


def _values(version: AgreementVersion, today: date) -> dict[str, object]:
    agreement = version.agreement
    clauses = {name: getattr(agreement, name) for name in Agreement.__dataclass_fields__}
    return clauses | {
        "id": version.id,
        "series_id": version.series_id,
        "number": version.number,
        "status": version.status_on(today),
        "municipality_code": version.municipality_code,
        "share": str(agreement.share),
        "usable": ConditionOut.model_validate(agreement.usable),
        "usable_in_words": TextOut.model_validate(agreement.usable.in_words()),
        "target": _target(agreement),
        "estate_shares": [
            EstateShareOut(estate=each.estate, share=str(each.share)) for each in agreement.estate_shares
        ],
        "spread": _spread(agreement),
        "in_words": [ClauseOut.model_validate(clause) for clause in in_words(agreement)],
        "version": version.version,
    }


def _target(agreement: Agreement) -> TargetOut | None:
    target = agreement.target
    if target is None:
        return None
    condition = ConditionOut.model_validate(target.condition)
    return TargetOut(condition=condition, share=str(target.share), overlap=target.overlap)


def _spread(agreement: Agreement) -> SpreadOut | None:
    spread = agreement.spread
    return SpreadOut(place=spread.place, share=str(spread.share)) if spread is not None else None
