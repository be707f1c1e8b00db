"""Whether a method is given as it is meant: caseload, contact, support before the move, one relation, disciplines."""

from collections.abc import Mapping
from dataclasses import dataclass

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.support.domain.capacity.overrides import OverrideReason
from services.support.domain.methods.methods import Method, Question


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of a method in a team; no number tells of a single citizen.

    `contacts` are the visits kept in the last four weeks, `contact_days` the days in them on which each citizen was
    helped, summed; `places` is what the limits allow.
    """

    method: Method
    team: str
    workers: int
    citizens: int
    places: int | Question
    workers_over: int
    over_limit: Mapping[OverrideReason, int]
    with_left_worker: int
    contacts: int
    contact_days: float
    moved_in: int
    supported_before_move: int
    handovers: int
    joint_meetings: int
    disciplines: int
    disciplines_filled: int


def judge(counts: Counts) -> tuple[Reason, ...]:
    """What is as the method is meant, and what is broken; nothing is said of what there is nothing to count of."""
    found = [_caseload(counts), _overrides(counts)]
    if counts.with_left_worker:
        found.append(_left(counts))
    if counts.moved_in:
        found.append(_before_move(counts))
    if counts.handovers:
        found.append(_relation(counts))
    if counts.disciplines:
        found.append(_disciplines(counts))
    return tuple(found)


def _caseload(counts: Counts) -> Reason:
    if isinstance(counts.places, Question):
        return Reason("caseload-within-limit", "kommunens metoder", False, counts.places.text)
    text = Text(
        f"{counts.citizens} borgere på {counts.places} pladser; {counts.workers_over} over grænsen.",
        f"{counts.citizens} citizens on {counts.places} places; {counts.workers_over} over the limit.",
    )
    return Reason("caseload-within-limit", "metodens caseload", counts.workers_over == 0, text)


def _overrides(counts: Counts) -> Reason:
    many = sum(counts.over_limit.values())
    text = Text(
        f"{many} tildelinger over grænsen, besluttet af en navngiven medarbejder.",
        f"{many} assignments over the limit, decided by a named member of staff.",
    )
    return Reason("no-place-over-limit", "metodens caseload", many == 0, text)


def _left(counts: Counts) -> Reason:
    text = Text(
        f"{counts.with_left_worker} borgere har en medarbejder, som er holdt op, og mangler en overlevering.",
        f"{counts.with_left_worker} citizens have a worker who has left, and wait for a handover.",
    )
    return Reason("nobody-with-a-worker-who-left", "VIVE 2023, 5", False, text)


def _before_move(counts: Counts) -> Reason:
    text = Text(
        f"{counts.supported_before_move} af {counts.moved_in} fik en medarbejder, før de flyttede ind.",
        f"{counts.supported_before_move} of {counts.moved_in} had a worker before they moved in.",
    )
    return Reason("support-before-move", "VIVE 2023, 5", counts.supported_before_move == counts.moved_in, text)


def _relation(counts: Counts) -> Reason:
    text = Text(
        f"{counts.joint_meetings} af {counts.handovers} overleveringer skete med et fælles møde.",
        f"{counts.joint_meetings} of {counts.handovers} handovers were made with a joint meeting.",
    )
    return Reason("one-relation", "VIVE 2023, 5", counts.joint_meetings == counts.handovers, text)


def _disciplines(counts: Counts) -> Reason:
    text = Text(
        f"{counts.disciplines_filled} af {counts.disciplines} faggrupper har deres timer.",
        f"{counts.disciplines_filled} of {counts.disciplines} disciplines have their hours.",
    )
    met = counts.disciplines_filled == counts.disciplines
    return Reason("disciplines-filled", "VIVE 2023, 2.2", met, text)
