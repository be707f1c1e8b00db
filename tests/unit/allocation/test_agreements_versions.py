"""The life of an agreement: draft, in force, ended; a version never touches what another has decided."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kit.values.problems import Problem
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.versions import (
    AgreementStatus,
    AgreementVersion,
    changed,
    end,
    enter_into_force,
    first_version,
    require_open,
)
from services.allocation.domain.vacancies.facts import DwellingClass
from tests.unit.allocation.builders import OTHER_CVR, an_agreement

TODAY = date(2025, 3, 3)
YEAR = date(2026, 1, 1)
SERIES = UUID(int=1)


def in_force(number: int = 1, **changes: Any) -> AgreementVersion:
    """A version of the series that is in force from 2025 on."""
    return AgreementVersion(UUID(int=number), SERIES, number, "0217", False, an_agreement(**changes))


def a_draft(number: int = 2, **changes: Any) -> AgreementVersion:
    """The next version, from 2026 on."""
    agreement = an_agreement(**{"in_force_from": YEAR, **changes})
    return AgreementVersion(UUID(int=number), SERIES, number, "0217", True, agreement)


STATUSES: list[tuple[str, AgreementVersion, AgreementStatus]] = [
    ("a draft stays one after its date", a_draft(in_force_from=date(2025, 1, 1)), AgreementStatus.DRAFT),
    ("agreed, and its first day lies ahead", in_force(in_force_from=YEAR), AgreementStatus.IN_FORCE),
    ("without an end", in_force(), AgreementStatus.IN_FORCE),
    ("its last day", in_force(in_force_to=date(2025, 3, 4)), AgreementStatus.IN_FORCE),
    ("the day after", in_force(in_force_to=TODAY), AgreementStatus.ENDED),
]


@pytest.mark.parametrize(("why", "version", "status"), STATUSES, ids=[row[0] for row in STATUSES])
def test_where_a_version_stands(why: str, version: AgreementVersion, status: AgreementStatus) -> None:
    assert version.status_on(TODAY) is status, why


def test_the_version_before_ends_the_day_the_next_begins() -> None:
    entered, ended = enter_into_force(a_draft(), in_force(), [in_force()], TODAY, TODAY)
    assert ended is not None
    assert (entered.is_draft, entered.version, ended.version) == (False, 2, 2)
    assert ended.agreement == replace(an_agreement(), in_force_to=YEAR), "and nothing else of it changes"


def test_the_first_version_has_none_before_it() -> None:
    draft = first_version(SERIES, "0217", an_agreement())
    assert enter_into_force(draft, None, [], None, TODAY) == (replace(draft, is_draft=False, version=2), None)


ENTRIES: list[tuple[str, AgreementVersion, AgreementVersion | None, date | None, list[AgreementVersion], str, str]] = [
    ("in force already", in_force(2, in_force_from=YEAR), in_force(), None, [], "agreement-in-force", ""),
    ("the series has ended", a_draft(), in_force(in_force_to=TODAY), None, [], "agreement-ended", ""),
    ("before the one before it", a_draft(in_force_from=date(2025, 1, 1)), in_force(), None, [],
     "invalid-agreement", "/in_force_from"),
    ("days without any agreement between", a_draft(), in_force(in_force_to=date(2025, 12, 31)), None, [],
     "invalid-agreement", "/in_force_from"),
    ("a vacancy of its first day is decided", a_draft(in_force_from=TODAY), in_force(), TODAY, [],
     "vacancies-decided", "/in_force_from"),
    ("another series shares a day", a_draft(), in_force(), None, [in_force(7, in_force_from=date(2026, 6, 1))],
     "agreements-overlap", "/in_force_from"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "draft", "before", "decided", "others", "slug", "pointer"), ENTRIES, ids=[row[0] for row in ENTRIES]
)
def test_what_keeps_a_version_out_of_force(
    why: str,
    draft: AgreementVersion,
    before: AgreementVersion | None,
    decided: date | None,
    others: list[AgreementVersion],
    slug: str,
    pointer: str,
) -> None:
    with pytest.raises(Problem) as refused:
        enter_into_force(draft, before, others, decided, TODAY)
    assert refused.value.slug == slug, why
    assert [error.pointer for error in refused.value.errors] == ([pointer] if pointer else []), why


def test_the_earliest_day_is_told() -> None:
    with pytest.raises(Problem) as refused:
        enter_into_force(a_draft(in_force_from=TODAY), in_force(), [], TODAY, TODAY)
    assert refused.value.extra == {"earliest_on": "2025-03-04"}
    enter_into_force(a_draft(in_force_from=date(2025, 3, 4)), in_force(), [], TODAY, TODAY)


def test_an_overlap_names_the_agreement_and_the_days() -> None:
    other = in_force(7, in_force_from=date(2026, 6, 1), in_force_to=date(2027, 1, 1))
    with pytest.raises(Problem) as refused:
        enter_into_force(a_draft(), None, [other], None, TODAY)
    assert refused.value.extra == {
        "agreement_id": str(other.id), "shared_from": "2026-06-01", "shared_to": "2027-01-01"
    }  # fmt: skip


ENDS: list[tuple[str, AgreementVersion, AgreementVersion | None, date, str]] = [
    ("a draft", a_draft(), None, YEAR, "agreement-is-draft"),
    ("a later version takes over", in_force(in_force_to=YEAR), in_force(2, in_force_from=YEAR), YEAR,
     "agreement-succeeded"),
    ("ended already", in_force(in_force_to=TODAY), None, TODAY, "agreement-ended"),
    ("the day it begins", in_force(), None, date(2025, 1, 1), "invalid-agreement"),
    ("later than agreed", in_force(in_force_to=YEAR), None, date(2026, 1, 2), "invalid-agreement"),
    ("a vacancy of that day is decided", in_force(), None, date(2025, 3, 1), "vacancies-decided"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "version", "later", "day", "slug"), ENDS, ids=[row[0] for row in ENDS])
def test_what_keeps_an_agreement_from_ending(
    why: str, version: AgreementVersion, later: AgreementVersion | None, day: date, slug: str
) -> None:
    with pytest.raises(Problem) as refused:
        end(version, later, day, date(2025, 3, 1), TODAY)
    assert refused.value.slug == slug, why


def test_an_agreement_ends_the_day_after_its_last_decision_or_as_agreed() -> None:
    assert end(in_force(), None, date(2025, 3, 2), date(2025, 3, 1), TODAY).agreement.in_force_to == date(2025, 3, 2)
    assert end(in_force(in_force_to=YEAR), None, YEAR, None, TODAY).agreement.in_force_to == YEAR


def test_a_draft_takes_other_clauses_but_no_other_party() -> None:
    half: Agreement = an_agreement(in_force_from=YEAR, share=Share.parse("1/8"))
    assert changed(a_draft(), half) == replace(a_draft(), agreement=half, version=2)
    with pytest.raises(Problem) as refused:
        changed(a_draft(), replace(half, organisation_cvr=OTHER_CVR, dwelling_class=DwellingClass.YOUTH))
    assert [error.pointer for error in refused.value.errors] == ["/organisation_cvr", "/dwelling_class"]
    with pytest.raises(Problem) as in_the_way:
        changed(in_force(), half)
    assert in_the_way.value.slug == "agreement-in-force"


LASTS: list[tuple[str, AgreementVersion, str | None]] = [
    ("in force", in_force(), None),
    ("in force until a day ahead", in_force(in_force_to=YEAR), None),
    ("a draft already", a_draft(), "agreement-is-draft"),
    ("ended", in_force(in_force_to=TODAY), "agreement-ended"),
]


@pytest.mark.parametrize(("why", "last", "slug"), LASTS, ids=[row[0] for row in LASTS])
def test_which_series_take_one_more_version(why: str, last: AgreementVersion, slug: str | None) -> None:
    try:
        require_open(last, TODAY)
        found = None
    except Problem as problem:
        found = problem.slug
    assert found == slug, why
