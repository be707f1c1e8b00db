"""How much one caller may ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.proxy.buckets import Buckets

# At two a second and three at once: the moments a caller asks, and whether each may pass.
CASES = [
    ("three at once", [0, 0, 0], [True, True, True]),
    ("the fourth waits", [0, 0, 0, 0], [True, True, True, False]),
    ("half a second brings one", [0, 0, 0, 0.5, 0.5], [True, True, True, True, False]),
    ("quiet time brings no more than the burst", [0, 0, 0, 60, 60, 60, 60], [True] * 6 + [False]),
    ("asking in vain costs nothing", [0, 0, 0, 0.1, 0.2, 0.3, 0.5], [True, True, True, False, False, False, True]),
    ("a clock that goes back brings nothing", [10, 10, 10, 5], [True, True, True, False]),
]


@pytest.mark.parametrize(("reason", "moments", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_a_caller_may_ask_a_burst_and_then_at_the_rate(reason: str, moments: list[float], allowed: list[bool]) -> None:
    buckets = Buckets(per_second=2, burst=3)
    assert [buckets.seconds_to_wait(b"one", moment) is None for moment in moments] == allowed, reason


def test_a_refused_caller_is_told_when_the_next_call_may_pass() -> None:
    buckets = Buckets(per_second=2, burst=1)
    buckets.seconds_to_wait(b"one", 0)
    assert buckets.seconds_to_wait(b"one", 0.25) == pytest.approx(0.25)


def test_callers_do_not_take_from_each_other() -> None:
    buckets = Buckets(per_second=1, burst=1)
    assert buckets.seconds_to_wait(b"one", 0) is None
    assert buckets.seconds_to_wait(b"another", 0) is None


def test_the_caller_longest_quiet_is_forgotten_first() -> None:
    buckets = Buckets(per_second=1, burst=1, most_callers=2)
    for caller in (b"one", b"two", b"three"):
        buckets.seconds_to_wait(caller, 0)
    assert buckets.seconds_to_wait(b"three", 0) is not None
    assert buckets.seconds_to_wait(b"one", 0) is None


@given(st.lists(st.floats(min_value=0, max_value=10), min_size=1, max_size=60))
def test_no_more_than_burst_and_rate_ever_pass(moments: list[float]) -> None:
    buckets = Buckets(per_second=2, burst=3)
    passed = sum(buckets.seconds_to_wait(b"one", moment) is None for moment in sorted(moments))
    assert passed <= 3 + 2 * (max(moments) - min(moments)) + 1e-6
