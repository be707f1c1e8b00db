"""Waiting times per home, for management: counts and days, never single citizens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from kit.values.calendar import local_day
from services.allocation.domain.other_homes.referrals import WAITING, HomeReferral

FEWEST_SHOWN = 3
"""Days of fewer than three people are not told: with one or two, a day is somebody's."""


@dataclass(frozen=True, slots=True)
class Days:
    """How long so many people waited; the days are told where they are of three or more."""

    people: int
    shortest: int | None = None
    median: float | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingTimes:
    """One home: how long those wait who wait now, and how long those waited who have moved in."""

    home_id: UUID
    waiting: Days
    moved_in: Days


def waiting_times(home_id: UUID, referrals: Sequence[HomeReferral], today: date) -> WaitingTimes:
    """From the day of the referral to today, or to the day of moving in."""
    waiting = [(today - local_day(one.referred_at)).days for one in referrals if one.status is WAITING]
    moved_in = [(one.moved_in_on - local_day(one.referred_at)).days for one in referrals if one.moved_in_on is not None]
    return WaitingTimes(home_id, days_of(waiting), days_of(moved_in))


def days_of(days: Sequence[int]) -> Days:
    """The days of so many people, told where they are enough."""
    if len(days) < FEWEST_SHOWN:
        return Days(len(days))
    return Days(len(days), min(days), float(median(days)), max(days))
