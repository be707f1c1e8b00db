"""What an answer costs, in a sentence that both parties read."""

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.allocation.domain.answers.answer import AnswerTerms

PRIVATE_ACT = "lov om kommunal anvisningsret § 5"
NOTHING = Text("der skal ikke betales tomgangsleje", "no vacancy rent is owed")
UNTIL_NOTICE = Text(
    "tomgangsleje betales, indtil boligen er udlejet, dog højst til en opsigelse ville have haft virkning",
    "vacancy rent is owed until the dwelling is let, at most until a notice would have had effect",
)
UNTIL_LET = Text(
    "den er stadig anvist til kommunen, og tomgangslejen løber, til den er udlejet",
    "it is still claimed by the municipality, and its vacancy rent runs until it is let",
)


def waiver_reason(terms: AnswerTerms | None, *, in_time: bool) -> Reason:
    """Whether the municipality said in time that it cannot use the dwelling, and what follows."""
    free = terms is not None and terms.disposal_waits and in_time
    when = Text("inden fristen", "within the deadline") if in_time else Text("efter fristen", "after the deadline")
    follows = NOTHING if free else UNTIL_NOTICE
    text = Text(
        f"Kommunen sagde {when.da}, at den ikke kan bruge boligen: {follows.da}.",
        f"The municipality said {when.en} that it cannot use the dwelling: {follows.en}.",
    )
    return Reason("answered_in_time", _source(terms, "ABL § 59(1)"), in_time, text)


def silence_reason(terms: AnswerTerms) -> Reason:
    """That the deadline passed without an answer, and what follows."""
    if not terms.silence_hands_back:
        follows, clause = UNTIL_LET, "silence KEEP"
    else:
        rent = NOTHING if terms.inspection and not terms.private else UNTIL_NOTICE
        follows = Text(f"boligen går tilbage, og {rent.da}", f"the dwelling goes back, and {rent.en}")
        clause = "silence HAND_BACK"
    text = Text(
        f"Fristen gik uden svar fra kommunen: {follows.da}.",
        f"The deadline passed without an answer from the municipality: {follows.en}.",
    )
    return Reason("answered_in_time", _source(terms, f"agreement: {clause} (local choice)"), False, text)


def _source(terms: AnswerTerms | None, otherwise: str) -> str:
    return PRIVATE_ACT if terms is not None and terms.private else otherwise
