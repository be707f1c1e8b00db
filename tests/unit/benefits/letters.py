"""Cases, decisions and complaints to be written about, every field optional; and the text of a letter's two forms."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from uuid import UUID

import pypdf

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.api.letter_pages.html import as_html
from services.benefits.api.letter_pages.pdf import set_pdf
from services.benefits.domain.cases.cases import NOTHING_MORE, Case, CaseFacts, CaseStatus, Decided, DecisionOutcome
from services.benefits.domain.decisions.complaints import Complaint
from services.benefits.domain.decisions.hearings import Hearing
from services.benefits.domain.decisions.letters.letter import Letter, Sender
from services.benefits.domain.decisions.terms import Terms
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.lanes.clock import Lane
from tests.unit.benefits.facts import a_dwelling, a_household

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
CASE = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
SENDER = Sender("Helsingør Kommune", "key-worker")
TERMS = Terms(complaint_weeks=4, reassessment_weeks=4, warning_days=5)


def a_reason(rule: str = "a_rule", *, met: bool = True, da: str = "Boligen er egnet.", source: str = "§ 55") -> Reason:
    return Reason(rule, source, met, Text(da, "In English."))


def a_case(kind: CaseKind = CaseKind.DEPOSIT_LOAN) -> Case:
    facts = CaseFacts(
        citizen_id=UUID("6a8f0b0e-6f0e-4b6e-9c6c-0d6c6f0f7a11"),
        nomination_reference="C0113",
        household=a_household(wealth="987654.00", net="76543.00"),
        dwelling=a_dwelling(),
        complete_at=NOW,
        offer_due_at=None,
    )
    return Case(
        id=CASE,
        offer_id=None,
        kind=kind,
        facts=facts,
        lane=Lane.FAST,
        opened_at=NOW,
        due_at=NOW + timedelta(hours=24),
        due_reason=a_reason("due_in_hours", da="Sagen skal afgøres inden 24 timer.", source="retssikkerhedsloven § 3"),
        status=CaseStatus.DECIDED,
    )


def a_decision(*reasons: Reason, outcome: DecisionOutcome = DecisionOutcome.COMMITTED, number: int = 1) -> Decided:
    return Decided(
        case_id=CASE,
        outcome=outcome,
        proposed=Outcome.GRANT,
        reason_da=None,
        answers=NOTHING_MORE,
        document={"reasons": [reason.as_json() for reason in reasons], "rates": []},
        decided_at=NOW,
        decided_by="key-worker",
        client_id="benefits-department",
        hours=Decimal(3),
        number=number,
    )


def a_hearing(*reasons: Reason) -> Hearing:
    return Hearing(
        case_id=CASE,
        number=1,
        rules=tuple(reason.rule for reason in reasons),
        reasons=tuple(reason.as_json() for reason in reasons),
        about=b"closed",
        key_mark="mark",
        sent_at=NOW,
        due_at=datetime(2025, 3, 17, 23, tzinfo=UTC),
        sent_by="key-worker",
    )


def a_complaint(reason: Reason | None = None) -> Complaint:
    return Complaint(
        id=UUID("0e8d7c6b-5a49-4837-a625-140302010099"),
        case_id=CASE,
        decision_number=1,
        words=None,
        key_mark="mark",
        complained_on=date(2025, 3, 10),
        decision_received_on=date(2025, 3, 3),
        last_day=date(2025, 3, 31),
        reason=reason or a_reason("complaint_in_time"),
        recorded_at=NOW,
        recorded_by="key-worker",
        due_at=NOW + timedelta(weeks=4),
        warn_at=NOW + timedelta(weeks=3),
    )


def squeezed(text: str) -> str:
    """The text without the spaces and line breaks in which forms differ."""
    return "".join(text.split())


def html_text(letter: Letter) -> str:
    """What a reader of the page is told."""
    return squeezed(unescape(re.sub(r"<[^>]+>", " ", as_html(letter).partition("<main>")[2])))


def pdf_text(letter: Letter) -> str:
    """What a screen reader finds in the document."""
    pages = pypdf.PdfReader(io.BytesIO(set_pdf(letter))).pages
    return squeezed(" ".join(page.extract_text() for page in pages))


def with_reason(decided: Decided, reason_da: str) -> Decided:
    return replace(decided, reason_da=reason_da)
