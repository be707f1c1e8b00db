"""Hearing (partshøring), forvaltningsloven § 19: no refusal before the citizen is heard about what it rests on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text

SECTION = "forvaltningsloven § 19"


class HearingException(StrEnum):
    """Why a refusal may be decided without a hearing, each with its clause."""

    KNOWN_TO_CITIZEN = "known_to_citizen"
    UNOBJECTIONABLE = "unobjectionable"
    STATUTORY_DEADLINE = "statutory_deadline"
    OVERRIDING_INTEREST = "overriding_interest"
    NO_RIGHT_OF_ACCESS = "no_right_of_access"
    WIDE_CIRCLE = "wide_circle"
    OTHER_LAW = "other_law"


EXCEPTIONS: dict[HearingException, tuple[str, Text]] = {
    HearingException.KNOWN_TO_CITIZEN: (
        f"{SECTION}, stk. 1",
        Text(
            "Afgørelsen bygger kun på oplysninger, som du selv har givet os eller kender.",
            "The decision rests only on information that the citizen gave or knows.",
        ),
    ),
    HearingException.UNOBJECTIONABLE: (
        f"{SECTION}, stk. 2, nr. 1",
        Text(
            "Efter oplysningernes karakter og sagens beskaffenhed er det ubetænkeligt at afgøre sagen uden høring.",
            "By the kind of information and of case it is unobjectionable to decide without a hearing.",
        ),
    ),
    HearingException.STATUTORY_DEADLINE: (
        f"{SECTION}, stk. 2, nr. 2",
        Text(
            "En høring ville have overskredet en frist i loven for at afgøre sagen.",
            "A hearing would have exceeded a deadline of law for the decision.",
        ),
    ),
    HearingException.OVERRIDING_INTEREST: (
        f"{SECTION}, stk. 2, nr. 3",
        Text(
            "Væsentlige hensyn til andre eller til det offentlige talte imod at udsætte afgørelsen.",
            "Weighty public or private interests spoke against a delay.",
        ),
    ),
    HearingException.NO_RIGHT_OF_ACCESS: (
        f"{SECTION}, stk. 2, nr. 4",
        Text(
            "Der er ikke ret til aktindsigt i de oplysninger, som afgørelsen bygger på.",
            "There is no right of access to the information on which the decision rests.",
        ),
    ),
    HearingException.WIDE_CIRCLE: (
        f"{SECTION}, stk. 2, nr. 5",
        Text(
            "Afgørelsen berører en videre, ubestemt kreds af personer.",
            "The decision concerns a wide, undetermined circle of persons.",
        ),
    ),
    HearingException.OTHER_LAW: (
        f"{SECTION}, stk. 2, nr. 6",
        Text(
            "Særlige regler i loven har sikret, at du kunne udtale dig, før sagen blev afgjort.",
            "Special rules of law have ensured that the citizen could speak before the decision.",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person decides without a hearing, under one of the exceptions, and says why."""

    exception: HearingException
    reason_da: str

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the decision."""
        source, text = EXCEPTIONS[self.exception]
        return {
            "reason": Reason("hearing", source, True, text).as_json(),
            "exception": self.exception,
            "reason_da": self.reason_da,
        }


class HearingAnswer(StrEnum):
    """What came back."""

    ANSWERED = "answered"
    NO_REMARKS = "no_remarks"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the citizen is heard about, by when, and what came back.

    `rules` and `reasons` are what a refusal would rest on; `about` and `words` are free text, closed by the vault.
    """

    case_id: UUID
    number: int
    rules: tuple[str, ...]
    reasons: tuple[dict[str, Any], ...]
    about: bytes
    key_mark: str
    sent_at: datetime
    due_at: datetime
    sent_by: str
    answer: HearingAnswer | None = None
    words: bytes | None = None
    answered_at: datetime | None = None
    recorded_by: str | None = None
    passed_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether the citizen has answered, or can no longer do so in time."""
        return self.answer is not None or _utc(self.due_at) <= _utc(now)


class HearingNeeded(Conflict):
    slug = "hearing-needed"
    title = Text(
        "Borgeren skal høres, før der gives afslag (forvaltningsloven § 19)",
        "The citizen must be heard before a refusal (forvaltningsloven § 19)",
    )


class HearingOpen(Conflict):
    slug = "hearing-open"
    title = Text(
        "Borgeren er i høring: vent på svaret, eller til fristen er udløbet",
        "The citizen is being heard: wait for the answer, or until the time has run out",
    )


class NoHearing(Conflict):
    slug = "no-hearing"
    title = Text("Borgeren er ikke i høring i denne sag", "There is no hearing in this case")


class HearingAnswered(Conflict):
    slug = "hearing-answered"
    title = Text("Svaret på høringen er allerede registreret", "The answer to the hearing has already been recorded")


class HearingDeadlinePassed(Conflict):
    slug = "hearing-deadline-passed"
    title = Text(
        "Svaret kom efter fristen: send despite_deadline, hvis det skal indgå alligevel",
        "The answer came after the deadline: send despite_deadline if it is to be considered all the same",
    )


def require_none_open(hearings: Sequence[Hearing], now: datetime) -> None:
    """One hearing at a time. Raises HearingOpen."""
    if hearings and not hearings[-1].is_over(now):
        raise HearingOpen(extra={"due_at": hearings[-1].due_at.isoformat()})


def require_known_rules(rules: Collection[str], unmet: Collection[str]) -> None:
    """A hearing is about rules that are not met. Raises Unprocessable, naming the others and what may be named."""
    text = Text(
        f"Er ikke en regel, der mangler at være opfyldt; det er: {', '.join(unmet) or 'ingen'}",
        f"Is not a rule that stands unmet; those are: {', '.join(unmet) or 'none'}",
    )
    wrong = [FieldError(f"/rules/{place}", text) for place, rule in enumerate(rules) if rule not in unmet]
    if wrong:
        raise Unprocessable(errors=wrong)


def answered(
    hearings: Sequence[Hearing],
    answer: HearingAnswer,
    words: bytes | None,
    received_at: datetime,
    by: str,
    *,
    despite_deadline: bool,
) -> Hearing:
    """The newest hearing with its answer, once. Raises NoHearing, HearingAnswered and HearingDeadlinePassed."""
    if not hearings:
        raise NoHearing
    hearing = hearings[-1]
    if hearing.answer is not None:
        raise HearingAnswered
    if _utc(hearing.due_at) <= _utc(received_at) and not despite_deadline:
        raise HearingDeadlinePassed(extra={"due_at": hearing.due_at.isoformat()})
    return replace(hearing, answer=answer, words=words, answered_at=received_at, recorded_by=by)


def require_heard(
    unmet: Collection[str], hearings: Sequence[Hearing], waiver: Waiver | None, now: datetime
) -> dict[str, Any]:
    """How the citizen was heard before a refusal, as it is kept with the decision.

    - The newest hearing is over, and the hearings were about every rule that is not met, or a person waives it.
    - Raises HearingNeeded, naming the rules, and HearingOpen.
    """
    if waiver is not None:
        return waiver.as_json()
    require_none_open(hearings, now)
    heard = {rule for hearing in hearings for rule in hearing.rules}
    unheard = [rule for rule in unmet if rule not in heard]
    if not hearings or unheard:
        text = Text(
            "Send høring med det, afslaget bygger på, eller angiv en undtagelse.",
            "Send a hearing with what the refusal rests on, or name an exception.",
        )
        raise HearingNeeded(text, extra={"rule": SECTION, "not_heard_about": unheard})
    return {"reason": _heard(hearings[-1]).as_json(), "number": hearings[-1].number}


def _heard(hearing: Hearing) -> Reason:
    if hearing.answer is HearingAnswer.ANSWERED:
        text = Text(
            "Du er blevet hørt, og vi har læst dit svar, før vi traf afgørelsen.",
            "The citizen was heard, and the answer was read before the decision.",
        )
    elif hearing.answer is HearingAnswer.NO_REMARKS:
        text = Text(
            "Du er blevet hørt, og du har svaret, at du ikke har bemærkninger.",
            "The citizen was heard, and had no remarks.",
        )
    else:
        text = Text(
            "Du er blevet hørt, men vi har ikke fået svar inden fristen.",
            "The citizen was heard, and did not answer in time.",
        )
    return Reason("hearing", SECTION, True, text)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
