"""A rate on a day is a row or a question; rows never overlap."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rate_kinds import RATE_KINDS
from services.benefits.domain.rates.rates import (
    EmptyPeriod,
    OverlappingRates,
    Rate,
    RateBook,
    UnknownRate,
    rate_table,
)
from tests.unit.benefits.facts import a_book, a_rate, helsingor_rates, national_rates

LIMIT = RateKey.LOAN_INCOME_LIMIT
days = st.dates(min_value=date(2018, 1, 1), max_value=date(2028, 12, 31))


@pytest.mark.parametrize(
    ("key", "day", "value", "reason"),
    [
        (LIMIT, date(2019, 6, 1), "246000", "2019, fredensborg.dk"),
        (LIMIT, date(2020, 6, 1), "251874", "2020, Ankestyrelsen"),
        (LIMIT, date(2023, 1, 1), "268556", "the first day counts; aeldresagen 2023-01-12"),
        (LIMIT, date(2023, 12, 31), "268556", "the day before valid_to counts"),
        (LIMIT, date(2022, 6, 1), None, "2022 is in no source at hand"),
        (LIMIT, date(2024, 1, 1), None, "2024 is in no source at hand, and valid_to itself does not count"),
        (LIMIT, date(2025, 6, 1), "284000", "entered by the municipality, drawn"),
        (LIMIT, date(2026, 1, 1), None, "the municipality has not entered 2026"),
        (RateKey.LOAN_INCOME_LIMIT_ROOM, date(2023, 5, 5), "181931", "aeldresagen 2023-01-12"),
        (RateKey.LOAN_INCOME_LIMIT_PER_CHILD, date(2023, 5, 5), "47100", "aeldresagen 2023-01-12"),
        (RateKey.ORDINARY_MAXIMUM, date(2025, 5, 5), "49716", "aeldresagen 2025-01-15"),
        (RateKey.ORDINARY_MAXIMUM, date(2026, 5, 5), "50760", "aeldresagen 2026-01-14"),
        (RateKey.PENSIONER_INCOME_LIMIT, date(2026, 5, 5), "201400", "aeldresagen 2026-01-14"),
        (RateKey.ORDINARY_INCOME_LIMIT, date(2025, 5, 5), None, "printed for 2026 only: 2025 is asked for"),
        (RateKey.ORDINARY_RENT_CEILING, date(2026, 5, 5), None, "missing for 2026 (facts.md 3.4a)"),
        (RateKey.CAP_COUPLE_IN_FORCE, date(2025, 6, 30), "0", "the cap came with the reform of 2025-07-01"),
        (RateKey.CAP_COUPLE_IN_FORCE, date(2025, 7, 1), "1", "kontanthjælpsreformen"),
        (RateKey.FAST_TRACK_HOURS, date(2024, 12, 31), None, "the local choice begins in 2025"),
        (RateKey.FAST_TRACK_HOURS, date(2031, 1, 1), "24", "no end: until further notice"),
    ],
)
def test_a_rate_on_a_day_is_a_row_or_a_question(key: RateKey, day: date, value: str | None, reason: str) -> None:
    found = a_book().on(key, day)
    if value is None:
        assert found == UnknownRate(key, day), reason
    else:
        assert isinstance(found, Rate), reason
        assert found.value == Decimal(value), reason


def test_a_municipalitys_own_row_comes_before_the_national_one() -> None:
    own = a_rate(LIMIT, "250000", date(2023, 1, 1), date(2024, 1, 1))
    assert RateBook(rate_table([own]), rate_table(national_rates())).on(LIMIT, date(2023, 3, 3)) == own


def test_overlapping_rows_are_refused_and_both_are_named() -> None:
    first = a_rate(LIMIT, "1", date(2025, 1, 1), date(2026, 1, 1))
    second = a_rate(LIMIT, "2", date(2025, 12, 31), None)
    with pytest.raises(OverlappingRates) as refused:
        rate_table([second, first])
    assert (refused.value.first, refused.value.second) == (first, second)


def test_a_row_that_covers_no_day_is_refused() -> None:
    with pytest.raises(EmptyPeriod):
        rate_table([a_rate(LIMIT, "1", date(2025, 1, 1), date(2025, 1, 1))])


def test_a_gap_is_allowed_and_asks() -> None:
    before = a_rate(LIMIT, "1", date(2024, 1, 1), date(2025, 1, 1))
    after = a_rate(LIMIT, "2", date(2026, 1, 1))
    assert rate_table([after, before]).on(LIMIT, date(2025, 6, 1)) is None


def test_the_question_names_the_rate_and_the_day_in_both_languages() -> None:
    question = UnknownRate(LIMIT, date(2026, 2, 3)).question
    assert "indkomstgrænse for indskudslån" in question.da
    assert "03.02.2026" in question.da
    assert "income limit for deposit loans" in question.en
    assert "2026-02-03" in question.en


def test_all_missing_rates_are_asked_for_at_once() -> None:
    looked = a_book().look_up(date(2026, 3, 3), LIMIT, RateKey.FAST_TRACK_HOURS, RateKey.LOAN_INCOME_LIMIT_PER_CHILD)
    assert [each.key for each in looked.unknown] == [LIMIT, RateKey.LOAN_INCOME_LIMIT_PER_CHILD]
    assert looked.value(RateKey.FAST_TRACK_HOURS) == 24


def test_every_rate_has_a_unit_and_a_name_and_every_row_its_unit() -> None:
    assert set(RATE_KINDS) == set(RateKey)
    for rate in [*national_rates(), *helsingor_rates()]:
        assert rate.unit == RATE_KINDS[rate.key].unit


def test_drawn_rates_are_never_called_verified() -> None:
    assert not any(rate.verified for rate in helsingor_rates())


def test_where_verified_rates_are_demanded_an_unverified_one_is_a_question() -> None:
    demanded = a_rate(RateKey.VERIFIED_DEMANDED, "1", date(2025, 3, 1), date(2025, 4, 1))
    checked = a_rate(LIMIT, "284000", date(2025, 3, 15), verified=True)
    before, during, after = date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 1)
    book = a_book(demanded, a_rate(LIMIT, "284000", date(2025, 1, 1), date(2025, 3, 15)), checked)
    assert isinstance(book.on(LIMIT, before), Rate), "not demanded yet"
    asked = book.on(LIMIT, during)
    assert isinstance(asked, UnknownRate) and asked.unverified is not None, "the first day counts"
    assert "284000 DKK a year" in asked.question.en and "er ikke verificeret" in asked.question.da
    assert book.on(LIMIT, date(2025, 3, 15)) == checked, "a verified row is used"
    assert isinstance(book.on(LIMIT, after), Rate), "not demanded any longer"
    assert isinstance(book.on(RateKey.FAST_TRACK_HOURS, during), UnknownRate), "local choices too"
    assert isinstance(book.on(RateKey.ORDINARY_MAXIMUM, during), Rate), "seen in a source"


def test_every_question_says_where_to_look() -> None:
    for key in RateKey:
        question = UnknownRate(key, date(2026, 2, 3)).question
        assert question.da.endswith(f"Se {RATE_KINDS[key].where.da}.") and "See " in question.en


@given(st.lists(st.tuples(days, days), max_size=8), days)
def test_a_table_never_has_two_rows_for_a_day(periods: list[tuple[date, date]], day: date) -> None:
    rows = [a_rate(LIMIT, "1", min(period), max(period)) for period in periods if period[0] != period[1]]
    rows.sort(key=lambda rate: rate.valid_from)
    clash = any(first.overlaps(second) for n, first in enumerate(rows) for second in rows[n + 1 :])
    try:
        table = rate_table(rows)
    except OverlappingRates as refused:
        assert refused.first.overlaps(refused.second)
        assert clash
    else:
        assert not clash
        assert sum(rate.covers(day) for rate in rows) == (table.on(LIMIT, day) is not None)
        assert all(not a.overlaps(b) for a, b in pairwise(table.rows.get(LIMIT, ())))
