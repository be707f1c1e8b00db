"""Every entry of a ledger says its sum in words, in both languages."""

import re

import pytest

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import EstateShare, HandedBack, Overlap
from services.allocation.domain.ledger.corrections import restart
from services.allocation.domain.ledger.countable import Circumstances
from services.allocation.domain.ledger.ledger import Decision, decide
from services.allocation.domain.ledger.state import LedgerState
from tests.unit.allocation.builders import a_vacancy, an_agreement
from tests.unit.allocation.histories import a_ledger, events_of, replayed, symbols

MAX = a_ledger("1/4", small="1/2")
BANK = a_ledger("1/4", carry=1, handed_back=HandedBack.BANK)
BY_ESTATE = a_ledger("1/4", estate_shares=(EstateShare("07", Share.parse("1/2")),))
HALF_OF_SMALL = a_ledger("0/1", small="1/2", overlap=Overlap.INSTEAD)

SAID: list[tuple[str, Agreement, str, str, str, str, str]] = [
    ("A", an_agreement(), "V×8", "A", "general_right",
     "Bolig nr. 8 af dem, der tæller. 1/4 af 8 giver 2 rettigheder; 1 brugt, 0 bortfaldet: 1 til rådighed, så den "
     "anvises til kommunen.",
     "Dwelling 8 of those that count. 1/4 of 8 gives 2 rights; 1 used, 0 lapsed: 1 available, so it is claimed."),
    ("A by estates", BY_ESTATE, "V V@07 V@07", "A", "general_right",
     "Bolig nr. 3 af dem, der tæller. Afdelingernes andele af 3 giver 1 ret; 0 brugt, 0 bortfaldet: 1 til rådighed, så "
     "den anvises til kommunen.",
     "Dwelling 3 of those that count. The estates' shares of 3 give 1 right; 0 used, 0 lapsed: 1 available, so it is "
     "claimed."),
    (".", an_agreement(), "V×5", ".", "general_right",
     "Bolig nr. 5 af dem, der tæller. 1/4 af 5 giver 1 ret; 1 brugt, 0 bortfaldet: 0 til rådighed, så organisationen "
     "lejer den selv ud.",
     "Dwelling 5 of those that count. 1/4 of 5 gives 1 right; 1 used, 0 lapsed: 0 available, so it is released."),
    ("T", MAX, "S S", "T", "targeted_right",
     "Bolig nr. 2 af dem, der hører til målet. 1/2 af 2 giver 1 ret; 0 brugt: 1 til rådighed, så den anvises til "
     "kommunen.",
     "Dwelling 2 of those that meet the target. 1/2 of 2 gives 1 right; 0 used: 1 available, so it is claimed."),
    ("MAX, the targeted use counted in", MAX, "S S V V", ".", "general_right",
     "Bolig nr. 4 af dem, der tæller. 1/4 af 4 giver 1 ret; 1 brugt, 0 bortfaldet: 0 til rådighed, så organisationen "
     "lejer den selv ud.",
     "Dwelling 4 of those that count. 1/4 of 4 gives 1 right; 1 used, 0 lapsed: 0 available, so it is released."),
    ("w", a_ledger("1/4"), "V V V U", "w", "general_right",
     "Bolig nr. 4 af dem, der tæller. 1/4 af 4 giver 1 ret; 0 brugt, 0 bortfaldet: 1 til rådighed, men kommunen kan "
     "ikke bruge boligen, så retten bliver ikke brugt.",
     "Dwelling 4 of those that count. 1/4 of 4 gives 1 right; 0 used, 0 lapsed: 1 available, but the municipality "
     "cannot use the dwelling, so the right is not demanded."),
    ("the lapse", a_ledger("1/4"), "V V V U", "w", "carry",
     "1 ubrugt; højst 0 må gemmes: 0 gemmes og 1 bortfalder.",
     "1 unused; at most 0 may be kept: 0 kept and 1 lapsed."),
    ("b", a_ledger("1/4", carry=1, estate_shares=(EstateShare("07", Share.parse("0/1")),)), "V V V U V@07", "b",
     "general_right",
     "Bolig nr. 5 af dem, der tæller. Afdelingernes andele af 5 giver 1 ret; 0 brugt, 0 bortfaldet: 1 til rådighed, "
     "men kommunen har allerede sin del af afdelingen eller opgangen, så retten venter.",
     "Dwelling 5 of those that count. The estates' shares of 5 give 1 right; 0 used, 0 lapsed: 1 available, but the "
     "municipality already holds its share of the estate or stairwell, so the right waits."),
    ("m", an_agreement(), "V V V M", "m", "missed",
     "Boligen blev udlejet uden at være meldt ledig. Den tæller med nu og giver kommunen 1 ret til gode.",
     "The dwelling was let without having been posted. It counts now, and the municipality is owed 1 right."),
    ("O", an_agreement(), "V V V M V", "O", "owed_right",
     "Kommunen har 1 ret til gode for boliger, der blev udlejet uden at være meldt ledige; den ene bruges her, så "
     "boligen anvises til kommunen, og 0 er tilbage.",
     "The municipality is owed 1 right for dwellings that were let without having been posted; one is used here, so "
     "the dwelling is claimed, and 0 remain."),
    ("r, spent", an_agreement(), "V V V V r4", "r", "handed_back",
     "Kommunen gav boligen tilbage, og retten er brugt.",
     "The municipality handed the dwelling back, and the right is spent."),
    ("r, returned", BANK, "V V V V r4", "r", "handed_back",
     "Kommunen gav boligen tilbage, og retten kommer tilbage.",
     "The municipality handed the dwelling back, and the right returns."),
    ("z", an_agreement(), "V V V V z4", "z", "withdrawn",
     "Organisationen trak boligen tilbage, som om den aldrig var meldt ledig: 1 talt med, 1 brugt og 0 bortfaldet "
     "tages tilbage. Senere afgørelser står ved magt.",
     "The organisation withdrew the vacancy, as if it had never been posted: 1 counted, 1 used and 0 lapsed are taken "
     "back. Later decisions stand."),
    ("- outside", a_ledger("1/4"), "X", "-", "estate_not_exempt",
     "Boligen tæller ikke med: afdelingen er undtaget den dag.",
     "The dwelling does not count: the estate is exempt that day."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("of", "agreement", "history", "symbol", "rule", "da", "en"), SAID, ids=[row[0] for row in SAID]
)
def test_the_last_entry_says_its_sum(
    of: str, agreement: Agreement, history: str, symbol: str, rule: str, da: str, en: str
) -> None:
    entry = replayed(agreement, events_of(history))[-1]
    assert symbols([entry]) == symbol
    [said] = [reason.text for reason in entry.reasons if reason.rule == rule]
    assert (said.da, said.en) == (da, en), of


def test_a_count_that_starts_again_says_what_carries_over() -> None:
    entry = restart(LedgerState(countable=4, used_general=2, owed=1), an_agreement(), a_ledger("1/2"))
    assert [reason.text.en for reason in entry.reasons] == [
        "The agreement from 2025-01-01 counts in a new way or follows a time without one, so the count starts again. "
        "What carries over: 1 right owed and 1 taken too many."
    ]
    assert "1 ret til gode og 1 taget for meget" in entry.reasons[0].text.da


def test_a_full_right_names_its_source() -> None:
    entry = decide(LedgerState(), an_agreement(), a_vacancy(), Circumstances(full_right="ABL § 63"))
    assert [(reason.source, reason.text.en) for reason in entry.reasons] == [
        ("ABL § 63", "The municipality has the full right to the dwelling, so it is claimed outside the count.")
    ]


def test_a_right_that_is_not_demanded_says_why_and_what_becomes_of_it() -> None:
    reasons = replayed(a_ledger("1/4", carry=0), events_of("V V V U"))[-1].reasons
    assert [(reason.rule, reason.met) for reason in reasons] == [
        ("countable", True),
        ("usable", False),
        ("general_right", True),
        ("carry", False),
    ]
    assert reasons[1].text.en == "The dwelling is not usable: it should have at most 2 rooms."


def unlike_numbers(entry: Decision) -> list[set[str]]:
    """The numbers that a reason shows in one language alone."""
    return [
        set(re.findall(r"\d+", reason.text.da)) ^ set(re.findall(r"\d+", reason.text.en)) for reason in entry.reasons
    ]


@pytest.mark.parametrize(
    ("agreement", "history"),
    [
        (MAX, "V S V U S S M V V V S r5 z5 V"),
        (BANK, "V V V V r4 M V X z4 V L2 U"),
        (BY_ESTATE, "V V@07 V@07 M U V z3 V V"),
        (HALF_OF_SMALL, "S S MS V S r2 S z1"),
    ],
)
def test_every_reason_has_its_source_and_the_same_numbers_in_both_languages(agreement: Agreement, history: str) -> None:
    entries = replayed(agreement, events_of(history))
    assert len({entry.outcome for entry in entries}) >= 4
    for entry in entries:
        assert entry.reasons
        assert all(reason.source for reason in entry.reasons)
        assert not any(unlike_numbers(entry))
