"""The claim ledger: the published vectors, its own choices as histories, and Helsingør's year."""

from collections import Counter
from datetime import date

import pytest

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import (
    EstateShare,
    HandedBack,
    InternalMoves,
    Overlap,
    Place,
    Spread,
)
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances
from services.allocation.domain.ledger.ledger import decide
from services.allocation.domain.ledger.replays import Posted, Replay
from services.allocation.domain.ledger.state import LedgerState, Movement
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from tests.unit.allocation.builders import OTHER_CVR, a_vacancy, an_agreement, helsingor_year
from tests.unit.allocation.histories import VECTORS, a_ledger, events_of, outcomes, replayed, symbols


@pytest.mark.parametrize("number", VECTORS)
def test_vector(number: int) -> None:
    agreement, history, decided = VECTORS[number]
    assert outcomes(replayed, agreement, history) == decided


BANK = HandedBack.BANK
QUARTERS_BY_ESTATE = tuple(EstateShare(f"{number:02}", Share.parse("1/4")) for number in range(20))
HALF_OF_06 = (EstateShare("06", Share.parse("1/2")), EstateShare("07", Share.parse("0/1")))
A_QUARTER_OF_EACH_ESTATE = Spread(Place.ESTATE, Share.parse("1/4"))
HALF_OF_EACH_STAIRWELL = Spread(Place.STAIRWELL, Share.parse("1/2"))

CHOICES = [
    ("BANK: the right returns, and the next dwelling is claimed", a_ledger("1/4", carry=1, handed_back=BANK),
     "V×4 r4 V V", "...ArA."),
    ("BANK within carry: with nothing carried the right lapses", a_ledger("1/4", carry=0, handed_back=BANK),
     "V×4 r4 V V V V", "...Ar...A"),
    ("BANK: a targeted right returns to the target", a_ledger("0/1", small="1/2", carry=1, handed_back=BANK),
     "S S r2 V S S", ".Tr.TT"),
    ("BANK: an owed right returns whole, even with nothing carried", a_ledger("1/4", handed_back=BANK),
     "V V V M V r5 V", "...mOrO"),
    ("CONSUME: an owed right handed back is spent", a_ledger("1/4"), "V V V M V r5 V V V", "...mOr..A"),
    ("a withdrawal takes back the lapse that its entry booked", a_ledger("1/4"), "V V V U z4 V V", "...wzA."),
    ("a withdrawal after a banked hand-back takes the net back once", a_ledger("1/4", carry=1, handed_back=BANK),
     "V×4 r4 z4 V V V V V", "...ArzA...A"),
    ("a withdrawal of one owed claim makes the right owed again", a_ledger("1/4"), "V V V M V z5 V V", "...mOzO."),
    ("what was not counted takes nothing back", a_ledger("1/4"), "V X z2 V V V", ".-z..A"),
    ("too many taken is absorbed by the next rights", a_ledger("1/2"), "V V V V z1 z3 V V V V", ".A.Azz...A"),
    ("a missed one that gives no right owes none", a_ledger("1/4"), "M V V V V", "m..A."),
    ("an owed right waits for a dwelling that can be used", a_ledger("1/4"), "V V V M U V", "...m.O"),
    ("MAX: a missed one gives at most one right", a_ledger("1/1", small="1/1"), "MS V V V", "mAAA"),
    ("a missed one that meets the target owes its targeted right", a_ledger("0/1", small="1/2"), "S MS V V", ".mO."),
    ("SUM: both rights run side by side, and the general one waits", a_ledger("1/2", small="1/2", overlap=Overlap.SUM),
     "S S V V S S V", ".TAA.TA"),
    ("MAX: a targeted claim also uses a general right", a_ledger("1/2", small="1/2"), "S S V V S S V", ".T.A.T."),
    ("INSTEAD: there is no general right", a_ledger("1/2", small="1/2", overlap=Overlap.INSTEAD), "S S V V V", ".T..."),
    ("a target is claimed even where its dwelling is not otherwise usable", a_ledger("1/4", small="1/1"), "S", "T"),
    ("a full estate is released, and the right waits for another", a_ledger("1/4", spread=A_QUARTER_OF_EACH_ESTATE),
     "V@01 V@01 V@02 V@02 V@01 V@01 V@02 V@02 V@01", "...A...bA"),
    ("blocked: the claims of the estate have reached its share", a_ledger("1/2", spread=A_QUARTER_OF_EACH_ESTATE),
     "V@01 V@01 V@01 V@01 V@02", ".A.bA"),
    ("a stairwell has its own share", a_ledger("1/1", spread=HALF_OF_EACH_STAIRWELL),
     "V@06/1 V@06/1 V@06/2 V@06/1", "AbAA"),
    ("an estate with a share of its own", a_ledger("1/4", estate_shares=HALF_OF_06), "V@06 V@06 V@06 V@06", ".A.A"),
    ("an estate with the share 0 gives no right, and is full", a_ledger("1/4", estate_shares=HALF_OF_06),
     "V@07 V@07 V@06 V@06 V@07", "...A."),
    ("rights that arise in one estate wait while it is full and may be used in another",
     a_ledger("1/4", carry=1, estate_shares=HALF_OF_06), "V@06 U@06 V@07 V@08", ".wbA"),
    ("a handed back place is free again under BANK", a_ledger("1/2", carry=1, handed_back=BANK,
     spread=A_QUARTER_OF_EACH_ESTATE), "V@01 V@01 r2 V@01", ".ArA"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "agreement", "history", "decided"), CHOICES, ids=[row[0] for row in CHOICES])
def test_a_choice_of_the_agreement(why: str, agreement: Agreement, history: str, decided: str) -> None:
    assert outcomes(replayed, agreement, history) == decided, why


def test_twenty_estates_with_three_vacancies_each_give_fifteen_rights_together() -> None:
    """Each rounded alone would give none."""
    agreement = a_ledger("1/4", estate_shares=QUARTERS_BY_ESTATE)
    history = " ".join(f"V@{number // 3:02}" for number in range(60))
    assert outcomes(replayed, agreement, history).count("A") == 15
    assert outcomes(replayed, agreement, "V@01 V@01 V@01").count("A") == 0
    in_turn = " ".join(f"V@{number % 20:02}" for number in range(60))
    assert outcomes(replayed, agreement, in_turn)[-2:] == ".b", "the fifteenth waits: that estate already has its own"


def test_estate_shares_are_exact_fractions() -> None:
    """1/3 + 1/3 + 1/3 is one right, and not the 0 that decimals make of it."""
    shares = tuple(EstateShare(estate, Share.parse("1/3")) for estate in ("01", "02", "03"))
    assert outcomes(replayed, a_ledger("0/1", estate_shares=shares), "V@01 V@02 V@03") == "..A"


NOT_COUNTED = [
    ("elderly dwellings are the council's already", "not_elderly", {"dwelling_class": DwellingClass.ELDERLY}, ORDINARY),
    ("youth dwellings are outside a family decision", "youth_covered", {"dwelling_class": DwellingClass.YOUTH},
     ORDINARY),
    ("posted the day the agreement ended", "agreement_in_force", {"posted_on": date(2026, 1, 1)}, ORDINARY),
    ("another organisation's dwelling", "agreement_in_force", {"organisation_cvr": OTHER_CVR}, ORDINARY),
    ("the estate is exempt", "estate_not_exempt", {}, Circumstances(estate_exempt_by="ABL § 59(6)")),
    ("a staff dwelling", "not_staff_dwelling", {"staff_dwelling": True}, ORDINARY),
    ("a single room", "not_single_room", {"single_room": True}, ORDINARY),
    ("a mixed lease", "not_mixed_lease", {"mixed_lease": True}, ORDINARY),
    ("the chain counted at its first dwelling", "first_of_chain", {"chain_reference": "236-06-0000"}, ORDINARY),
]  # fmt: skip


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
    ("under ROOT a later link does not count again", InternalMoves.ROOT, "1", True, False),
]


@pytest.mark.parametrize(("why", "moves", "chain", "internally", "counts"), CHAINS, ids=[row[0] for row in CHAINS])
def test_internal_moves(why: str, moves: InternalMoves, chain: str | None, internally: bool, counts: bool) -> None:
    facts = a_vacancy(chain_reference=chain, filled_internally=internally)
    assert decide(LedgerState(), an_agreement(internal_moves=moves), facts).counted is counts, why


def test_a_full_right_claims_outside_the_count() -> None:
    state = LedgerState(countable=3)
    decision = decide(state, an_agreement(), a_vacancy(), Circumstances(full_right="ABL § 63"))
    assert (decision.outcome, decision.right, decision.counted) == (Outcome.CLAIMED, Right.FULL, False)
    assert decision.after == state


def test_without_an_agreement_nothing_counts() -> None:
    assert decide(LedgerState(), None, a_vacancy()).reasons[0].rule == "agreement_in_force"


def test_an_agreement_on_youth_dwellings_counts_them() -> None:
    agreement = an_agreement(dwelling_class=DwellingClass.YOUTH)
    assert decide(LedgerState(), agreement, a_vacancy(dwelling_class=DwellingClass.YOUTH)).counted


def test_a_negative_balance_is_absorbed_by_the_next_rights() -> None:
    ledger = Replay(lambda _facts: an_agreement(), state=LedgerState(countable=4, used_general=2))
    decisions = [ledger.tell(event)[-1] for event in events_of("V×8")]
    assert symbols(decisions) == ".......A"
    assert "-1 available, so it is released" in decisions[0].reasons[-1].text.en


def test_nothing_in_a_ledger_is_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        LedgerState(countable=-1)


def test_helsingors_year_gives_the_published_claims() -> None:
    year = helsingor_year()
    claims: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for cvr in {facts.organisation_cvr for facts in year}:
        own = [Posted(facts) for facts in year if facts.organisation_cvr == cvr]
        for decision in replayed(an_agreement(organisation_cvr=cvr), own):
            claims[cvr] += decision.outcome is Outcome.CLAIMED
            rules[decision.reasons[0].rule if not decision.counted else decision.outcome] += 1
    assert claims == {"99000236": 72, "99000244": 49, "99000252": 18, "99000260": 8, "99000279": 4}
    assert rules == {"claimed": 151, "first_of_chain": 94, "released": 464, "youth_covered": 131}
