"""What ends a course of support, and what never does.

Ordinary support closes a case after a few missed appointments; Housing First is the opposite of it. A course ends by
the citizen's own wish, by a need that a person has assessed as met, or by death. A move to another municipality is no
closing: the course is handed over. Nothing else ends a course, and each refusal says what is done instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.problems import Conflict
from kit.values.texts import Text
from services.support.domain.courses.never_closing import NEVER_CLOSING, Ground

COMPLAINT = Text(
    "Borgeren kan klage over afgørelsen inden fire uger. Klagen sendes til kommunen, som vurderer sagen igen og sender "
    "den videre til Ankestyrelsen (retssikkerhedsloven §§ 60, 66, 67).",
    "The citizen can complain of the decision within four weeks. The complaint is sent to the municipality, which "
    "assesses the case again and passes it on to the appeals board (retssikkerhedsloven sections 60, 66, 67).",
)


class Ending(StrEnum):
    """What came of asking for an end; only the first two end anything."""

    CLOSED = "closed"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"


class WishChannel(StrEnum):
    """How the citizen said it; a closed door or silence is none of these."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"
    BY_REPRESENTATIVE = "by_representative"


@dataclass(frozen=True, slots=True)
class Wish:
    """The citizen has said no to more support; `withdrawn_on` where the citizen thought again."""

    said_on: date
    withdrawn_on: date | None = None
    channel: WishChannel = WishChannel.IN_PERSON
    heard_by: str | None = None

    @property
    def stands(self) -> bool:
        """Whether the citizen has not thought again."""
        return self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class Receiving:
    """The municipality the citizen moves to, and when it said that it has the citizen from here on."""

    municipality_code: str
    moves_on: date
    acknowledged_on: date | None


@dataclass(frozen=True, slots=True)
class CourseEnd:
    """What is known of a course's end: the wish, the municipality that receives, and the decision once it is made."""

    wish: Wish | None = None
    receiving: Receiving | None = None
    ground: Ground | None = None
    ending: Ending | None = None
    rule: str | None = None
    ended_at: datetime | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known when somebody asks for an end; `on` is the day it is asked."""

    on: date
    cooling_days: int
    missed_visits: int = 0
    wish: Wish | None = None
    need_assessed_on: date | None = None
    died_on: date | None = None
    receiving: Receiving | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """Whether the course ends, and the rule that says so."""

    ending: Ending
    reason: Reason

    @property
    def ends(self) -> bool:
        """Whether the course is over."""
        return self.ending is not Ending.REFUSED


class ClosingRefused(Conflict):
    slug = "closing-refused"
    title = Text("Det afslutter ikke et støtteforløb", "This does not end a course of support")


class CourseEnded(Conflict):
    slug = "course-ended"
    title = Text("Støtteforløbet er afsluttet", "The course of support has ended")


def decide_closing(ground: Ground, circumstances: Circumstances) -> Closing:
    """Whether the ground ends the course.

    - The citizen's wish ends it once the cooling time has passed and the wish still stands.
    - A need met ends it where a person has assessed the need.
    - Death ends it.
    - A move to another municipality hands it over, when that municipality has acknowledged and the day has come.
    - Every other ground is refused under a rule of its own, also where it is true.
    """
    rule = _ENDING.get(ground)
    if rule is not None:
        return rule(circumstances)
    reason = NEVER_CLOSING[ground]
    if ground is Ground.MISSED_APPOINTMENTS and circumstances.missed_visits:
        reason = _missed(reason, circumstances.missed_visits)
    return Closing(Ending.REFUSED, reason)


def require_ending(closing: Closing) -> None:
    """Raises ClosingRefused with the rule and its source, where the course does not end."""
    if not closing.ends:
        reason = closing.reason
        raise ClosingRefused(reason.text, extra={"rule": reason.rule, "source": reason.source})


def wish_stands_from(wish: Wish, cooling_days: int) -> date:
    """The first day on which the wish can be confirmed."""
    return wish.said_on + timedelta(days=cooling_days)


def _missed(reason: Reason, missed: int) -> Reason:
    text = Text(
        f"{reason.text.da} Der er {missed} udeblivelser i forløbet.",
        f"{reason.text.en} {missed} visits of this course were missed.",
    )
    return Reason(reason.rule, reason.source, reason.met, text)


def _by_wish(circumstances: Circumstances) -> Closing:
    wish, source = circumstances.wish, "frivillighed: borgerens eget valg"
    if wish is None or not wish.stands:
        text = Text(
            "Borgeren har ikke sagt nej til støtten: notér ønsket, når borgeren selv har sagt det.",
            "The citizen has not said no to support: record the wish when the citizen has said it.",
        )
        return Closing(Ending.REFUSED, Reason("wish-recorded", source, False, text))
    stands_from = wish_stands_from(wish, circumstances.cooling_days)
    if circumstances.on < stands_from:
        text = Text(
            f"Ønsket er fra {wish.said_on}. Borgeren kan tænke sig om, og det kan bekræftes fra {stands_from}.",
            f"The wish is of {wish.said_on}. The citizen may think again, and it can be confirmed from {stands_from}.",
        )
        return Closing(Ending.REFUSED, Reason("wish-cooled-off", "kommunens betænkningstid", False, text))
    text = Text(
        f"Borgeren ønsker ikke støtten længere. Ønsket er fra {wish.said_on} og er bekræftet.",
        f"The citizen no longer wants support. The wish is of {wish.said_on} and has been confirmed.",
    )
    return Closing(Ending.CLOSED, Reason("citizens-wish", source, True, text))


def _by_need(circumstances: Circumstances) -> Closing:
    source, assessed_on = "serviceloven §§ 85, 85 a", circumstances.need_assessed_on
    if assessed_on is None or assessed_on > circumstances.on:
        text = Text(
            "Ingen har vurderet, at behovet er dækket: en person vurderer det sammen med borgeren.",
            "Nobody has assessed the need as met: a person assesses it together with the citizen.",
        )
        return Closing(Ending.REFUSED, Reason("need-assessed", source, False, text))
    text = Text(
        f"Behovet er vurderet {assessed_on} og er dækket.", f"The need was assessed on {assessed_on} and is met."
    )
    return Closing(Ending.CLOSED, Reason("need-met", source, True, text))


def _by_death(circumstances: Circumstances) -> Closing:
    died_on = circumstances.died_on
    if died_on is None or died_on > circumstances.on:
        text = Text("Dødsdagen mangler eller ligger fremme.", "The day of death is missing or lies ahead.")
        return Closing(Ending.REFUSED, Reason("death-known", "CPR", False, text))
    return Closing(Ending.CLOSED, Reason("death", "CPR", True, Text("Borgeren er død.", "The citizen has died.")))


def _by_move(circumstances: Circumstances) -> Closing:
    receiving, source = circumstances.receiving, "retssikkerhedsloven §§ 9, 9 c"
    if receiving is None or receiving.acknowledged_on is None:
        text = Text(
            "En flytning til en anden kommune er en overlevering: medarbejderen bliver, indtil den nye kommune har "
            "kvitteret for at have borgeren.",
            "A move to another municipality is a handover: the worker stays until that municipality has acknowledged "
            "that it has the citizen.",
        )
        return Closing(Ending.REFUSED, Reason("handover-acknowledged", source, False, text))
    if circumstances.on < receiving.moves_on:
        text = Text(
            f"Borgeren flytter {receiving.moves_on}: støtten bliver her til den dag.",
            f"The citizen moves on {receiving.moves_on}: support stays here until that day.",
        )
        return Closing(Ending.REFUSED, Reason("citizen-has-moved", source, False, text))
    text = Text(
        f"Kommune {receiving.municipality_code} kvitterede {receiving.acknowledged_on}. Forløbet er overleveret.",
        f"Municipality {receiving.municipality_code} acknowledged on {receiving.acknowledged_on}. The course is "
        "handed over.",
    )
    return Closing(Ending.HANDED_OVER, Reason("handed-over", source, True, text))


_ENDING: dict[Ground, Callable[[Circumstances], Closing]] = {
    Ground.CITIZENS_WISH: _by_wish,
    Ground.NEED_MET: _by_need,
    Ground.DEATH: _by_death,
    Ground.MOVED_TO_OTHER_MUNICIPALITY: _by_move,
}
