"""An agreement is a series of versions, draft, in force, ended; a version never rewrites what another decided."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict, FieldError, Problem
from kit.values.texts import Text
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.shares import InvalidAgreement


class AgreementStatus(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    """The municipality's own: it decides nothing, and the organisation does not see it."""
    IN_FORCE = "in_force"
    """It decides from its first day on, which may lie ahead."""
    ENDED = "ended"
    """Its last day has passed."""


class AgreementInForce(Conflict):
    slug = "agreement-in-force"
    title = Text(
        "Aftalen er trådt i kraft og kan ikke ændres: lav et udkast til næste version",
        "The agreement has entered into force and cannot be changed: draft the next version",
    )


class AgreementIsDraft(Conflict):
    slug = "agreement-is-draft"
    title = Text("Aftalen er et udkast", "The agreement is a draft")


class AgreementEnded(Conflict):
    slug = "agreement-ended"
    title = Text("Aftalen er slut: indgå en ny", "The agreement has ended: enter a new one")


class AgreementSucceeded(Conflict):
    slug = "agreement-succeeded"
    title = Text("En senere version afløser aftalen", "A later version takes over from the agreement")


class AgreementsOverlap(Conflict):
    slug = "agreements-overlap"
    title = Text(
        "En anden aftale gælder allerede i perioden: lad den slutte først",
        "Another agreement is already in force in the period: let it end first",
    )


class VacanciesDecided(Conflict):
    slug = "vacancies-decided"
    title = Text(
        "Boliger, der er meldt ledige senere, er allerede afgjort",
        "Vacancies posted later are already decided",
    )


@dataclass(frozen=True, slots=True)
class AgreementVersion:
    """One version of a series; `version` is the row's own, for `If-Match`."""

    id: UUID
    series_id: UUID
    number: int
    municipality_code: str
    is_draft: bool
    agreement: Agreement
    version: int = 1

    def status_on(self, day: date) -> AgreementStatus:
        """Where the version stands that day."""
        if self.is_draft:
            return AgreementStatus.DRAFT
        end = self.agreement.in_force_to
        return AgreementStatus.ENDED if end is not None and end <= day else AgreementStatus.IN_FORCE


def first_version(agreement_id: UUID, municipality_code: str, agreement: Agreement) -> AgreementVersion:
    """A draft that begins a series of its own."""
    return AgreementVersion(agreement_id, agreement_id, 1, municipality_code, True, agreement)


def changed(draft: AgreementVersion, agreement: Agreement) -> AgreementVersion:
    """The draft with other clauses. Raises AgreementInForce; a series keeps its organisation and its class."""
    if not draft.is_draft:
        raise AgreementInForce
    text = Text("Hører til aftalen og kan ikke skiftes", "Belongs to the agreement and cannot be exchanged")
    errors = [
        FieldError(f"/{name}", text)
        for name in ("organisation_cvr", "dwelling_class")
        if getattr(draft.agreement, name) != getattr(agreement, name)
    ]
    if errors:
        raise InvalidAgreement(errors=errors)
    return replace(draft, agreement=agreement, version=draft.version + 1)


def require_open(last: AgreementVersion, today: date) -> None:
    """Raises what stands in the way of one more version of the series whose last this is."""
    if last.is_draft:
        text = Text("Ret udkastet i stedet for at lave et til", "Change the draft instead of making another")
        raise AgreementIsDraft(text, extra={"agreement_id": str(last.id)})
    if last.status_on(today) is AgreementStatus.ENDED:
        raise AgreementEnded


def enter_into_force(
    draft: AgreementVersion,
    before: AgreementVersion | None,
    others: Iterable[AgreementVersion],
    last_decided_on: date | None,
    today: date,
) -> tuple[AgreementVersion, AgreementVersion | None]:
    """The draft in force from its date, and the version before it, ended that day.

    - The one before has not ended, and there is no day between the two.
    - No vacancy of that day or later has been decided: a version decides on none that another has decided on.
    - No other agreement on the same class of the same organisation shares a day with it.
    """
    if not draft.is_draft:
        raise AgreementInForce
    ended = None
    if before is not None:
        _require_unbroken(before, draft.agreement, today)
        ended = replace(
            before,
            agreement=replace(before.agreement, in_force_to=draft.agreement.in_force_from),
            version=before.version + 1,
        )
    if last_decided_on is not None and draft.agreement.in_force_from <= last_decided_on:
        raise _decided("/in_force_from", last_decided_on)
    for other in others:
        if (before is None or other.id != before.id) and draft.agreement.overlaps(other.agreement):
            raise _overlap(draft.agreement, other)
    return replace(draft, is_draft=False, version=draft.version + 1), ended


def end(
    version: AgreementVersion, later: AgreementVersion | None, day: date, last_decided_on: date | None, today: date
) -> AgreementVersion:
    """The version in force up to, not including, `day`: after it begins, and after what it has decided.

    `later` is the version that follows it in force, if there is one. A version ends earlier than was agreed, or on the
    day that was agreed, never later: that would be a new version.
    """
    if version.is_draft:
        raise AgreementIsDraft
    if later is not None:
        raise AgreementSucceeded(extra={"agreement_id": str(later.id)})
    if version.status_on(today) is AgreementStatus.ENDED:
        raise AgreementEnded
    agreement = version.agreement
    if day <= agreement.in_force_from:
        raise _wrong_date(
            "/in_force_to",
            Text("Aftalen skal slutte, efter at den begynder", "The agreement must end after it begins"),
        )
    if agreement.in_force_to is not None and day > agreement.in_force_to:
        agreed = agreement.in_force_to.isoformat()
        text = Text(f"Aftalen slutter allerede {agreed}", f"The agreement ends on {agreed} already")
        raise _wrong_date("/in_force_to", text)
    if last_decided_on is not None and day <= last_decided_on:
        raise _decided("/in_force_to", last_decided_on)
    return replace(version, agreement=replace(agreement, in_force_to=day), version=version.version + 1)


def _require_unbroken(before: AgreementVersion, agreement: Agreement, today: date) -> None:
    if before.status_on(today) is AgreementStatus.ENDED:
        raise AgreementEnded
    begun, until = before.agreement.in_force_from, before.agreement.in_force_to
    if agreement.in_force_from <= begun:
        text = Text(
            f"Skal begynde efter version {before.number}, der begynder {begun.isoformat()}",
            f"Must begin after version {before.number}, which begins on {begun.isoformat()}",
        )
        raise _wrong_date("/in_force_from", text)
    if until is not None and agreement.in_force_from > until:
        text = Text(
            f"Skal begynde senest {until.isoformat()}, hvor version {before.number} slutter: indgå ellers en ny aftale",
            f"Must begin by {until.isoformat()}, when version {before.number} ends: otherwise enter a new agreement",
        )
        raise _wrong_date("/in_force_from", text)


def _wrong_date(pointer: str, text: Text) -> Problem:
    return InvalidAgreement(text, errors=[FieldError(pointer, text)])


def _decided(pointer: str, last_decided_on: date) -> VacanciesDecided:
    earliest = (last_decided_on + timedelta(days=1)).isoformat()
    text = Text(
        f"En bolig meldt ledig {last_decided_on.isoformat()} er allerede afgjort: tidligst {earliest}",
        f"A vacancy posted on {last_decided_on.isoformat()} is already decided: {earliest} at the earliest",
    )
    return VacanciesDecided(text, errors=[FieldError(pointer, text)], extra={"earliest_on": earliest})


def _overlap(agreement: Agreement, other: AgreementVersion) -> AgreementsOverlap:
    first = max(agreement.in_force_from, other.agreement.in_force_from).isoformat()
    ends = [each.in_force_to for each in (agreement, other.agreement) if each.in_force_to is not None]
    last = min(ends).isoformat() if ends else None
    text = Text(
        f"En anden aftale gælder fra {first}" + (f" til {last}" if last else " og frem") + ": lad den slutte først",
        f"Another agreement is in force from {first}" + (f" to {last}" if last else " on") + ": let it end first",
    )
    return AgreementsOverlap(
        text,
        errors=[FieldError("/in_force_from", text)],
        extra={"agreement_id": str(other.id), "shared_from": first, "shared_to": last},
    )
