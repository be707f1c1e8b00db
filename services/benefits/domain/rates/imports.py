"""An import of rates: sent in by one person, approved or rejected by another; nothing is in force in between."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from kit.values.problems import Conflict, FieldError, Forbidden, PreconditionFailed, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.rates.reviewing import Difference, Placed, Review


class ImportStatus(StrEnum):
    """Where an import stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RateImport:
    """The lines as they were sent, who sent them, and what became of them; `review` is kept with an approval."""

    id: UUID
    lines: tuple[Placed, ...]
    imported_at: datetime
    imported_by: str
    confirmed: tuple[str, ...] = ()
    status: ImportStatus = ImportStatus.PENDING
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    reason: str | None = None
    review: dict[str, Any] | None = None
    version: int = 1


class ImportRefused(Unprocessable):
    slug = "rate-import-refused"
    title = Text("Tabellen har fejl, og intet er indlæst", "The table has faults, and nothing is imported")


class ImportReviewed(Conflict):
    slug = "rate-import-reviewed"
    title = Text("Indlæsningen er allerede godkendt eller afvist", "The import is already approved or rejected")


class ImportOutdated(Conflict):
    slug = "rate-import-outdated"
    title = Text(
        "Satserne er ændret, siden tabellen blev indlæst, så den ikke længere passer: afvis den, og indlæs den igen",
        "The rates have changed since the import, so that it no longer fits: reject it, and import it again",
    )


class SecondPersonNeeded(Forbidden):
    slug = "second-person-needed"
    title = Text(
        "En anden person end den, der har indlæst satserne, skal godkende dem",
        "Another person than the one who imported the rates must approve them",
    )


class ChangesUnconfirmed(Unprocessable):
    slug = "changes-unconfirmed"
    title = Text(
        "Nogle ændringer er usædvanligt store: bekræft dem i `confirmed`, eller afvis indlæsningen",
        "Some changes are unusually large: confirm them in `confirmed`, or reject the import",
    )


def require_pending(found: RateImport, version: int) -> None:
    """Raises ImportReviewed where it is over, and PreconditionFailed where another version was read."""
    if found.status is not ImportStatus.PENDING:
        raise ImportReviewed(extra={"status": found.status})
    if found.version != version:
        raise PreconditionFailed


def approved(found: RateImport, review: Review, confirmed: list[str], person: str, at: datetime) -> RateImport:
    """The import once another person has approved it, with the differences as that person saw them.

    Raises SecondPersonNeeded, ImportOutdated where it no longer fits what stands, and ChangesUnconfirmed.
    """
    if person == found.imported_by:
        raise SecondPersonNeeded
    faults = review.told(found.confirmed)
    if faults:
        raise ImportOutdated(errors=faults)
    open_questions = review.unanswered(confirmed)
    if open_questions:
        raise ChangesUnconfirmed(
            errors=[FieldError(f"{each.place}/value", each.question) for each in open_questions if each.question]
        )
    kept = {"differences": [difference_as_json(each) for each in review.differences]}
    status = ImportStatus.APPROVED
    return replace(found, status=status, reviewed_at=at, reviewed_by=person, review=kept, version=found.version + 1)


def rejected(found: RateImport, reason: str, person: str, at: datetime) -> RateImport:
    """The import once it is rejected. Nothing comes in force, so whoever imported it may take it back."""
    status = ImportStatus.REJECTED
    return replace(found, status=status, reviewed_at=at, reviewed_by=person, reason=reason, version=found.version + 1)


def difference_as_json(difference: Difference) -> dict[str, Any]:
    """A difference as it is shown and kept."""
    asked = difference.question
    return {
        "place": difference.place,
        "key": difference.rate.key,
        "valid_from": difference.rate.valid_from.isoformat(),
        "old": None if difference.old is None else f"{difference.old:f}",
        "new": f"{difference.rate.value:f}",
        "text": {"da": difference.text.da, "en": difference.text.en},
        "question": {"da": asked.da, "en": asked.en} if asked else None,
    }
