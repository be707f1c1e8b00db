"""What an ad hoc request asks for, which limits a dwelling misses, and who can be asked."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Problem
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.offers.problems import AnswerAfterDeadline
from services.allocation.domain.requests.problems import NoLongerNeeded, RequestOver
from services.allocation.domain.requests.request import (
    RECEIVED_AFTER,
    Asked,
    ReceivedRequest,
    ReceivedStatus,
    RequestStatus,
    find_unknown,
    require_answerable,
)
from services.allocation.domain.requests.wanted import Wanted, find_faults
from services.allocation.domain.vacancies.facts import DwellingClass
from tests.unit.allocation.builders import CVR, OTHER_CVR, a_vacancy

TODAY = date(2025, 3, 3)
NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
SMALL = Condition(max_rooms=2, max_rent_dkk=Decimal(4500))

JUDGED: list[tuple[Wanted, dict[str, Any], list[str], str]] = [
    (Wanted(), {}, [], "nothing is said, so every dwelling will do"),
    (Wanted(SMALL), {"rooms": 2, "rent_dkk": Decimal(4500)}, [], "the limits themselves are within"),
    (Wanted(SMALL), {"rooms": 3}, ["wanted"], "a room too many"),
    (Wanted(SMALL), {"rent_dkk": Decimal("4500.01")}, ["wanted"], "an øre too dear"),
    (Wanted(Condition(min_area_m2=61)), {"area_m2": 60}, ["wanted"], "too small"),
    (Wanted(Condition(estates=("02",))), {"estate": "06"}, ["wanted"], "another estate than those that would do"),
    (Wanted(Condition(classes=(DwellingClass.YOUTH,))), {}, ["wanted"], "a family dwelling where youth was asked for"),
    (Wanted(step_free=True), {"floor": 2, "lift": False}, ["step_free"], "two flights of stairs"),
    (Wanted(step_free=True), {"floor": 0, "lift": False}, [], "the ground floor"),
    (Wanted(step_free=True), {"floor": 4, "lift": True}, [], "a lift"),
    (Wanted(pets_allowed=True), {"pets_allowed": False}, ["pets_allowed"], "no pets"),
    (Wanted(vacant_by_on=date(2025, 2, 28)), {}, ["vacant_by"], "vacant a day late"),
    (Wanted(vacant_by_on=date(2025, 3, 1)), {}, [], "vacant on the very day"),
    (Wanted(SMALL, step_free=True), {"rooms": 5}, ["wanted", "step_free"], "every limit missed is named"),
]


@pytest.mark.parametrize(("wanted", "dwelling", "missed", "reason"), JUDGED, ids=[row[3] for row in JUDGED])
def test_each_limit_missed_is_told(wanted: Wanted, dwelling: dict[str, Any], missed: list[str], reason: str) -> None:
    reasons = wanted.judge(a_vacancy(**dwelling))
    assert [told.rule for told in reasons if not told.met] == missed, reason


def test_the_words_name_every_limit() -> None:
    wanted = Wanted(SMALL, step_free=True, pets_allowed=True, vacant_by_on=date(2025, 4, 1))
    assert wanted.in_words().da == (
        "boliger med højst 2 rum og husleje på højst 4.500 kr. om måneden, uden trapper, hvor kæledyr er tilladt, "
        "ledig senest 2025-04-01"
    )
    [*_, last] = wanted.judge(a_vacancy(vacant_from_on=date(2025, 5, 1)))
    assert last.text.en == "The dwelling should be vacant by 2025-04-01."


WRONG: list[tuple[Wanted, list[str], str]] = [
    (Wanted(Condition(max_rooms=0)), ["/wanted/max_rooms"], "no dwelling has no rooms"),
    (Wanted(Condition(min_rooms=16)), ["/wanted/min_rooms"], "nor sixteen"),
    (Wanted(Condition(max_area_m2=7)), ["/wanted/max_area_m2"], "a cupboard"),
    (Wanted(Condition(max_rent_dkk=Decimal("45.00"))), ["/wanted/max_rent_dkk"], "thousands left out"),
    (Wanted(vacant_by_on=date(2025, 3, 2)), ["/wanted/vacant_by_on"], "wanted by yesterday"),
    (Wanted(vacant_by_on=TODAY), [], "wanted today"),
    (Wanted(Condition(classes=(DwellingClass.PRIVATE,))), ["/wanted/classes"], "private letting has an act of its own"),
    (
        Wanted(Condition(max_rooms=0), vacant_by_on=date(2025, 1, 1)),
        ["/wanted/max_rooms", "/wanted/vacant_by_on"],
        "both faults at once",
    ),
]


@pytest.mark.parametrize(("wanted", "pointers", "reason"), WRONG, ids=[row[2] for row in WRONG])
def test_what_no_dwelling_could_meet_is_pointed_out(wanted: Wanted, pointers: list[str], reason: str) -> None:
    assert [fault.pointer for fault in find_faults(wanted, TODAY)] == pointers, reason


ASKED: list[tuple[list[Asked], list[str], str]] = [
    ([Asked(CVR), Asked(OTHER_CVR, ("11",))], [], "both are registered, and the estate is its own"),
    ([Asked("99000252")], ["/asked/0/organisation_cvr"], "not registered in the municipality"),
    ([Asked("99000237")], ["/asked/0/organisation_cvr"], "the check digit is wrong"),
    ([Asked(CVR), Asked(CVR)], ["/asked/1/organisation_cvr"], "asked twice"),
    ([Asked(CVR, ("06", "11"))], ["/asked/0/estates/1"], "the second estate is another organisation's"),
]


@pytest.mark.parametrize(("asked", "pointers", "reason"), ASKED, ids=[row[2] for row in ASKED])
def test_who_cannot_be_asked_is_pointed_out(asked: list[Asked], pointers: list[str], reason: str) -> None:
    registered = {CVR: {"06"}, OTHER_CVR: {"11"}}
    assert [fault.pointer for fault in find_unknown(asked, registered)] == pointers, reason


def received(**changes: Any) -> ReceivedRequest:
    one = ReceivedRequest(
        id=UUID(int=1),
        request_id=UUID(int=2),
        municipality_code="0217",
        organisation_cvr=CVR,
        wanted=Wanted(),
        status=ReceivedStatus.OPEN,
        received_at=NOW,
        due_at=NOW + timedelta(days=3),
    )
    return replace(one, **changes)


CLOSED: list[tuple[ReceivedStatus, timedelta, type[Problem], str]] = [
    (ReceivedStatus.TAKEN, timedelta(), RequestOver, "its own dwelling is taken already"),
    (ReceivedStatus.NO_LONGER_NEEDED, timedelta(), NoLongerNeeded, "another's is, or it was withdrawn"),
    (ReceivedStatus.DEADLINE_PASSED, timedelta(days=4), AnswerAfterDeadline, "swept"),
    (ReceivedStatus.OPEN, timedelta(days=3), AnswerAfterDeadline, "the very moment of the deadline, not yet swept"),
]


@pytest.mark.parametrize(("status", "later", "problem", "reason"), CLOSED, ids=[row[3] for row in CLOSED])
def test_a_closed_request_takes_no_answer(
    status: ReceivedStatus, later: timedelta, problem: type[Problem], reason: str
) -> None:
    with pytest.raises(problem):
        require_answerable(received(status=status), NOW + later)


def test_an_open_request_takes_answers_until_the_deadline() -> None:
    require_answerable(received(), NOW + timedelta(days=3) - timedelta(microseconds=1))


def test_an_organisation_cannot_tell_taken_elsewhere_from_withdrawn() -> None:
    assert RECEIVED_AFTER[RequestStatus.TAKEN] is RECEIVED_AFTER[RequestStatus.WITHDRAWN]
    assert set(RECEIVED_AFTER) == set(RequestStatus) - {RequestStatus.OPEN}


def test_what_an_organisation_receives_has_no_room_for_a_citizen() -> None:
    assert {field.name for field in fields(ReceivedRequest)} == {
        "id", "request_id", "municipality_code", "organisation_cvr", "wanted", "status", "received_at", "due_at",
        "closed_at",
    }  # fmt: skip
    assert {field.name for field in fields(Wanted)} == {"condition", "step_free", "pets_allowed", "vacant_by_on"}


@settings(max_examples=25)
@given(
    rooms=st.integers(1, 8),
    most=st.integers(1, 8),
    floor=st.integers(-1, 5),
    lift=st.booleans(),
    step_free=st.booleans(),
    pets=st.booleans(),
    pets_allowed=st.booleans(),
)
def test_a_dwelling_is_usable_just_when_it_misses_nothing(
    rooms: int, most: int, floor: int, lift: bool, step_free: bool, pets: bool, pets_allowed: bool
) -> None:
    wanted = Wanted(Condition(max_rooms=most), step_free=step_free, pets_allowed=pets)
    facts = a_vacancy(rooms=rooms, floor=floor, lift=lift, pets_allowed=pets_allowed)
    usable = rooms <= most and (not step_free or lift or floor == 0) and (not pets or pets_allowed)
    assert all(reason.met for reason in wanted.judge(facts)) == usable
