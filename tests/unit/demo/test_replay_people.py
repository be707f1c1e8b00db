"""What the people of the replay decide: the key worker's judgement, the officer's codes, the draws of chance."""

from datetime import date, timedelta
from typing import Any

import pytest

from demo.replay.chance import answer_to, case_decided_at, choose, draw, reported_let_on, round_on
from demo.replay.clock import at
from demo.replay.judgement import judge
from demo.replay.office import why_nobody
from kit.values.calendar import add_working_days, local_day

OFFERED_AT = at(date(2025, 3, 3), 9)
NAMES = [f"offer {number}" for number in range(400)]


def _file(outcome: str, *unmet: str, income: str = "9800.00", adults: int = 1) -> dict[str, Any]:
    reasons = [{"rule": rule, "met": False, "text": {"da": f"{rule} er i vejen."}} for rule in unmet]
    rates = [
        {"key": "deposit_loan_income_limit", "value": "284000"},
        {"key": "deposit_loan_income_limit_per_child", "value": "49800"},
    ]
    household = {"income_after_tax_dkk": income, "adults": adults, "children": 0}
    return {"proposal": {"outcome": outcome, "reasons": reasons, "rates": rates}, "household": household}


@pytest.mark.parametrize(
    ("file", "outcome", "because"),
    [
        (_file("grant"), "committed", "the proposal is followed"),
        (_file("grant", "disposable_income"), "committed", "affordability is guidance only"),
        (_file("refuse", "deposit_loan_first_let"), "refused", "the law leaves no room"),
        (_file("question", "deposit_loan_income"), "committed", "income found in the register is within the limit"),
        (_file("question", "deposit_loan_income", income="36000.00"), "refused", "income found is above the limit"),
        (_file("discretion", "deposit_loan_need"), "refused", "the household has the money"),
    ],
)
def test_the_key_worker_follows_what_is_clear_and_finds_out_the_rest(
    file: dict[str, Any], outcome: str, because: str
) -> None:
    assert judge(file, "any")["outcome"] == outcome, because


def test_a_refusal_gives_the_rules_that_stand_in_the_way_and_no_others() -> None:
    decision = judge(_file("refuse", "deposit_loan_first_let", "disposable_income"), "any")
    assert decision["reason_da"] == "deposit_loan_first_let er i vejen."


def test_a_commitment_that_was_not_proposed_has_a_reason() -> None:
    assert judge(_file("question", "deposit_loan_income"), "any")["reason_da"]


@pytest.mark.parametrize(
    ("rules", "code", "because"),
    [
        ({"can_pay": 3, "rooms_fit": 1}, "nobody_can_pay", "most could not pay"),
        ({"can_pay": 1, "rooms_fit": 3}, "nobody_fits", "most were stopped by something else"),
        ({"can_pay": 9, "not_offered_before": 1}, "all_declined", "whoever fitted has had the offer"),
        ({"waiting": 9, "no_open_offer": 9, "rooms_fit": 1}, "nobody_fits", "only those who still wait count"),
        ({}, "nobody_can_pay", "nobody is on the list"),
    ],
)
def test_a_hand_back_is_named_after_what_stopped_those_who_wait(rules: dict[str, int], code: str, because: str) -> None:
    stopped = [{"reason": {"rule": rule}} for rule, count in rules.items() for _ in range(count)]
    assert why_nobody({"stopped": stopped}) == code, because


def test_chance_says_the_same_each_time_and_different_things_of_different_matters() -> None:
    assert draw("answer", "one") == draw("answer", "one")
    assert len({draw("answer", name) for name in NAMES}) == len(NAMES)


def test_every_choice_comes_up() -> None:
    shares = (("often", 0.9), ("seldom", 0.1))
    assert {choose("what", name, shares) for name in NAMES} == {"often", "seldom"}


def test_every_answer_comes_within_the_deadline_and_most_say_yes() -> None:
    answers = [answer_to(name, OFFERED_AT) for name in NAMES]
    given = [answer for answer in answers if answer is not None]
    assert all(local_day(answer.at) < add_working_days(date(2025, 3, 3), 5) for answer in given)
    assert len(NAMES) * 0.7 < sum(answer.accepts for answer in given) < len(NAMES) * 0.9
    assert all((answer.code is None) == answer.accepts for answer in given)
    assert len(given) < len(NAMES)


def test_most_cases_are_decided_the_same_day_and_a_few_lie_over() -> None:
    days = [local_day(case_decided_at(name, OFFERED_AT)) for name in NAMES]
    assert set(days) == {date(2025, 3, 3), date(2025, 3, 4)}
    assert days.count(date(2025, 3, 3)) > 0.9 * len(days)


def test_the_round_is_never_before_what_it_decides() -> None:
    first = date(2025, 1, 2)
    assert all(round_on(day) >= at(day, 11) for day in (first + timedelta(days=n) for n in range(365)))


def test_a_dwelling_handed_back_is_let_some_weeks_later() -> None:
    weeks = {(reported_let_on(name, date(2025, 3, 3)) - date(2025, 3, 3)).days // 7 for name in NAMES}
    assert weeks == {2, 3, 4, 5}
