"""By which version of the agreements a ledger counts, and when the count starts again."""

from collections.abc import Iterable
from datetime import date

from services.allocation.domain.agreements.agreement import Agreement


def goes_back(present: Agreement, posted_on: date) -> bool:
    """Whether a vacancy is dated before the agreement by which its ledger already counts.

    It is decided by that agreement all the same: otherwise a date from before a change would start the count again, or
    keep a vacancy out of it.
    """
    return posted_on < present.in_force_from


def starts_again(old: Agreement, new: Agreement, versions: Iterable[Agreement]) -> bool:
    """Whether C and T start again: the counting terms changed, or there was a time without any agreement between."""
    return old.counting_terms != new.counting_terms or not _unbroken(old, new, list(versions))


def _unbroken(old: Agreement, new: Agreement, versions: list[Agreement]) -> bool:
    until = old.in_force_to
    while until is not None and until < new.in_force_from:
        following = next((each for each in versions if _follows(each, old, until)), None)
        if following is None:
            return False
        until = following.in_force_to
    return True


def _follows(version: Agreement, old: Agreement, day: date) -> bool:
    return version.dwelling_class is old.dwelling_class and version.in_force_on(day)
