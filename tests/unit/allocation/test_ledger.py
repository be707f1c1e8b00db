"""The claim ledger: its vectors, its arithmetic in words, and Helsingør's year."""

from collections import Counter
from datetime import date

import pytest

from services.allocation.domain.agreements.terms import InternalMoves
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances
from services.allocation.domain.ledger.ledger import decide, replay
from services.allocation.domain.ledger.state import LedgerState, Movement
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.outcomes import Outcome
from tests.unit.allocation.builders import OTHER_CVR, a_vacancy, an_agreement, helsingor_year
from tests.unit.allocation.histories import VECTORS, a_ledger, outcomes, replayed, vacancies_of


@pytest.mark.parametrize("number", VECTORS)
def test_vector(number: int) -> None:
    agreement, history, decided = VECTORS[number]
    assert outcomes(replayed, agreement, history) == decided


def test_the_eighth_dwelling_is_claimed_with_its_sum_in_both_languages() -> None:
    last = replay(an_agreement(), vacancies_of("V×8"))[-1]
    assert last.reasons[-1].text.en == (
        "Dwelling 8 of those that count. 1/4 of 8 gives 2 rights; 1 used, 0 lapsed: 1 available, so it is claimed."
    )
    assert last.reasons[-1].text.da == (
        "Bolig nr. 8 af dem, der tæller. 1/4 af 8 giver 2 rettigheder; 1 brugt, 0 bortfaldet: 1 til rådighed, "
        "så den anvises til kommunen."
    )


def test_a_right_that_is_not_demanded_says_why_and_what_becomes_of_it() -> None:
    reasons = replay(a_ledger("1/4", carry=0), vacancies_of("V V V U"))[-1].reasons
    assert [(reason.rule, reason.met) for reason in reasons] == [
        ("countable", True),
        ("usable", False),
        ("general_right", True),
        ("carry", False),
    ]
    assert reasons[1].text.en == "The dwelling is not usable: it should have at most 2 rooms."
    assert reasons[2].text.en.endswith(
        "1 available, but the municipality cannot use the dwelling, so the right is not demanded."
    )
    assert reasons[3].text.en == "1 unused; at most 0 may be kept: 0 kept and 1 lapsed."


NOT_COUNTED = [
    ("elderly dwellings are the council's already", "not_elderly", {"dwelling_class": DwellingClass.ELDERLY}, ORDINARY),
    (
        "youth dwellings are outside a family decision",
        "youth_covered",
        {"dwelling_class": DwellingClass.YOUTH},
        ORDINARY,
    ),
    ("posted the day before the agreement began", "agreement_in_force", {"posted_on": date(2024, 12, 31)}, ORDINARY),
    ("posted the day the agreement ended", "agreement_in_force", {"posted_on": date(2026, 1, 1)}, ORDINARY),
    ("another organisation's dwelling", "agreement_in_force", {"organisation_cvr": OTHER_CVR}, ORDINARY),
    ("the estate is exempt", "estate_not_exempt", {}, Circumstances(estate_exempt_by="ABL § 59(6)")),
    ("a staff dwelling", "not_staff_dwelling", {}, Circumstances(staff_dwelling=True)),
    ("a single room", "not_single_room", {}, Circumstances(single_room=True)),
    ("a mixed lease", "not_mixed_lease", {}, Circumstances(mixed_lease=True)),
    ("the chain counted at its first dwelling", "first_of_chain", {"chain_reference": "236-06-0000"}, ORDINARY),
]


@pytest.mark.parametrize(("why", "rule", "changes", "known"), NOT_COUNTED, ids=[row[0] for row in NOT_COUNTED])
def test_not_countable(why: str, rule: str, changes: dict[str, object], known: Circumstances) -> None:
    state = LedgerState(countable=3)
    decision = decide(state, an_agreement(in_force_to=date(2026, 1, 1)), a_vacancy(**changes), known)
    assert (decision.outcome, decision.counted, decision.after) == (Outcome.NOT_COUNTABLE, False, state)
    assert [(reason.rule, reason.met) for reason in decision.reasons] == [(rule, False)], why
    assert decision.movement == Movement()


CHAINS = [
    ("under COUNT each dwelling of the chain counts", InternalMoves.COUNT, "1", False, True),
    ("under COUNT one filled internally counts too", InternalMoves.COUNT, None, True, True),
    ("under EXCLUDE one filled internally does not", InternalMoves.EXCLUDE, None, True, False),
    ("under EXCLUDE the last link goes to somebody from outside and counts", InternalMoves.EXCLUDE, "1", False, True),
    ("under ROOT the first dwelling counts before it is offered internally", InternalMoves.ROOT, None, True, True),
]


@pytest.mark.parametrize(("why", "moves", "chain", "internally", "counts"), CHAINS, ids=[row[0] for row in CHAINS])
def test_internal_moves(why: str, moves: InternalMoves, chain: str | None, internally: bool, counts: bool) -> None:
    known = Circumstances(filled_internally=internally)
    decision = decide(LedgerState(), an_agreement(internal_moves=moves), a_vacancy(chain_reference=chain), known)
    assert decision.counted is counts, why


def test_without_an_agreement_nothing_counts() -> None:
    assert decide(LedgerState(), None, a_vacancy()).reasons[0].rule == "agreement_in_force"


def test_an_agreement_on_youth_dwellings_counts_them() -> None:
    agreement = an_agreement(dwelling_class=DwellingClass.YOUTH)
    assert decide(LedgerState(), agreement, a_vacancy(dwelling_class=DwellingClass.YOUTH)).counted


def test_a_negative_balance_is_absorbed_by_the_next_rights() -> None:
    too_many = LedgerState(countable=4, used_general=2)
    decisions = replay(an_agreement(), vacancies_of("V×8"), opening=too_many)
    assert [decision.outcome for decision in decisions].count(Outcome.CLAIMED) == 1
    assert decisions[-1].outcome is Outcome.CLAIMED
    assert "-1 available, so it is released" in decisions[0].reasons[-1].text.en


def test_nothing_in_a_ledger_is_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        LedgerState(countable=-1)


def test_helsingors_year_gives_the_published_claims() -> None:
    year = helsingor_year()
    claims: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for cvr in {facts.organisation_cvr for facts in year}:
        own = [facts for facts in year if facts.organisation_cvr == cvr]
        for decision in replay(an_agreement(organisation_cvr=cvr), own):
            claims[cvr] += decision.outcome is Outcome.CLAIMED
            rules[decision.reasons[0].rule if not decision.counted else decision.outcome] += 1
    assert claims == {"99000236": 72, "99000244": 49, "99000252": 18, "99000260": 8, "99000279": 4}
    assert rules == {"claimed": 151, "first_of_chain": 94, "released": 464, "youth_covered": 131}
