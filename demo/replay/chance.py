"""What chance decides in the year: how long people take, and what they answer.

Each draw is seeded by what it is about, so that it does not matter in which order or in how many goes the year is
played. The shares are drawn for the demonstration and claim nothing about Helsingør.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from demo.replay.clock import at
from kit.values.calendar import add_working_days, local_day

Choice = TypeVar("Choice")
SEED = 2025
FIRST_ROUND = 11
ROUNDS = ((FIRST_ROUND, 0.30), (13, 0.30), (14, 0.25), (15, 0.15))
ANSWER_AFTER_WORKING_DAYS = ((0, 0.20), (1, 0.35), (2, 0.25), (3, 0.15), (4, 0.05))
DECLINE_CODES = (
    ("area", 0.35),
    ("dwelling", 0.20),
    ("size", 0.15),
    ("too_expensive", 0.10),
    ("not_now", 0.08),
    ("other_home", 0.07),
    ("not_said", 0.05),
)
SILENCE, DECLINE = 0.08, 0.12
SLOW_CASES = 0.04


def draw(what: str, name: str) -> float:
    """A number from 0 up to 1, always the same for the same thing."""
    return random.Random(f"{SEED} {what} {name}").random()  # noqa: S311 - a demonstration, not a secret


def choose(what: str, name: str, shares: tuple[tuple[Choice, float], ...]) -> Choice:
    """One of the choices by its share."""
    left = draw(what, name)
    for choice, share in shares:
        left -= share
        if left < 0:
            return choice
    return shares[-1][0]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the citizen says of an offer, and when; a silent citizen never does."""

    at: datetime
    accepts: bool
    code: str | None


def round_on(day: date) -> datetime:
    """When on a working day the departments take their round: decide, assign, pass answers on."""
    return at(day, choose("round", day.isoformat(), ROUNDS))


def answer_to(name: str, offered_at: datetime) -> Answer | None:
    """The citizen's answer, some working days after the offer; None where none comes."""
    days = choose("answer after", name, ANSWER_AFTER_WORKING_DAYS)
    when = at(add_working_days(local_day(offered_at), days), FIRST_ROUND)
    share = draw("answer", name)
    if share < SILENCE:
        return None
    declines = share < SILENCE + DECLINE
    return Answer(when, not declines, choose("decline", name, DECLINE_CODES) if declines else None)


def case_decided_at(name: str, opened_at: datetime) -> datetime:
    """From when the key worker decides: mostly in the same day's round; a few cases lie over, and are then late."""
    day = local_day(opened_at)
    lies_over = draw("slow case", name) < SLOW_CASES
    return at(add_working_days(day, 1) if lies_over else day, FIRST_ROUND)


def reported_let_on(reference: str, handed_back_on: date) -> date:
    """When the organisation reports that it has let a dwelling that was handed back: two to six weeks later."""
    return handed_back_on + timedelta(days=14 + int(28 * draw("letting", reference)))
