"""What is wrong with a notice, how urgent it is, and the time limits there are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.support.domain.alerts.notices import (
    Notice,
    NoticeKind,
    SanctionKind,
    Sent,
    cause_of,
    errors_in_exemption,
    errors_in_notice,
    follow_up_due_at,
    is_short,
)
from services.support.domain.alerts.terms import UNTIL_ENTERED, Urgency, errors_in_terms, terms_on

MONDAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
TODAY = date(2025, 3, 3)
CITIZEN, NOTICE = UUID(int=1), UUID(int=2)


def a_sanction(**changes: object) -> Sent:
    sent = Sent(
        kind=NoticeKind.SANCTION,
        sender="job-centre",
        citizen_id=CITIZEN,
        reference="S1",
        happens_on=date(2025, 4, 1),
        code=SanctionKind.PERIOD_DEDUCTION,
        replaces_reference=None,
    )
    return replace(sent, **changes)  # type: ignore[arg-type]


def a_notice(sent: Sent, **changes: object) -> Notice:
    notice = Notice(
        id=NOTICE,
        sent=sent,
        received_at=MONDAY,
        short=False,
        alert_id=UUID(int=3),
        follow_up_due_at=None,
        follow_up_asked_at=None,
        replaced_at=None,
        withdrawn_at=None,
    )
    return replace(notice, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sent", "is_known", "pointers", "reason"),
    [
        (a_sanction(), True, [], "as it should be"),
        (a_sanction(happens_on=TODAY), True, [], "on the day itself something can still be done"),
        (a_sanction(happens_on=TODAY - timedelta(days=1)), True, ["/sanction_from_on"], "the day has passed"),
        (a_sanction(happens_on=date(2027, 3, 3)), True, ["/sanction_from_on"], "two years ahead"),
        (a_sanction(), False, ["/citizen_id"], "about nobody"),
        (
            a_sanction(happens_on=date(2024, 1, 1), replaces_reference="S0"),
            False,
            ["/citizen_id", "/sanction_from_on", "/replaces_reference"],
            "everything at once",
        ),
        (
            a_sanction(kind=NoticeKind.DISCHARGE, code=None, happens_on=date(2027, 3, 3)),
            True,
            ["/discharge_on"],
            "a discharge two years ahead",
        ),
    ],
)
def test_what_is_wrong_with_a_notice_is_told(sent: Sent, is_known: bool, pointers: list[str], reason: str) -> None:
    errors = errors_in_notice(sent, TODAY, is_known=is_known, replaced=None)
    assert [error.pointer for error in errors] == pointers, reason


@pytest.mark.parametrize(
    ("replaced", "is_wrong", "reason"),
    [
        (a_notice(a_sanction(reference="S0")), False, "the same citizen's notice in force"),
        (a_notice(a_sanction(reference="S0", citizen_id=UUID(int=9))), True, "another citizen's"),
        (a_notice(a_sanction(reference="S0"), replaced_at=MONDAY), True, "replaced before"),
        (a_notice(a_sanction(reference="S0"), withdrawn_at=MONDAY), True, "withdrawn"),
    ],
)
def test_a_newer_notice_replaces_one_in_force(replaced: Notice, is_wrong: bool, reason: str) -> None:
    errors = errors_in_notice(a_sanction(replaces_reference="S0"), TODAY, is_known=True, replaced=replaced)
    assert [error.pointer for error in errors] == (["/replaces_reference"] if is_wrong else []), reason


@pytest.mark.parametrize(
    ("happens_on", "sanction", "discharge"),
    [
        (TODAY, Urgency.HIGH, Urgency.HIGHEST),
        (date(2025, 3, 4), Urgency.HIGH, Urgency.HIGH),
        (date(2025, 3, 5), Urgency.HIGH, Urgency.NORMAL),
        (date(2025, 3, 10), Urgency.NORMAL, Urgency.NORMAL),
    ],
)
def test_how_urgent_a_notice_is(happens_on: date, sanction: Urgency, discharge: Urgency) -> None:
    sent = a_sanction(happens_on=happens_on)
    assert cause_of(sent, NOTICE, TODAY, UNTIL_ENTERED).urgency is sanction
    assert is_short(happens_on, TODAY, UNTIL_ENTERED) is (sanction is Urgency.HIGH)
    told = replace(sent, kind=NoticeKind.DISCHARGE, code=None)
    assert cause_of(told, NOTICE, TODAY, UNTIL_ENTERED).urgency is discharge


def test_the_rent_is_asked_for_two_weeks_after_a_sanction_and_never_after_a_discharge() -> None:
    due = follow_up_due_at(a_sanction(), UNTIL_ENTERED)
    assert due is not None and due.isoformat() == "2025-04-15T00:00:00+02:00"
    assert follow_up_due_at(a_sanction(kind=NoticeKind.DISCHARGE), UNTIL_ENTERED) is None


def test_an_exemption_may_last_a_day_but_not_end_before_it_begins() -> None:
    assert errors_in_exemption(TODAY, TODAY) == []
    assert [each.pointer for each in errors_in_exemption(TODAY, date(2025, 3, 2))] == ["/to_on"]


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({}, []),
        ({"highest_hours": 0, "follow_up_days": 366}, ["/highest_hours", "/follow_up_days"]),
        ({"normal_hours": 401, "offer_risk_days": 0}, ["/normal_hours", "/offer_risk_days"]),
    ],
)
def test_what_is_wrong_with_time_limits_is_told(changes: dict[str, int], pointers: list[str]) -> None:
    assert [error.pointer for error in errors_in_terms(replace(UNTIL_ENTERED, **changes))] == pointers  # type: ignore[arg-type]


def test_the_row_in_force_on_the_day_holds() -> None:
    own = replace(UNTIL_ENTERED, valid_from=date(2025, 3, 4), high_hours=2)
    assert terms_on([own], TODAY) is UNTIL_ENTERED
    assert terms_on([own], date(2025, 3, 4)) is own
