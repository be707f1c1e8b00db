"""Two nominations of one citizen become one: who stays, with which place, under which identifier."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Problem, Unprocessable
from services.allocation.domain.nominations.merging import BothHoldOffers, Known, TwoCitizens, merged
from services.allocation.domain.nominations.situations import UNDER_WAY, NominationStatus
from services.allocation.domain.nominations.ways import CloseCode, NominationOver
from tests.unit.allocation.nominations import DAY, a_nomination

_, _, OPEN, HOUSED, CLOSED = NominationStatus


def known(number: int, *, cpr: bool = False, offer: bool = False, **changes: Any) -> Known:
    return Known(a_nomination(number, **changes), cpr, offer)


DAYS = st.dates(date(2024, 1, 1), date(2025, 3, 1))
STATUSES = st.sampled_from(sorted(UNDER_WAY))


@settings(max_examples=60, deadline=None)
@given(gone_since=DAYS, stays_since=DAYS, gone_in=STATUSES, stays_in=STATUSES, gone_cpr=st.booleans())
def test_a_merge_costs_the_citizen_nothing_and_wins_no_better_chance(
    gone_since: date, stays_since: date, gone_in: NominationStatus, stays_in: NominationStatus, gone_cpr: bool
) -> None:
    qualified = {status: DAY if status is OPEN else None for status in UNDER_WAY}
    gone = known(1, cpr=gone_cpr, status=gone_in, waiting_since_on=gone_since, qualified_on=qualified[gone_in])
    stays = known(2, status=stays_in, waiting_since_on=stays_since, qualified_on=qualified[stays_in])
    merge = merged(gone, stays)
    assert merge.stays.waiting_since_on == min(gone_since, stays_since), "the older waiting start stands"
    assert merge.stays.lottery == stays.nomination.lottery, "nobody draws twice"
    assert {merge.stays.status, merge.gone.status} & UNDER_WAY == {merge.stays.status}, "one remains under way"
    assert (merge.stays.status is OPEN) == (OPEN in {gone_in, stays_in}), "a merge takes nobody off the list"
    kept = gone if gone_cpr else stays
    assert merge.stays.citizen_id == merge.gone.citizen_id == kept.nomination.citizen_id
    assert {merge.old_citizen_id, merge.citizen_id} == {gone.nomination.citizen_id, stays.nomination.citizen_id}


NO_MERGES: list[tuple[str, Known, Known, type[Problem]]] = [
    ("with itself", known(1), known(1), Unprocessable),
    ("both hold an offer", known(1, offer=True), known(2, offer=True), BothHoldOffers),
    ("two CPR numbers are two citizens", known(1, cpr=True), known(2, cpr=True), TwoCitizens),
    ("the one that should stay is over", known(1), known(2, status=CLOSED), NominationOver),
    ("the one that should go is over", known(1, status=HOUSED), known(2), NominationOver),
]


@pytest.mark.parametrize(("why", "gone", "stays", "problem"), NO_MERGES, ids=[row[0] for row in NO_MERGES])
def test_what_is_not_merged(why: str, gone: Known, stays: Known, problem: type[Problem]) -> None:
    with pytest.raises(problem):
        merged(gone, stays)


def test_the_one_that_went_says_where_to() -> None:
    merge = merged(known(1), known(2))
    assert (merge.gone.close_code, merge.gone.merged_into) == (CloseCode.MERGED, UUID(int=2))
