"""A citizen goes from one worker to another without a break: the new one has met the citizen before the old leaves."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text
from services.support.domain.capacity.assignments import Taker
from services.support.domain.methods.methods import FACTS, Method
from services.support.domain.referrals.referral import Referral, ReferralState


class NoMeetingReason(StrEnum):
    """Why the new worker has not met the citizen together with the old one."""

    OLD_WORKER_ILL = "old_worker_ill"
    OLD_WORKER_HAS_LEFT = "old_worker_has_left"
    CITIZEN_DECLINED = "citizen_declined"
    CITIZEN_NOT_REACHED = "citizen_not_reached"
    ACUTE = "acute"


class NothingToHandOver(Conflict):
    slug = "nothing-to-hand-over"
    title = Text(
        "Henvisningen har ingen medarbejder, som kan overlevere borgeren: tildel en medarbejder",
        "The referral has no worker who could hand the citizen over: assign a worker",
    )


class WorkerHasCitizens(Conflict):
    slug = "worker-has-citizens"
    title = Text(
        "Medarbejderen har borgere: overlever dem først",
        "The worker has citizens: hand them over first",
    )


class WorkerCoordinatesTeam(Conflict):
    slug = "worker-coordinates-team"
    title = Text(
        "Medarbejderen koordinerer et team: giv teamet en anden koordinator først",
        "The worker coordinates a team: give the team another coordinator first",
    )


@dataclass(frozen=True, slots=True)
class Meeting:
    """The day on which old and new worker met the citizen together, or why they did not."""

    joint_meeting_on: date | None = None
    no_meeting_reason: NoMeetingReason | None = None


def errors_in_handover(
    referral: Referral, taker: Taker, meeting: Meeting, assigned_on: date, today: date
) -> list[FieldError]:
    """Everything wrong with the handover, each at its field.

    - Another worker or team takes over.
    - Old and new have met the citizen together, on a day that has come and not before the old one was assigned; or a
      person says why not: one of the two.
    """
    errors = taker.errors()
    if taker.has(referral):
        text = Text("Borgeren har allerede denne medarbejder", "The citizen has this worker already")
        errors.append(FieldError("/team_reference" if taker.team_reference else "/worker_reference", text))
    return [*errors, *errors_in_meeting(meeting, assigned_on, today)]


def errors_in_meeting(meeting: Meeting, assigned_on: date, today: date) -> list[FieldError]:
    """Whether the joint meeting, or the reason for none, holds."""
    met = meeting.joint_meeting_on
    if (met is None) is (meeting.no_meeting_reason is None):
        text = Text(
            "Angiv dagen for det fælles møde, eller hvorfor der ikke har været et",
            "Give the day of the joint meeting, or why there was none",
        )
        return [FieldError("/joint_meeting_on", text)]
    if met is not None and met > today:
        text = Text("Mødet skal være holdt, før borgeren overleveres", "The meeting must have been held first")
        return [FieldError("/joint_meeting_on", text)]
    if met is not None and met < assigned_on:
        text = Text("Ligger før, at medarbejderen blev tildelt", "Lies before the worker was assigned")
        return [FieldError("/joint_meeting_on", text)]
    return []


def require_worker(referral: Referral) -> tuple[str, str | None, Method]:
    """The worker, team and method that the citizen has. Raises where there is nothing to hand over."""
    if referral.state is ReferralState.CLOSED or referral.worker_reference is None or referral.method is None:
        raise NothingToHandOver
    return referral.worker_reference, referral.team_reference, referral.method


def handover_reason(meeting: Meeting) -> Reason:
    """Whether the relation was kept through the handover, in a sentence."""
    if meeting.joint_meeting_on is not None:
        text = Text(
            f"Den nye og den gamle medarbejder mødte borgeren sammen {meeting.joint_meeting_on}.",
            f"The new and the old worker met the citizen together on {meeting.joint_meeting_on}.",
        )
        return Reason("met-before-handover", "VIVE 2023, 5", True, text)
    text = Text(
        "Den nye medarbejder har ikke mødt borgeren sammen med den gamle; en medarbejder har sagt hvorfor.",
        "The new worker has not met the citizen together with the old one; a member of staff has said why.",
    )
    return Reason("met-before-handover", "VIVE 2023, 5", False, text)


def change_reason(before: Method, after: Method, on: date) -> Reason:
    """From which method to which, and from when its dates are counted."""
    old, new = FACTS[before].name, FACTS[after].name
    text = Text(
        f"Fra {old.da} til {new.da} uden ophold; metodens datoer tælles fra {on}.",
        f"From {old.en} to {new.en} without a gap; the dates of the method are counted from {on}.",
    )
    return Reason("method-changed-without-gap", FACTS[after].source, True, text)
