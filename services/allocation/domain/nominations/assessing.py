"""The whole assessment of a household that no criterion covers: a person decides, with coded reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.problems import FieldError
from kit.values.texts import Text


class AssessmentOutcome(StrEnum):
    """What a person decided."""

    APPROVED = "approved"
    REFUSED = "refused"


class AssessmentReason(StrEnum):
    """What the decision rests on; about the applicant alone."""

    ACUTE_NEED = "acute_need"
    CHILDREN_CONCERNED = "children_concerned"
    HEALTH = "health"
    LONG_WITHOUT_HOME = "long_without_home"
    NO_OTHER_WAY = "no_other_way"
    HAS_HOME = "has_home"
    NO_URGENT_TASK = "no_urgent_task"
    OTHER_HELP_SERVES_BETTER = "other_help_serves_better"


FOR: frozenset[AssessmentReason] = frozenset(list(AssessmentReason)[:5])

SENTENCES = {
    AssessmentReason.ACUTE_NEED: Text("Behovet er akut.", "The need is acute."),
    AssessmentReason.CHILDREN_CONCERNED: Text("Det gælder børn.", "Children are concerned."),
    AssessmentReason.HEALTH: Text("Helbredet kræver en bolig.", "Health asks for a home."),
    AssessmentReason.LONG_WITHOUT_HOME: Text("Ansøgeren har længe været uden hjem.", "Long without a home."),
    AssessmentReason.NO_OTHER_WAY: Text("Der er ingen anden vej til en bolig.", "There is no other way to a home."),
    AssessmentReason.HAS_HOME: Text("Ansøgeren har en bolig.", "The applicant has a home."),
    AssessmentReason.NO_URGENT_TASK: Text(
        "Der er ikke en påtrængende boligsocial opgave at løse (almenboligloven § 59).",
        "There is no urgent social-housing task to solve (almenboligloven § 59).",
    ),
    AssessmentReason.OTHER_HELP_SERVES_BETTER: Text(
        "Anden hjælp løser opgaven bedre.", "Other help solves the task better."
    ),
}

GUIDANCE = Text(
    "Du kan bede kommunen se på afgørelsen igen, helst inden fire uger. Der er ikke fundet en almindelig klageinstans "
    "for anvisning efter almenboligloven § 59; du kan henvende dig til Ankestyrelsen som kommunalt tilsyn og til "
    "Folketingets Ombudsmand. Du kan blive indstillet igen, når din situation ændrer sig.",
    "You may ask the municipality to look at the decision again, preferably within four weeks. No ordinary body of "
    "appeal was found for allocation under almenboligloven § 59; you may turn to Ankestyrelsen as supervision of "
    "municipalities and to the Parliamentary Ombudsman. You may be nominated again when your situation changes.",
)
"""forvaltningsloven §§ 24-25; not verified: the law's text on appeal was not at hand."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A decision: a refusal has been heard (forvaltningsloven § 19) and says why in words to the citizen."""

    nomination_id: UUID
    outcome: AssessmentOutcome
    codes: tuple[AssessmentReason, ...]
    reason: str | None
    heard_on: date | None
    assessed_at: datetime
    assessed_by: str


def find_faults(
    outcome: AssessmentOutcome,
    codes: Sequence[AssessmentReason],
    reason: str | None,
    heard_on: date | None,
    *,
    nominated_on: date,
    today: date,
) -> list[FieldError]:
    """What cannot be right in a decision: codes that speak for the other outcome, a refusal unheard or unreasoned."""
    refused = outcome is AssessmentOutcome.REFUSED
    faults = [
        FieldError(f"/codes/{number}", Text("Taler for den anden afgørelse", "Speaks for the other decision"))
        for number, code in enumerate(codes)
        if (code in FOR) is refused
    ]
    if refused and not (reason or "").strip():
        text = Text("Et afslag skal begrundes med ord til borgeren", "A refusal needs reasons in words to the citizen")
        faults.append(FieldError("/reason_da", text))
    if refused and heard_on is None:
        text = Text("Et afslag kræver partshøring: hvornår?", "A refusal needs a hearing first: when was it?")
        faults.append(FieldError("/heard_on", text))
    if heard_on is not None and not nominated_on <= heard_on <= today:
        text = Text("Skal ligge fra indstillingen til i dag", "Must lie between the nomination and today")
        faults.append(FieldError("/heard_on", text))
    return faults
