"""What a municipality may enter about a method: checked field by field, each error pointing at its field."""

from collections.abc import Iterable

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.support.domain.methods.methods import FACTS, MethodTerms, sourced_limit

# Not a rule of any method: a number this high is a slip of the finger.
HIGHEST_LIMIT = 100
HIGHEST_AGE = 120
HIGHEST_WEIGHT = 10


def errors_in_terms(terms: MethodTerms, at: str) -> tuple[FieldError, ...]:
    """Everything wrong with one row; `at` is the JSON pointer of the row.

    - The last day comes after the first.
    - A limit is a number of citizens, and never above what the method itself sets (ICM: 8).
    - An age limit leaves somebody to serve.
    - A citizen weighs something, and each phase of the method is weighed once.
    """
    return (*_period(terms, at), *_limit(terms, at), *_ages(terms, at), *_weights(terms, at))


def overlaps(rows: Iterable[MethodTerms]) -> bool:
    """Whether two rows of one method begin on the same day, so that neither would be the later one."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.method.value, row.valid_from.isoformat())
        if key in seen:
            return True
        seen.add(key)
    return False


def _period(terms: MethodTerms, at: str) -> Iterable[FieldError]:
    if terms.valid_to is not None and terms.valid_to <= terms.valid_from:
        text = Text("Slutdatoen skal ligge efter startdatoen.", "The end must come after the start.")
        yield FieldError(f"{at}/valid_to", text)


def _limit(terms: MethodTerms, at: str) -> Iterable[FieldError]:
    if terms.caseload_limit is None:
        return
    pointer = f"{at}/caseload_limit"
    if not 1 <= terms.caseload_limit <= HIGHEST_LIMIT:
        text = Text(
            f"Antallet af borgere skal være mellem 1 og {HIGHEST_LIMIT}.",
            f"The number of citizens must be between 1 and {HIGHEST_LIMIT}.",
        )
        yield FieldError(pointer, text)
        return
    sourced = sourced_limit(terms.method, terms.valid_from)
    if sourced is not None and terms.caseload_limit > sourced.citizens:
        name = FACTS[terms.method].name
        text = Text(
            f"{name.da} tillader højst {sourced.citizens} borgere pr. medarbejder ({sourced.source}).",
            f"{name.en} allows at most {sourced.citizens} citizens per worker ({sourced.source}).",
        )
        yield FieldError(pointer, text)


def _ages(terms: MethodTerms, at: str) -> Iterable[FieldError]:
    for field, age in (("age_from", terms.age_from), ("age_below", terms.age_below)):
        if age is not None and not 0 <= age <= HIGHEST_AGE:
            text = Text(f"Alderen skal være mellem 0 og {HIGHEST_AGE} år.", f"The age must be 0 to {HIGHEST_AGE}.")
            yield FieldError(f"{at}/{field}", text)
    if terms.age_from is not None and terms.age_below is not None and terms.age_below <= terms.age_from:
        text = Text("Aldersgrænserne udelukker alle.", "The age limits leave nobody to serve.")
        yield FieldError(f"{at}/age_below", text)


def _weights(terms: MethodTerms, at: str) -> Iterable[FieldError]:
    phases, seen = FACTS[terms.method].phases, set()
    for index, each in enumerate(terms.weights):
        pointer = f"{at}/weights/{index}"
        if not 0 < each.weight <= HIGHEST_WEIGHT:
            text = Text(
                f"Vægten skal være over 0 og højst {HIGHEST_WEIGHT}.",
                f"The weight must be above 0 and at most {HIGHEST_WEIGHT}.",
            )
            yield FieldError(f"{pointer}/weight", text)
        if each.phase is not None and not (phases and 0 <= each.phase <= phases):
            name = FACTS[terms.method].name
            text = Text(f"{name.da} har ikke den fase.", f"{name.en} has no such phase.")
            yield FieldError(f"{pointer}/phase", text)
        if each.phase in seen:
            text = Text("Fasen står der allerede.", "The phase stands there already.")
            yield FieldError(f"{pointer}/phase", text)
        seen.add(each.phase)
