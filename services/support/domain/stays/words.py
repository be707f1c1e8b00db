"""Why days of a stay are refunded or not, in sentences."""

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.support.domain.stays.refund_days import Run, Why

LAW = "serviceloven § 176 a"
READING = "lokalt valg efter serviceloven § 176 a"


def reason_of(run: Run) -> Reason:
    """The rule that judged the run."""
    last = run.number + run.days - 1
    since = run.year_from.isoformat() if run.year_from else ""
    match run.why:
        case Why.WITHIN_LIMIT:
            text = Text(
                f"Dag {run.number} til {last} af {run.limit} i det år, der begyndte {since}.",
                f"Days {run.number} to {last} of {run.limit} in the year that began on {since}.",
            )
            return Reason("refund-days-left", LAW, True, text)
        case Why.LIMIT_USED:
            text = Text(
                f"Årets {run.limit} dage er brugt: året begyndte {since}.",
                f"The year's {run.limit} days are used: the year began on {since}.",
            )
            return Reason("refund-days-left", LAW, False, text)
        case Why.YEAR_OVER:
            text = Text(
                "Året fra den første indskrivning er gået, og opholdet fortsætter uden en ny indskrivning.",
                "The year since the first admission has passed, and the stay goes on without a new admission.",
            )
            return Reason("year-open", READING, False, text)
        case Why.OUTSIDE:
            text = Text(
                "Opholdet var i gang, da reglerne trådte i kraft 2023-10-01, og tælles ikke med.",
                "The stay was running when the rules came into force on 2023-10-01 and is left outside the count.",
            )
            return Reason("admitted-after-reform", READING, False, text)
        case Why.BEFORE_REFORM:
            text = Text(
                "Dagene ligger før 2023-10-01, hvor reglerne trådte i kraft.",
                "The days lie before 2023-10-01, when the rules came into force.",
            )
            return Reason("after-reform", LAW, False, text)
