"""When a service is left in peace, and when it is tried again."""

import pytest

from gateway.proxy.breaker import Breaker

COOL_DOWN = 2.0

# Each step is what happens, and when: `go` and `wait` ask whether a request may pass; the rest are outcomes.
Step = tuple[str, float]
OPENED: list[Step] = [("failed", 0)] * 3

CASES: list[tuple[str, list[Step], str]] = [
    ("a new service is trusted", [("go", 0)], "closed"),
    ("two failures are not three", [("failed", 0), ("failed", 1), ("go", 1)], "closed"),
    ("the third in a row opens it", [("failed", 0), ("failed", 0), ("failed", 0), ("wait", 0)], "open"),
    (
        "an answer in between starts the count anew",
        [("failed", 0), ("failed", 0), ("answered", 0), ("failed", 0), ("failed", 0), ("go", 0)],
        "closed",
    ),
    ("open until the cool-down is over", [*OPENED, ("wait", 1.9), ("go", 2.0)], "half-open"),
    ("one probe at a time", [*OPENED, ("go", 2), ("wait", 2), ("wait", 9)], "half-open"),
    ("a probe that is answered closes it", [*OPENED, ("go", 2), ("answered", 2), ("go", 2)], "closed"),
    (
        "a failed probe starts the cool-down anew",
        [*OPENED, ("go", 2), ("failed", 3), ("wait", 4.9)],
        "open",
    ),
    ("and is followed by another", [*OPENED, ("go", 2), ("failed", 3), ("go", 5)], "half-open"),
    (
        "a caller who leaves frees the probe",
        [*OPENED, ("go", 2), ("abandoned", 2), ("go", 2)],
        "half-open",
    ),
    ("a straggler does not prolong it", [*OPENED, ("failed", 1.5), ("go", 2)], "half-open"),
    ("a straggler's answer proves the service is there", [*OPENED, ("answered", 1), ("go", 1)], "closed"),
    (
        "after closing it takes three again",
        [*OPENED, ("go", 2), ("answered", 2), ("failed", 3), ("failed", 3), ("go", 3)],
        "closed",
    ),
]


@pytest.mark.parametrize(("reason", "steps", "state"), CASES, ids=[case[0] for case in CASES])
def test_the_breaker_follows_what_happens(reason: str, steps: list[Step], state: str) -> None:
    breaker = Breaker(failures_to_open=3, cool_down_seconds=COOL_DOWN)
    for step, now in steps:
        if step == "go":
            assert breaker.seconds_to_wait(now) is None, reason
        elif step == "wait":
            assert breaker.seconds_to_wait(now) is not None, reason
        elif step == "failed":
            breaker.failed(now)
        elif step == "answered":
            breaker.answered()
        else:
            breaker.abandoned()
    assert breaker.state == state, reason


def test_the_caller_is_told_how_long_the_cool_down_still_lasts() -> None:
    breaker = Breaker(failures_to_open=1, cool_down_seconds=COOL_DOWN)
    breaker.failed(10.0)
    assert breaker.seconds_to_wait(10.5) == pytest.approx(1.5)
