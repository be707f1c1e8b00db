"""A nomination judged by the council's criteria: by which one it stands, which documents that needs, and what follows.

Whoever no criterion covers is never turned away by a rule: a person assesses the whole situation and decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.criteria import FIRST_VERSION, AllocationCriteria, Criterion
from services.allocation.domain.nominations.nomination import Judgement, NominationFacts
from services.allocation.domain.nominations.situations import NominationStatus

EVERYBODY = Reason(
    "everybody_nominated",
    f"allocation criteria {FIRST_VERSION} (local choice, not verified)",
    True,
    Text(
        "Rådet har ikke indtastet kriterier: alle, der er indstillet, kan få en bolig anvist.",
        "The council has entered no criteria: everybody nominated qualifies.",
    ),
)


class DocumentsNotNeeded(Unprocessable):
    slug = "documents-not-needed"
    title = Text(
        "Kriteriet har ikke brug for dokumentet: det må ikke kræves",
        "The criterion does not need the document: it may not be asked for",
    )


class DocumentsAlreadyAsked(Conflict):
    slug = "documents-already-asked"
    title = Text(
        "Dokumenterne er allerede bedt om: der bedes kun om dem én gang",
        "The documents have already been asked for: they are asked for once",
    )


@dataclass(frozen=True, slots=True)
class _Found:
    criterion: Criterion | None
    whole_assessment: bool


def judge(facts: NominationFacts, criteria: AllocationCriteria | None, given: Iterable[str]) -> Judgement:
    """Judge the household by the criteria in force on its day; None where the council has entered none.

    - The first criterion that covers it and asks for no more decides; otherwise the first that covers it.
    - Covered by none, or by one that asks for it: a person makes a whole assessment.
    - Only the documents of that criterion are needed.
    """
    if criteria is None:
        return Judgement(FIRST_VERSION, None, False, (), tuple(sorted(set(given))), (EVERYBODY.as_json(),))
    found = _first(criteria.criteria, facts)
    needed = found.criterion.documents if found.criterion else ()
    return Judgement(
        criteria_version=criteria.version,
        criterion=found.criterion.code if found.criterion else None,
        whole_assessment=found.whole_assessment,
        documents_needed=needed,
        documents_given=tuple(sorted(set(given))),
        reasons=tuple(reason.as_json() for reason in _reasons(criteria, facts, found)),
    )


def _first(criteria: Sequence[Criterion], facts: NominationFacts) -> _Found:
    covering = sorted((each for each in criteria if each.covers(facts)), key=lambda each: each.whole_assessment)
    return _Found(covering[0], covering[0].whole_assessment) if covering else _Found(None, True)


def _reasons(criteria: AllocationCriteria, facts: NominationFacts, found: _Found) -> list[Reason]:
    reasons = [Reason(each.code, each.source, each.covers(facts), each.text) for each in criteria.criteria]
    if found.whole_assessment:
        text = Text(
            "En medarbejder vurderer hele situationen og afgør, om der kan anvises en bolig.",
            "A member of staff assesses the whole situation and decides whether a dwelling can be allocated.",
        )
        source = f"allocation criteria {criteria.version} (local choice)"
        reasons.append(Reason("whole_assessment", source, True, text))
    return reasons


def status_of(judgement: Judgement, *, approved: bool = False) -> NominationStatus:
    """Where a nomination that is under way stands: documents first, then the assessment, then it waits."""
    if judgement.documents_missing:
        return NominationStatus.RECEIVED
    if judgement.whole_assessment and not approved:
        return NominationStatus.ASSESSMENT
    return NominationStatus.OPEN


def ask_again(judgement: Judgement, documents: Sequence[str]) -> Judgement:
    """The judgement once documents that were given, but do not serve, are asked for anew.

    - Only what the criterion needs may be asked for. Raises DocumentsNotNeeded, naming the criterion.
    - What is missing was asked for when the nomination was received, all at once. Raises DocumentsAlreadyAsked.
    """
    more = [number for number, code in enumerate(documents) if code not in judgement.documents_needed]
    if more:
        name = judgement.criterion or judgement.criteria_version
        needed = ", ".join(judgement.documents_needed)
        text = Text(
            f"{name} har kun brug for: {needed or 'ingen dokumenter'}", f"{name} needs only: {needed or 'no documents'}"
        )
        raise DocumentsNotNeeded(
            text,
            errors=[FieldError(f"/documents/{number}", text) for number in more],
            extra={"criterion": judgement.criterion, "criteria_version": judgement.criteria_version},
        )
    asked = sorted(set(documents) & set(judgement.documents_missing))
    if asked:
        raise DocumentsAlreadyAsked(extra={"documents": asked})
    kept = tuple(code for code in judgement.documents_given if code not in documents)
    return replace(judgement, documents_given=kept)


def with_documents(judgement: Judgement, documents: Iterable[str]) -> Judgement:
    """The judgement once more documents are given; one that nobody needs is noted and changes nothing."""
    return replace(judgement, documents_given=tuple(sorted({*judgement.documents_given, *documents})))


def approved_reason() -> Mapping[str, Any]:
    """What an approval adds to the reasons."""
    text = Text(
        "Den samlede vurdering gav adgang til en anvist bolig.",
        "The whole assessment gave access to an allocated dwelling.",
    )
    return Reason("whole_assessment_approved", "a person's assessment", True, text).as_json()
