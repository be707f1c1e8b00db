"""An agreement read back: a sentence for every clause, in both languages, marked as law or as local choice."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import (
    AgreementKind,
    EstateShare,
    HandedBack,
    InternalMoves,
    Overlap,
    Place,
    RentMethod,
    Silence,
    Spread,
    Target,
)
from services.allocation.domain.agreements.words import in_words
from services.allocation.domain.vacancies.facts import DwellingClass
from tests.unit.allocation.builders import an_agreement

# What is not a clause of its own: the parties and the period stand in the sentence of the kind.
IN_ANOTHER_SENTENCE = {"organisation_cvr", "dwelling_class", "in_force_from", "in_force_to", "legal_basis"}
IN_ANOTHER_SENTENCE |= {"saturday_is_a_working_day", "case_reference"}

FULL = an_agreement(
    kind=AgreementKind.AGREEMENT,
    legal_basis="ABL § 59(2)",
    share=Share.parse("1/3"),
    carry=1,
    usable=Condition(max_rent_dkk=Decimal(7000)),
    target=Target(Condition(max_rooms=2), Share.parse("1/2"), Overlap.SUM),
    handed_back=HandedBack.BANK,
    internal_moves=InternalMoves.EXCLUDE,
    estate_shares=(EstateShare("05", Share.parse("0/1")), EstateShare("06", Share.parse("1/2"))),
    spread=Spread(Place.STAIRWELL, Share.parse("1/3")),
    answer_deadline_working_days=3,
    saturday_is_a_working_day=True,
    silence=Silence.HAND_BACK,
    inspection_before_claiming=True,
    arrears_guarantee_months=12,
    rent_method=RentMethod.MONTHLY_PRO_RATA,
    signed_on=date(2024, 12, 12),
    in_force_to=date(2027, 1, 1),
)

SENTENCES: list[tuple[str, str]] = [
    ("kind", "En aftale mellem kommunen og organisationen om boligtypen familiebolig gælder fra 2025-01-01 til "
             "2027-01-01, den dag ikke med."),
    ("share", "Kommunen har ret til op til 1/3 af de ledige boliger, der tæller med."),
    ("estate_shares", "Nogle afdelinger har deres egen andel (05: 0/1, 06: 1/2). Andelene lægges sammen, før der "
                      "rundes ned."),
    ("usable", "Retten bruges på: boliger med husleje på højst 7.000 kr. om måneden. Falder den på en anden bolig, "
               "bliver den ikke brugt dér."),
    ("carry", "Højst 1 ubrugt ret kan gemmes til senere boliger; resten bortfalder."),
    ("handed_back", "Giver kommunen en bolig tilbage, kommer retten tilbage, inden for det, der må gemmes."),
    ("internal_moves", "Boliger, der udlejes internt, tæller ikke med."),
    ("target", "Målrettet ret: op til 1/2 af boliger med højst 2 rum, også hvor retten ellers ikke bruges. Den løber "
               "ved siden af den almindelige ret."),
    ("spread", "Højst 1/3 af boligerne i én opgang anvises, rundet op; er den fuld, venter retten."),
    ("answer_deadline_working_days", "Kommunen svarer inden 3 hverdage (lørdag tæller med)."),
    ("silence", "Svarer kommunen ikke, går boligen tilbage til organisationen den dag."),
    ("inspection_before_claiming", "Kommunen kan se boligen, før den svarer."),
    ("rent_method", "En dags leje er månedens leje delt med dens dage."),
    ("arrears_guarantee_months", "Kommunen hæfter for restancer i 12 måneder."),
    ("signed_on", "Den er underskrevet 2024-12-12."),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "sentence"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_the_sentence_of_a_clause(clause: str, sentence: str) -> None:
    assert [each.text.da for each in in_words(FULL) if each.clause == clause] == [sentence]


def test_no_clause_is_left_unsaid() -> None:
    said = {each.clause for each in in_words(FULL)}
    assert set(Agreement.__dataclass_fields__) - IN_ANOTHER_SENTENCE <= said


def test_the_law_and_the_local_choices_are_told_apart() -> None:
    quarter = {each.clause: (each.source, each.local_choice) for each in in_words(an_agreement())}
    assert quarter["share"] == ("ABL § 59(1)", False), "the quarter is the council's by law"
    assert quarter["vacancy_rent"] == ("ABL § 59(1)", False)
    assert quarter["counting"] == ("agreement: counting (local choice)", True), "how it is counted is settled by no law"
    assert {clause for clause, (_, local) in quarter.items() if not local} == {
        "kind", "share", "vacancy_rent", "reinstatement"
    }  # fmt: skip
    agreed = {each.clause: each.local_choice for each in in_words(FULL)}
    assert agreed["share"], "a share by agreement is a choice of both"


def test_private_dwellings_stand_on_their_own_act() -> None:
    private = an_agreement(
        kind=AgreementKind.PRIVATE, dwelling_class=DwellingClass.PRIVATE, legal_basis="lov om kommunal anvisningsret"
    )
    by_law = {each.source for each in in_words(private) if not each.local_choice}
    assert by_law == {"lov om kommunal anvisningsret", "lov om kommunal anvisningsret § 5"}


def test_a_target_instead_of_the_general_right_says_so() -> None:
    instead = an_agreement(target=Target(Condition(max_rooms=2), Share.parse("1/4"), Overlap.INSTEAD))
    clauses = {each.clause: each.text.en for each in in_words(instead)}
    assert "share" not in clauses
    assert clauses["target"].endswith("There is no general right.")


AGREEMENTS = st.builds(
    an_agreement,
    kind=st.sampled_from([AgreementKind.STATUTORY, AgreementKind.AGREEMENT]),
    share=st.sampled_from(["0/1", "1/4", "1/8"]).map(Share.parse),
    carry=st.integers(0, 3),
    handed_back=st.sampled_from(HandedBack),
    internal_moves=st.sampled_from(InternalMoves),
    silence=st.sampled_from(Silence),
    rent_method=st.sampled_from(RentMethod),
    inspection_before_claiming=st.booleans(),
    saturday_is_a_working_day=st.booleans(),
    arrears_guarantee_months=st.integers(0, 3),
    spread=st.none() | st.sampled_from(Place).map(lambda place: Spread(place, Share.parse("1/3"))),
    target=st.none() | st.sampled_from(Overlap).map(lambda overlap: Target(Condition(), Share.parse("1/2"), overlap)),
)


@settings(max_examples=40, deadline=None)
@given(AGREEMENTS)
def test_whatever_is_agreed_is_said_once_in_both_languages(agreement: Agreement) -> None:
    clauses = in_words(agreement)
    assert len({each.clause for each in clauses}) == len(clauses)
    for each in clauses:
        assert each.text.da != each.text.en, each.clause
        assert all(words[0].isupper() and words.endswith(".") for words in (each.text.da, each.text.en)), each.clause
        assert each.source.endswith("(local choice)") or not each.local_choice or each.clause == "share"
