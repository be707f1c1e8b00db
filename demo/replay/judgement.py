"""What a key worker makes of a proposal: follows it where it is clear, finds out and decides where it asks."""

from decimal import Decimal
from typing import Any

from demo.replay.chance import draw

MONTHS = 12
MOST_COUNTED_CHILDREN = 4
# Income before tax as the key worker finds it in the register; drawn: 37 % of what each adult has above an allowance.
TAX = Decimal("0.37")
ALLOWANCE_A_YEAR = 51_600
FOUND_AFTER_EVICTION, ALLOWED_AT_DISCRETION = 0.5, 0.6
SOURCES_OF_LAW = "deposit_loan_"
# A fast track ends within a day: the people of the replay are refused on what they have told themselves.
OWN_WORDS = {"code": "known_to_citizen", "reason_da": "Afgørelsen bygger på borgerens egne oplysninger."}

Row = dict[str, Any]
Decision = dict[str, Any]


def judge(file: Row, name: str) -> Decision:
    """The decision on a case, as it is sent: outcome, reason in Danish, and what was found out."""
    proposal = file["proposal"]
    against = [one for one in proposal["reasons"] if not one["met"] and one["rule"].startswith(SOURCES_OF_LAW)]
    if proposal["outcome"] == "grant":
        return {"outcome": "committed"}
    if proposal["outcome"] == "refuse":
        return _refusal(against)
    return _found_out(file, against, name)


def _refusal(against: list[Row], answers: Row | None = None) -> Decision:
    reason = " ".join(one["text"]["da"] for one in against)
    return {"outcome": "refused", "reason_da": reason, "answers": answers or {}, "hearing_exception": OWN_WORDS}


def _commitment(reason_da: str, answers: Row) -> Decision:
    return {"outcome": "committed", "reason_da": reason_da, "answers": answers}


def _found_out(file: Row, against: list[Row], name: str) -> Decision:
    """A question is answered from the registers and the conversation; what the law leaves open is weighed."""
    rules = {one["rule"]: one for one in against}
    answers: Row = {}
    stands: list[Row] = []
    if "deposit_loan_income" in rules:
        before_tax = _income_before_tax(file["household"])
        answers["income_before_tax_dkk"] = f"{before_tax:.2f}"
        limit = _income_limit(file)
        stands += [rules["deposit_loan_income"]] if limit is not None and before_tax * MONTHS > limit else []
    if "deposit_loan_unpaid" in rules:
        answers["first_home_after_eviction"] = draw("after eviction", name) < FOUND_AFTER_EVICTION
        stands += [] if answers["first_home_after_eviction"] else [rules["deposit_loan_unpaid"]]
    if "deposit_loan_need" in rules:
        stands.append(rules["deposit_loan_need"])
    if "deposit_loan_rent" in rules and draw("rent above half", name) >= ALLOWED_AT_DISCRETION:
        stands.append(rules["deposit_loan_rent"])
    if stands:
        return _refusal(stands, answers)
    return _commitment(
        "Oplysningerne er indhentet og taler ikke imod; boligen er varig, og der følger støtte med.", answers
    )


def _income_before_tax(household: Row) -> Decimal:
    after_tax = Decimal(household["income_after_tax_dkk"])
    allowance = Decimal(ALLOWANCE_A_YEAR * household["adults"]) / MONTHS
    return max(after_tax, (after_tax - TAX * allowance) / (1 - TAX))


def _income_limit(file: Row) -> Decimal | None:
    """The year's limit by the rates that the proposal itself names; None where none has been entered for the year."""
    rates = {rate["key"]: Decimal(rate["value"]) for rate in file["proposal"]["rates"]}
    base = rates.get("deposit_loan_income_limit")
    children = min(file["household"]["children"], MOST_COUNTED_CHILDREN)
    return base + children * rates.get("deposit_loan_income_limit_per_child", Decimal(0)) if base is not None else None
