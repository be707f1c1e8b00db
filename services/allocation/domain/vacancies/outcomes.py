"""Whose a vacancy is, and by which right: what an entry of the ledger can say."""

from enum import StrEnum


class Outcome(StrEnum):
    """What one entry of a ledger says. A vacancy has one decision; a correction is an entry of its own."""

    CLAIMED = "claimed"
    """The municipality uses a right on it (in the ledger's vectors: A, T or O, by the right)."""
    NOT_DEMANDED = "not_demanded"
    """A right is there, but the municipality cannot use the dwelling (w)."""
    BLOCKED = "blocked"
    """A right is there, but the estate or stairwell is full: released, and the right waits (b)."""
    RELEASED = "released"
    """No right is there: the organisation lets it itself (.)."""
    NOT_COUNTABLE = "not_countable"
    """It is outside the count (-)."""
    MISSED = "missed"
    """Let without having been posted, and found by audit: counted now, its right is owed (m)."""
    HANDED_BACK = "handed_back"
    """A correction: the municipality gave a claimed dwelling back (r)."""
    WITHDRAWN = "withdrawn"
    """A correction: the organisation withdrew the vacancy, as if it had never been posted (z)."""
    RESTARTED = "restarted"
    """No vacancy: the share changed, and the count starts again with what carries over."""


CORRECTIONS = frozenset({Outcome.HANDED_BACK, Outcome.WITHDRAWN, Outcome.RESTARTED})
"""The entries that decide on no vacancy."""


class Right(StrEnum):
    """The right by which a vacancy is claimed."""

    GENERAL = "general"
    """The share of all vacancies that count."""
    TARGETED = "targeted"
    """The share of the vacancies that meet the target."""
    OWED = "owed"
    """A right that a missed vacancy would have given."""
    FULL = "full"
    """A right of 100 %: a municipal, rent-reduction or transitional dwelling, outside the count."""
