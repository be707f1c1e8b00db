"""A letter says every reason that was given, in both its forms, and nothing of what the case knows besides."""

import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.api.letter_pages.html import as_html
from services.benefits.api.letter_pages.pdf import set_pdf
from services.benefits.domain.cases.cases import DecisionOutcome
from services.benefits.domain.cases.documents import rate_as_json
from services.benefits.domain.decisions.complaints import Reassessment, settled
from services.benefits.domain.decisions.hearings import HearingException, Waiver
from services.benefits.domain.decisions.letters.decision_letter import decision_letter
from services.benefits.domain.decisions.letters.letter import Channel, Letter
from services.benefits.domain.decisions.letters.other_letters import delay_letter, hearing_letter, reassessment_letter
from services.benefits.domain.entitlements.kinds import NAMES, CaseKind
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.lanes.lateness import LatenessNotice
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.facts import a_rate, national_rates
from tests.unit.benefits.letters import (
    CASE,
    NOW,
    SENDER,
    TERMS,
    a_case,
    a_complaint,
    a_decision,
    a_hearing,
    a_reason,
    html_text,
    pdf_text,
    squeezed,
    with_reason,
)

# Letters, figures and every sign that is markup in one of the two forms.
SIGNS = "abcdefghijklmnopqrstuvwxyzæøåÆØÅ0123456789 .,:;!?§%()-–»«'\"/*_#$<>@[]\\=~`&{}+|"
SENTENCES = st.text(SIGNS, min_size=1, max_size=120).map(str.strip).filter(bool)
REASONS = st.lists(
    st.builds(
        lambda da, source, met: Reason("a_rule", source, met, Text(da, "-")),
        SENTENCES,
        st.sampled_from(["boligstøtteloven § 54", "lov om aktiv socialpolitik § 81"]),
        st.booleans(),
    ),
    max_size=6,
)
FEW = settings(max_examples=25, deadline=None)


def letter_of(
    kind: CaseKind, outcome: DecisionOutcome, reasons: list[Reason], reason_da: str = "Fordi det er sådan."
) -> Letter:
    decided = with_reason(a_decision(*reasons, outcome=outcome), reason_da)
    return decision_letter(a_case(kind), decided, SENDER, Channel.DIGITAL_POST, TERMS)


def unsaid(letter: Letter, said: list[str]) -> list[str]:
    """What one of the two forms leaves out."""
    forms = (html_text(letter), pdf_text(letter))
    return [sentence for sentence in said if any(squeezed(sentence) not in form for form in forms)]


@FEW
@given(st.sampled_from(CaseKind), st.sampled_from(DecisionOutcome), REASONS, SENTENCES)
def test_every_reason_given_is_in_both_forms(
    kind: CaseKind, outcome: DecisionOutcome, reasons: list[Reason], reason_da: str
) -> None:
    letter = letter_of(kind, outcome, reasons, reason_da)
    said = [reason_da, *(reason.text.da for reason in reasons), *(reason.source for reason in reasons)]
    assert unsaid(letter, said) == []


@FEW
@given(REASONS, SENTENCES)
def test_a_hearing_says_all_that_it_rests_on(reasons: list[Reason], about: str) -> None:
    letter = hearing_letter(a_case(), a_hearing(*reasons), about, SENDER, Channel.LETTER)
    assert unsaid(letter, [about, "17. marts 2025", *(reason.text.da for reason in reasons)]) == []


@pytest.mark.parametrize(("kind", "outcome"), list(product(CaseKind, DecisionOutcome)))
def test_each_kind_and_outcome_has_its_words(kind: CaseKind, outcome: DecisionOutcome) -> None:
    letter = letter_of(kind, outcome, [a_reason(met=False), a_reason(da="Indkomsten er lav.")])
    refused = outcome is DecisionOutcome.REFUSED
    assert NAMES[kind].da in letter.title
    assert ("afslag" in letter.title) is refused
    assert unsaid(letter, [letter.title, letter.lead, "7C9E6679", "3. marts 2025", "Ankestyrelsen"]) == []
    headings = [section.heading for section in letter.written]
    assert "Sådan klager du" in headings and "Regler, som ikke er opfyldt" in headings


def test_nothing_is_said_of_means_that_no_reason_names() -> None:
    for kind, outcome in product(CaseKind, DecisionOutcome):
        letter = letter_of(kind, outcome, [a_reason()])
        for form in (as_html(letter), pdf_text(letter)):
            found = [known for known in ("987", "76.5", "765", "1980", "C0113", "6a8f0b0e") if known in form]
            assert found == [], (kind, outcome)


def test_what_weighed_is_told_where_discretion_was_used_and_only_there() -> None:
    decided = replace(a_decision(a_reason()), proposed=Outcome.DISCRETION, considerations=("Du er syg.", "Du er ung."))
    letter = decision_letter(a_case(), decided, SENDER, Channel.LETTER, TERMS)
    assert unsaid(letter, ["Det har vi lagt vægt på", "Du er syg.", "Du er ung."]) == []
    plain = decision_letter(a_case(), a_decision(a_reason()), SENDER, Channel.LETTER, TERMS)
    assert "Det har vi lagt vægt på" not in [section.heading for section in plain.written]


@pytest.mark.parametrize("exception", HearingException)
def test_an_exception_to_the_hearing_is_told_with_its_clause(exception: HearingException) -> None:
    waived = Waiver(exception, "Du har selv oplyst det.").as_json()
    decided = replace(a_decision(a_reason(met=False), outcome=DecisionOutcome.REFUSED), hearing=waived)
    letter = decision_letter(a_case(), decided, SENDER, Channel.LETTER, TERMS)
    reason = waived["reason"]
    assert unsaid(letter, [reason["text"]["da"], reason["source"], "Du har selv oplyst det."]) == []


def test_every_rate_has_its_name_and_value_in_danish() -> None:
    rates = list({rate.key: rate for rate in national_rates()}.values())
    document = {"reasons": [], "rates": [rate_as_json(rate) for rate in rates]}
    letter = decision_letter(a_case(), replace(a_decision(), document=document), SENDER, Channel.LETTER, TERMS)
    rows = next(section.rows for section in letter.sections if section.heading == "Satser, vi har brugt")
    assert len(rows) == len(rates)
    assert not [value for _, value in rows if any(word in value for word in ("DKK", "year", "month", "days", "hours"))]


RATES: list[tuple[RateKey, str, str]] = [
    (RateKey.LOAN_INCOME_LIMIT, "268556", "268.556 kr. om året"),
    (RateKey.GUIDELINE_SINGLE, "4000.50", "4.000,50 kr. om måneden"),
    (RateKey.RENT_OF_INCOME_PERCENT, "22.5", "22,5 %"),
    (RateKey.FAST_TRACK_HOURS, "24", "24 timer"),
    (RateKey.CHRISTMAS_EVE_OFF, "0", "nej"),
]


@pytest.mark.parametrize(("key", "value", "words"), RATES)
def test_a_rate_is_written_as_people_write_it(key: RateKey, value: str, words: str) -> None:
    document = {"reasons": [], "rates": [rate_as_json(a_rate(key, value))]}
    letter = decision_letter(a_case(), replace(a_decision(), document=document), SENDER, Channel.LETTER, TERMS)
    assert unsaid(letter, [words]) == []


@pytest.mark.parametrize("outcome", Reassessment)
@pytest.mark.parametrize("in_time", [True, False])
def test_a_reassessment_says_why_and_what_happens_now(outcome: Reassessment, in_time: bool) -> None:
    reason = a_reason("complaint_in_time", met=in_time, da="Klagen er modtaget for sent eller i tide.")
    complaint = settled(a_complaint(reason), outcome, "Kvitteringen viser det.", NOW, "key-worker")
    letter = reassessment_letter(a_case(), complaint, NOW, SENDER, Channel.DIGITAL_POST, TERMS)
    assert unsaid(letter, ["Kvitteringen viser det.", reason.text.da, "Hvad sker der nu?", letter.title]) == []
    assert ("Ankestyrelsen" in pdf_text(letter)) is (outcome is not Reassessment.CHANGED)


def test_the_notice_of_delay_says_the_old_and_the_new_day() -> None:
    notice = LatenessNotice(CASE, NOW + timedelta(hours=24), NOW + timedelta(hours=25), NOW + timedelta(days=2))
    letter = delay_letter(a_case(), notice, SENDER, Channel.LETTER)
    assert unsaid(letter, ["4. marts 2025", "5. marts 2025", "retssikkerhedsloven § 3", "beklager"]) == []


def test_the_document_is_tagged_and_tells_its_language_and_title() -> None:
    letter = letter_of(CaseKind.DEPOSIT_LOAN, DecisionOutcome.REFUSED, [a_reason(met=False)])
    document = pypdf.PdfReader(io.BytesIO(set_pdf(letter)))
    root: Any = document.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("da-DK", True)
    assert "/StructTreeRoot" in root
    assert document.metadata is not None and document.metadata.title == letter.title
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_page_has_its_headings_in_order_and_tells_its_language() -> None:
    letter = letter_of(CaseKind.DEPOSIT_LOAN, DecisionOutcome.REFUSED, [a_reason(met=False)])
    page = as_html(letter)
    assert '<html lang="da">' in page
    assert (page.count("<h1>"), page.count("<h2")) == (1, len(letter.written))
    assert "http" not in page and "<script" not in page


def test_what_a_person_wrote_is_never_markup() -> None:
    letter = letter_of(CaseKind.DEPOSIT_LOAN, DecisionOutcome.REFUSED, [], "<b>fed</b> *fed* #panic() $x$ & @a")
    assert "<b>" not in as_html(letter)
    assert unsaid(letter, ["*fed* #panic() $x$ & @a"]) == []
    assert squeezed("<b>fed</b>") in pdf_text(letter)


def test_a_sign_without_a_picture_holds_no_letter_back() -> None:
    letter = letter_of(CaseKind.DEPOSIT_LOAN, DecisionOutcome.REFUSED, [], "Tak \U0001f600 og farvel")
    assert squeezed("og farvel") in pdf_text(letter)
    assert "\U0001f600" in as_html(letter)


def test_the_same_letter_is_the_same_bytes() -> None:
    letter = letter_of(CaseKind.MOVING_GRANT, DecisionOutcome.COMMITTED, [a_reason()])
    assert set_pdf(letter) == set_pdf(replace(letter))
    assert set_pdf(letter) != set_pdf(replace(letter, on=date(2025, 3, 4)))
