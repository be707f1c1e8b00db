"""The municipality's answer to a claim: by when it must say that it takes the dwelling, and what it then has said.

The ledger claims a vacancy at once; whether the municipality takes it is a second question, with a deadline in working
days. An agreement chooses it for a housing organisation. The owner of a private dwelling has it from the law (lov om
kommunal anvisningsret § 5).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from kit.values.calendar import due_after_working_days
from kit.values.problems import Conflict
from kit.values.texts import Text
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import AgreementKind, Silence
from services.allocation.domain.vacancies.life import Answer, require_claimed
from services.allocation.domain.vacancies.outcomes import Right
from services.allocation.domain.vacancies.posted import PostedVacancy


class ClaimAnswered(Conflict):
    slug = "claim-already-answered"
    title = Text("Kommunen har allerede sagt ja til boligen", "The municipality has already said that it takes it")


class ClaimLapsed(Conflict):
    slug = "claim-lapsed"
    title = Text(
        "Fristen er gået uden svar: boligen går tilbage til udlejeren",
        "The deadline has passed without an answer: the dwelling goes back to the landlord",
    )


@dataclass(frozen=True, slots=True)
class AnswerTerms:
    """What an agreement says of the answer."""

    silence: Silence
    inspection: bool
    private: bool

    @property
    def disposal_waits(self) -> bool:
        """Whether the dwelling is at the municipality's disposal only once it has said that it takes it."""
        return self.inspection or self.private

    @property
    def silence_hands_back(self) -> bool:
        """Whether the dwelling goes back when the deadline passes; a private one does by law."""
        return self.private or self.silence is Silence.HAND_BACK


def terms_of(agreement: Agreement) -> AnswerTerms:
    """The terms of the answer under this agreement."""
    private = agreement.kind is AgreementKind.PRIVATE
    return AnswerTerms(agreement.silence, agreement.inspection_before_claiming, private)


def answer_due(right: Right | None, agreement: Agreement | None, at: datetime) -> datetime | None:
    """The moment by which the municipality answers a claim made now.

    None where nothing is claimed, and for a right of 100 %: such a dwelling is the municipality's to allocate, and
    nobody waits to hear whether it takes it.
    """
    if agreement is None or right is None or right is Right.FULL:
        return None
    days, saturday = agreement.answer_deadline_working_days, agreement.saturday_is_a_working_day
    return due_after_working_days(at, days, saturday=saturday)


def in_time(vacancy: PostedVacancy, at: datetime) -> bool:
    """Whether an answer given at the moment is within the deadline; always, where there is none."""
    return vacancy.answer_due_at is None or at < vacancy.answer_due_at


def confirmed(vacancy: PostedVacancy, terms: AnswerTerms | None, at: datetime) -> PostedVacancy:
    """The vacancy once the municipality says that it takes it.

    After the deadline it still may, where the dwelling stays claimed in silence; otherwise it is too late.
    """
    require_claimed(vacancy.status)
    if vacancy.answer is Answer.CONFIRMED:
        raise ClaimAnswered
    if terms is not None and terms.silence_hands_back and not in_time(vacancy, at):
        raise ClaimLapsed
    return replace(vacancy, answer=Answer.CONFIRMED, answered_at=at)


def waived(vacancy: PostedVacancy, at: datetime) -> PostedVacancy:
    """The vacancy once the municipality says that it cannot use it; a yes already given stands as it was given."""
    if vacancy.answer is Answer.CONFIRMED:
        return vacancy
    return replace(vacancy, answer=Answer.WAIVED, answered_at=at)


def silent(vacancy: PostedVacancy) -> PostedVacancy:
    """The vacancy once the deadline has passed without an answer."""
    return replace(vacancy, answer=Answer.SILENCE)
