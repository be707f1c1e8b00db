"""The choices that an agreement makes, each with its values; no law settles how a quarter is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import Share


class AgreementKind(StrEnum):
    """Where the right comes from."""

    STATUTORY = "statutory"
    """The council's own decision: at most every fourth vacancy (ABL § 59(1))."""
    AGREEMENT = "agreement"
    """Agreed with the organisation: more or less than every fourth (ABL § 59(2))."""
    PRIVATE = "private"
    """Private dwellings: at most every fourth vacant one (lov om kommunal anvisningsret § 1)."""


LEGAL_BASES: Mapping[AgreementKind, str] = {
    AgreementKind.STATUTORY: "ABL § 59(1)",
    AgreementKind.AGREEMENT: "ABL § 59(2)",
    AgreementKind.PRIVATE: "lov om kommunal anvisningsret",
}
"""The section of law on which each kind stands, where the parties name none more precisely."""


class InternalMoves(StrEnum):
    """How a chain of internal moves counts: a tenant moves within the organisation, the old dwelling falls vacant."""

    ROOT = "root"
    """The chain counts once, at its first dwelling, before it is offered internally."""
    EXCLUDE = "exclude"
    """No dwelling that is filled internally counts; the one that ends the chain does."""
    COUNT = "count"
    """Each dwelling of the chain counts."""


class Overlap(StrEnum):
    """What a targeted claim costs of the general right."""

    MAX = "max"
    """It also uses a general right."""
    SUM = "sum"
    """Nothing: both rights run side by side."""
    INSTEAD = "instead"
    """There is no general right."""


class HandedBack(StrEnum):
    """What becomes of the right when the municipality hands a dwelling back."""

    CONSUME = "consume"
    """It is spent."""
    BANK = "bank"
    """It returns, within what may be carried."""


class Silence(StrEnum):
    """What follows when the municipality has not answered by the deadline."""

    KEEP = "keep"
    """The dwelling stays claimed, and its rent runs."""
    HAND_BACK = "hand_back"
    """The dwelling is handed back to the organisation that day."""


class RentMethod(StrEnum):
    """How days are priced: a local accounting choice of the agreement."""

    YEARLY_365 = "yearly_365"
    """A day costs twelve months' rent over 365."""
    MONTHLY_PRO_RATA = "monthly_pro_rata"
    """A day costs a month's rent over the days of that month."""


class Place(StrEnum):
    """Within what a spread is kept."""

    ESTATE = "estate"
    STAIRWELL = "stairwell"


@dataclass(frozen=True, slots=True)
class Target:
    """A share of the vacancies that meet a condition, beside or instead of the share of all."""

    condition: Condition
    share: Share
    overlap: Overlap = Overlap.MAX


@dataclass(frozen=True, slots=True)
class Spread:
    """At most this share of the vacancies of one stairwell or estate is claimed, rounded up."""

    place: Place
    share: Share


@dataclass(frozen=True, slots=True)
class EstateShare:
    """An estate's own share, in place of the agreement's."""

    estate: str
    share: Share
