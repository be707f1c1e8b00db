"""What the municipality guarantees for a tenant, and what a claim may be."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Problem, Unprocessable
from services.allocation.domain.account.guarantees import (
    ClaimStatus,
    DecisionCode,
    Guarantee,
    GuaranteeClaim,
    GuaranteeKind,
    accepted,
    decision_reasons,
    line_of,
    refused,
    require_claimable,
)
from services.allocation.domain.account.lines import LineKind, in_words
from services.allocation.domain.account.problems import ArrearsNotCovered, ClaimDecided, NotMovedOut

RENT = Decimal("5000.00")
TODAY = date(2026, 6, 1)
HELD = Guarantee(date(2025, 4, 1), RENT, 12, "agreement of 2024", None)
MOVED_OUT = replace(HELD, moved_out_on=date(2026, 3, 1))
ARREARS = GuaranteeClaim(
    id=UUID(int=1),
    organisation_cvr="99000236",
    vacancy_id=UUID(int=2),
    reference="G1",
    kind=GuaranteeKind.ARREARS,
    amount_dkk=Decimal("4000.00"),
    claimed_on=date(2025, 6, 15),
    received_at=datetime(2025, 6, 15, tzinfo=UTC),
)
REINSTATEMENT = replace(ARREARS, kind=GuaranteeKind.REINSTATEMENT, claimed_on=date(2026, 3, 10))

CLAIMS: list[tuple[str, Guarantee, GuaranteeClaim, dict[str, Any], type[Problem] | str | None]] = [
    ("reinstatement after the tenant has moved out", MOVED_OUT, REINSTATEMENT, {}, None),
    ("not while the tenant lives there", HELD, REINSTATEMENT, {}, NotMovedOut),
    ("not of a day before moving out", MOVED_OUT, REINSTATEMENT, {"claimed_on": date(2026, 2, 28)}, "/claimed_on"),
    ("not of a day to come", MOVED_OUT, REINSTATEMENT, {"claimed_on": date(2026, 6, 2)}, "/claimed_on"),
    ("of something", MOVED_OUT, REINSTATEMENT, {"amount_dkk": Decimal("0.00")}, "/amount_dkk"),
    ("not a slip of the finger", MOVED_OUT, REINSTATEMENT, {"amount_dkk": Decimal("1000000.01")}, "/amount_dkk"),
    ("three months have begun by 15 June", HELD, ARREARS, {"amount_dkk": Decimal("15000.00")}, None),
    ("an øre above their rent", HELD, ARREARS, {"amount_dkk": Decimal("15000.01")}, "/amount_dkk"),
    (
        "of twelve months, however late it is claimed",
        HELD,
        ARREARS,
        {"claimed_on": date(2026, 5, 31), "amount_dkk": Decimal("60000.01")},
        "/amount_dkk",
    ),
    ("no agreement on arrears", replace(HELD, arrears_months=0), ARREARS, {}, ArrearsNotCovered),
    ("not before the lease", HELD, ARREARS, {"claimed_on": date(2025, 3, 31)}, "/claimed_on"),
    (
        "moved out in the second month: two are covered",
        replace(HELD, moved_out_on=date(2025, 5, 20)),
        ARREARS,
        {"amount_dkk": Decimal("10000.01")},
        "/amount_dkk",
    ),
]


@pytest.mark.parametrize(
    ("why", "guarantee", "claim", "changes", "stands_in_the_way"), CLAIMS, ids=[c[0] for c in CLAIMS]
)
def test_what_may_be_claimed(
    why: str,
    guarantee: Guarantee,
    claim: GuaranteeClaim,
    changes: dict[str, Any],
    stands_in_the_way: type[Problem] | str | None,
) -> None:
    told: Problem | None = None
    try:
        require_claimable(guarantee, replace(claim, **changes), [], TODAY)
    except Problem as problem:
        told = problem
    if isinstance(stands_in_the_way, str):
        assert told is not None
        assert [error.pointer for error in told.errors] == [stands_in_the_way], why
    else:
        assert (type(told) if told is not None else None) is stands_in_the_way, why


@settings(max_examples=25, deadline=None)
@given(
    amounts=st.lists(st.integers(1, 3_000_000), max_size=8),
    outcomes=st.lists(st.sampled_from(["open", "accepted", "partly", "refused"]), min_size=8, max_size=8),
    months=st.integers(0, 12),
)
def test_claims_together_never_exceed_the_rent_of_the_covered_months(
    amounts: list[int], outcomes: list[str], months: int
) -> None:
    guarantee = replace(HELD, arrears_months=months)
    kept: list[GuaranteeClaim] = []
    for amount, outcome in zip(amounts, outcomes, strict=False):
        asked = replace(ARREARS, amount_dkk=Decimal(amount) / 100, claimed_on=date(2026, 5, 1))
        try:
            require_claimable(guarantee, asked, kept, TODAY)
        except Problem:
            continue
        kept.append(_decided(asked, outcome))
    owed = [each.accepted_dkk or each.amount_dkk for each in kept if each.status is not ClaimStatus.REFUSED]
    assert sum(owed) <= RENT * months


def _decided(claim: GuaranteeClaim, outcome: str) -> GuaranteeClaim:
    half = max(Decimal("0.01"), (claim.amount_dkk / 2).quantize(Decimal("0.01")))
    match outcome:
        case "accepted":
            return accepted(claim, claim.amount_dkk, ())
        case "partly":
            return accepted(claim, half, (DecisionCode.NOT_DOCUMENTED,))
        case "refused":
            return refused(claim, (DecisionCode.PAID_BY_TENANT,))
        case _:
            return claim


DECISIONS: list[tuple[str, str, tuple[DecisionCode, ...], ClaimStatus | str]] = [
    ("all of it needs no reason", "4000.00", (), ClaimStatus.ACCEPTED),
    ("a part needs one", "3999.99", (), "/codes"),
    ("a part with its reason", "3999.99", (DecisionCode.ORDINARY_WEAR,), ClaimStatus.PARTLY_ACCEPTED),
    ("more than was claimed", "4000.01", (), "/accepted_dkk"),
    ("nothing is a refusal, and is said as one", "0.00", (DecisionCode.ORDINARY_WEAR,), "/accepted_dkk"),
]


@pytest.mark.parametrize(("why", "amount", "codes", "outcome"), DECISIONS, ids=[row[0] for row in DECISIONS])
def test_how_a_claim_is_accepted(
    why: str, amount: str, codes: tuple[DecisionCode, ...], outcome: ClaimStatus | str
) -> None:
    if isinstance(outcome, ClaimStatus):
        after = accepted(ARREARS, Decimal(amount), codes)
        assert (after.status, after.accepted_dkk) == (outcome, Decimal(amount)), why
        return
    with pytest.raises(Unprocessable) as refusal:
        accepted(ARREARS, Decimal(amount), codes)
    assert [error.pointer for error in refusal.value.errors] == [outcome], why


def test_a_refusal_has_its_reasons_and_a_decision_is_made_once() -> None:
    with pytest.raises(Unprocessable):
        refused(ARREARS, ())
    over = refused(ARREARS, (DecisionCode.OUTSIDE_THE_AGREEMENT,))
    assert [reason.text.en for reason in decision_reasons(over)] == [
        "DKK 0 of DKK 4,000 is accepted.",
        "Not more, since the agreement does not cover it.",
    ]
    with pytest.raises(ClaimDecided):
        accepted(over, Decimal("1.00"), ())
    with pytest.raises(ClaimDecided):
        refused(over, over.codes)


def test_what_is_accepted_becomes_a_line() -> None:
    line = line_of(accepted(REINSTATEMENT, Decimal("2500.00"), (DecisionCode.ORDINARY_WEAR,)), RENT)
    assert (line.kind, line.amount_dkk, line.claim_id) == (LineKind.REINSTATEMENT, Decimal("2500.00"), REINSTATEMENT.id)
    assert in_words(line).en == "Reinstatement after the tenant, as accepted: DKK 2,500"
