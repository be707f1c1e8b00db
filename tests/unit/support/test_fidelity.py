"""What is as a method is meant, and what is broken."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kit.values.texts import Text
from services.support.domain.capacity.contacts import Contacts, per_week
from services.support.domain.capacity.fidelity import Counts, judge
from services.support.domain.capacity.overrides import OverrideReason
from services.support.domain.methods.methods import Method, Question

AS_MEANT = Counts(
    method=Method.ACT,
    team="act-city",
    workers=2,
    citizens=10,
    places=16,
    workers_over=0,
    over_limit={},
    with_left_worker=0,
    contacts=80,
    contact_days=280.0,
    moved_in=10,
    supported_before_move=10,
    handovers=2,
    joint_meetings=2,
    disciplines=3,
    disciplines_filled=3,
)


def test_as_it_is_meant_nothing_is_broken() -> None:
    assert all(reason.met for reason in judge(AS_MEANT))
    assert len(judge(AS_MEANT)) == 5


@pytest.mark.parametrize(
    ("counts", "broken", "reason"),
    [
        (replace(AS_MEANT, workers_over=1), "caseload-within-limit", "somebody has a ninth"),
        (replace(AS_MEANT, places=Question(Text("?", "?"))), "caseload-within-limit", "unknown is not fulfilled"),
        (
            replace(AS_MEANT, over_limit={OverrideReason.ACUTE_DANGER: 1}),
            "no-place-over-limit",
            "also for a good reason the limit is broken",
        ),
        (replace(AS_MEANT, with_left_worker=1), "nobody-with-a-worker-who-left", "a handover is owed"),
        (replace(AS_MEANT, supported_before_move=9), "support-before-move", "support came after the move"),
        (replace(AS_MEANT, joint_meetings=1), "one-relation", "a break in the relation"),
        (replace(AS_MEANT, disciplines_filled=2), "disciplines-filled", "nobody works the nurse's hours"),
    ],
)
def test_what_is_broken_is_named(counts: Counts, broken: str, reason: str) -> None:
    assert [each.rule for each in judge(counts) if not each.met] == [broken], reason


def test_of_what_there_is_nothing_to_count_nothing_is_said() -> None:
    found = judge(replace(AS_MEANT, moved_in=0, handovers=0, disciplines=0))
    assert [each.rule for each in found] == ["caseload-within-limit", "no-place-over-limit"]


@pytest.mark.parametrize(
    ("contacts", "days", "often", "reason"),
    [
        (80, 280.0, Fraction(2), "ten citizens for four weeks"),
        (80, 266.0, Fraction(80, 38), "one of them has been helped for two weeks only"),
        (0, 28.0, Fraction(0), "nobody has been seen"),
        (0, 0.0, None, "nobody was helped"),
    ],
)
def test_contacts_are_counted_a_week_and_citizen(
    contacts: int, days: float, often: Fraction | None, reason: str
) -> None:
    assert per_week(contacts, days) == often, reason
    assert Contacts("W1", Method.ACT, "act-city", 10, days, contacts).per_week == float(often or 0), reason
