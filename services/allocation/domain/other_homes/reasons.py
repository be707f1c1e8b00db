"""Why a citizen cannot live alone, and why a referral is approved or refused: codes, each a sentence.

The codes say what a person needs, never a diagnosis.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.other_homes.homes import LAW, HomeKind


class WhyNotAlone(StrEnum):
    """Why the citizen cannot live alone, as the person who refers sees it."""

    NEEDS_STAFF_DAY_AND_NIGHT = "needs_staff_day_and_night"
    NEEDS_DAILY_HELP = "needs_daily_help"
    UNSAFE_ALONE = "unsafe_alone"
    NEEDS_OTHERS_NEARBY = "needs_others_nearby"
    LOST_HOMES_DESPITE_SUPPORT = "lost_homes_despite_support"
    THRIVES_IN_NO_ORDINARY_DWELLING = "thrives_in_no_ordinary_dwelling"
    OWN_WISH = "own_wish"


class Verdict(StrEnum):
    """What the person who assesses decides."""

    APPROVED = "approved"
    REFUSED = "refused"


class Need(StrEnum):
    """How the person who decides records the need; it orders a list only where the council has chosen so."""

    ACUTE = "acute"
    """The citizen cannot stay where they are."""
    ORDINARY = "ordinary"


class DecisionCode(StrEnum):
    """The grounds of an assessment decision."""

    NEED_CONFIRMED = "need_confirmed"
    OWN_HOME_TRIED = "own_home_tried"
    WITHIN_TARGET_GROUP = "within_target_group"
    CAN_LIVE_ALONE_WITH_SUPPORT = "can_live_alone_with_support"
    OUTSIDE_TARGET_GROUP = "outside_target_group"
    ANOTHER_HOME_SUITS_BETTER = "another_home_suits_better"
    NEEDS_MORE_THAN_THE_HOME_GIVES = "needs_more_than_the_home_gives"


SAYS: Mapping[DecisionCode, tuple[Verdict, Text]] = {
    DecisionCode.NEED_CONFIRMED: (
        Verdict.APPROVED,
        Text(
            "Behovet er bekræftet: borgeren kan ikke bo alene.", "The need is confirmed: the citizen cannot live alone."
        ),
    ),
    DecisionCode.OWN_HOME_TRIED: (
        Verdict.APPROVED,
        Text("Egen bolig med støtte er prøvet.", "A home of their own with support has been tried."),
    ),
    DecisionCode.WITHIN_TARGET_GROUP: (
        Verdict.APPROVED,
        Text("Borgeren hører til hjemmets målgruppe.", "The citizen is one of those the home is for."),
    ),
    DecisionCode.CAN_LIVE_ALONE_WITH_SUPPORT: (
        Verdict.REFUSED,
        Text("Borgeren kan bo i egen bolig med støtte.", "The citizen can live in a home of their own with support."),
    ),
    DecisionCode.OUTSIDE_TARGET_GROUP: (
        Verdict.REFUSED,
        Text("Borgeren hører ikke til hjemmets målgruppe.", "The citizen is not one of those the home is for."),
    ),
    DecisionCode.ANOTHER_HOME_SUITS_BETTER: (
        Verdict.REFUSED,
        Text("Et andet hjem passer bedre til borgeren.", "Another home suits the citizen better."),
    ),
    DecisionCode.NEEDS_MORE_THAN_THE_HOME_GIVES: (
        Verdict.REFUSED,
        Text(
            "Borgeren har brug for mere hjælp, end hjemmet giver.", "The citizen needs more help than the home gives."
        ),
    ),
}

COMPLAINTS_GO_TO_THE_BOARD = frozenset({HomeKind.TEMPORARY_RESIDENCE, HomeKind.LONG_TERM_RESIDENCE})
"""Decisions under serviceloven; where a refusal of a dwelling is complained of is not stated here."""
COMPLAINT_GUIDANCE = Text(
    "Der kan klages over afgørelsen inden fire uger. Klagen sendes til kommunen, som ser på sagen igen, før den går "
    "videre til Ankestyrelsen (retssikkerhedsloven §§ 60, 66 og 67).",
    "The decision can be complained of within four weeks. The complaint goes to the municipality, which looks at the "
    "case again before it goes on to the Board of Appeal (retssikkerhedsloven §§ 60, 66 and 67).",
)


def reasons_of(codes: Iterable[DecisionCode], kind: HomeKind) -> tuple[Reason, ...]:
    """The grounds as reasons, by the section of law of the home."""
    return tuple(Reason(code, LAW[kind], SAYS[code][0] is Verdict.APPROVED, SAYS[code][1]) for code in codes)


def find_faults(verdict: Verdict, codes: Iterable[DecisionCode], need: Need | None) -> list[FieldError]:
    """What cannot be right in a decision: grounds of the other verdict, or an approval that records no need."""
    text = Text("Er en grund til den modsatte afgørelse", "Is a ground for the opposite decision")
    faults = [
        FieldError(f"/reasons/{number}", text) for number, code in enumerate(codes) if SAYS[code][0] is not verdict
    ]
    if verdict is Verdict.APPROVED and need is None:
        faults.append(FieldError("/need", Text("Skriv behovet", "Record the need")))
    if verdict is Verdict.REFUSED and need is not None:
        faults.append(FieldError("/need", Text("Et afslag har intet behov", "A refusal records no need")))
    return faults
