"""Several dwellings at once: most served, the first in order, proved to each who goes without."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.matching.assignment import FREE
from services.allocation.domain.matching.basis import digest_of
from services.allocation.domain.matching.batch import Batch, certificates, match
from services.allocation.domain.matching.candidates import Candidate, waiting
from services.allocation.domain.matching.certificate import Certificate, check
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.matching.proposals import snapshot_of
from services.allocation.domain.matching.schemes import FIRST_SCHEME
from services.allocation.domain.matching.shortlist import shortlist
from services.allocation.domain.nominations.situations import Situation
from tests.unit.allocation.builders import a_candidate, a_dwelling


def a_place(number: int, **changes: Any) -> Dwelling:
    return replace(a_dwelling(**changes), vacancy_id=UUID(int=number))


def who(number: int, **changes: Any) -> Candidate:
    return a_candidate(nomination_id=str(UUID(int=number)), reference=f"C{number}", lottery=number, **changes)


def proposed(batch: Batch) -> dict[int, str]:
    """Who is proposed each dwelling, by its number."""
    return {
        batch.dwellings[each].vacancy_id.int: batch.waiting.columns["reference"][batch.keys[place][-1]]
        for each, place in enumerate(batch.holders)
        if place != FREE
    }


CHEAP, DEAR = {"rent_dkk": Decimal(3000)}, {"rent_dkk": Decimal(5000)}

BATCHES: list[tuple[str, list[Dwelling], list[Candidate], dict[int, str]]] = [
    (
        "the first takes the dear one, so that the second, who can pay only the cheap one, has a home too",
        [a_place(1, **CHEAP), a_place(2, **DEAR)],
        [who(1, highest_rent_oere=700_000), who(2, highest_rent_oere=400_000)],
        {1: "C2", 2: "C1"},
    ),
    (
        "alone, the first takes the cheap one",
        [a_place(1, **CHEAP), a_place(2, **DEAR)],
        [who(1, highest_rent_oere=700_000)],
        {1: "C1"},
    ),
    (
        "the step-free one to who needs it, however late",
        [a_place(1, lift=True)],
        [who(1, situation=Situation.STREET), who(2, situation=Situation.OTHER, needs_lift=True)],
        {1: "C2"},
    ),
    (
        "who does not need it leaves the step-free one, though it is cheaper",
        [a_place(1, lift=True, **CHEAP), a_place(2, **DEAR)],
        [who(1, highest_rent_oere=700_000)],
        {2: "C1"},
    ),
    ("nobody waits: everything is left over", [a_place(1)], [], {}),
    ("nobody fits", [a_place(1)], [who(1, has_pet=True)], {}),
]


@pytest.mark.parametrize(("why", "dwellings", "households", "expected"), BATCHES, ids=[row[0] for row in BATCHES])
def test_who_is_proposed_what(
    why: str, dwellings: list[Dwelling], households: list[Candidate], expected: dict[int, str]
) -> None:
    assert proposed(match(dwellings, waiting(households), FIRST_SCHEME)) == expected, why


HOUSEHOLDS = st.lists(
    st.builds(
        lambda number, situation, needs_lift, pet, highest, persons: who(
            number,
            situation=situation,
            needs_lift=needs_lift,
            has_pet=pet,
            highest_rent_oere=highest,
            adults=persons,
        ),
        st.integers(1, 99),
        st.sampled_from([Situation.STREET, Situation.SHELTER]),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, 350_000, 450_000, 700_000]),
        st.integers(1, 2),
    ),
    max_size=10,
    unique_by=lambda candidate: candidate.nomination_id,
)
DWELLINGS = st.lists(
    st.builds(
        lambda number, rent, lift, pets, rooms: a_place(
            number, rent_dkk=Decimal(rent), lift=lift, pets_allowed=pets, rooms=rooms
        ),
        st.integers(1, 99),
        st.sampled_from([2500, 3500, 5000]),
        st.booleans(),
        st.booleans(),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda dwelling: dwelling.vacancy_id,
)


@settings(max_examples=40, deadline=None)
@given(DWELLINGS, HOUSEHOLDS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_changes_nothing(
    dwellings: list[Dwelling], households: list[Candidate], shuffling: Any
) -> None:
    drawn = snapshot_of(match(dwellings, waiting(households), FIRST_SCHEME))
    shuffling.shuffle(dwellings)
    shuffling.shuffle(households)
    assert digest_of(snapshot_of(match(dwellings, waiting(households), FIRST_SCHEME))) == digest_of(drawn)


@settings(max_examples=40, deadline=None)
@given(DWELLINGS, HOUSEHOLDS)
def test_a_household_that_stands_last_unserves_nobody(dwellings: list[Dwelling], households: list[Candidate]) -> None:
    before = match(dwellings, waiting(households), FIRST_SCHEME)
    last = who(500, situation=Situation.OTHER, homeless_since_on=date(2025, 1, 2), highest_rent_oere=900_000)
    after = match(dwellings, waiting([*households, last]), FIRST_SCHEME)
    assert set(proposed(before).values()) <= set(proposed(after).values())


@settings(max_examples=40, deadline=None)
@given(DWELLINGS, HOUSEHOLDS)
def test_whoever_goes_without_has_a_certificate_that_holds_or_fits_nothing(
    dwellings: list[Dwelling], households: list[Candidate]
) -> None:
    """Checked against the dwellings' own shortlists, which know nothing of the batch."""
    queue = waiting(households)
    batch = match(dwellings, queue, FIRST_SCHEME)
    lists = {str(each.vacancy_id): shortlist(each, queue, FIRST_SCHEME) for each in dwellings}

    def fits(household: str) -> frozenset[str]:
        return frozenset(name for name, own in lists.items() if household in {key[-2] for key in own.fitting})

    places = {key[-2]: place for place, key in enumerate(batch.keys)}
    served = {batch.keys[place][-2] for place in batch.holders if place != FREE}
    proofs = certificates(batch)
    for place, key in enumerate(batch.keys):
        if key[-2] in served:
            assert place not in proofs
        elif place in proofs:
            assert check(proofs[place], key[-2], fits, places.__getitem__)
        else:
            assert fits(key[-2]) == frozenset()
            assert sum(batch.fits.why_stopped(key[-1]).values()) == len(dwellings)


def test_a_certificate_that_proves_nothing_is_refused() -> None:
    """The household c fits 1; a holds 1. Each fault planted turns the check."""
    fits = {"a": frozenset({"1"}), "b": frozenset({"1", "2"}), "c": frozenset({"1"})}
    order = {"a": 0, "b": 3, "c": 2}

    def holds(dwellings: set[str], households: set[str], of: str = "c") -> bool:
        proof = Certificate(frozenset(dwellings), frozenset(households))
        return check(proof, of, fits.__getitem__, order.__getitem__)

    assert holds({"1"}, {"a"})
    assert not holds({"1"}, set()), "nobody holds it"
    assert not holds({"2"}, {"a"}), "it is not what the household fits"
    assert not holds({"1"}, {"b"}), "the holder could have another, and stands later"
    assert not holds({"1", "2"}, {"a", "b"}), "one of the holders stands later"
    assert not holds({"1"}, {"c"}), "nobody stands before themselves"
    assert not holds({"1"}, {"a"}, of="b"), "b fits another dwelling too"


def test_the_batch_of_one_dwelling_gives_it_to_the_first_of_its_shortlist() -> None:
    households = [who(number, needs_lift=number % 3 == 0, has_pet=number % 4 == 0) for number in range(1, 30)]
    for lift in (True, False):
        dwelling, queue = a_place(1, lift=lift), waiting(households)
        first = shortlist(dwelling, queue, FIRST_SCHEME).fitting[0]
        batch = match([dwelling], queue, FIRST_SCHEME)
        assert [batch.keys[place][-2] for place in batch.holders] == [first[-2]]


def test_a_snapshot_shows_the_order_but_no_lottery_number() -> None:
    snapshot = snapshot_of(match([a_place(1)], waiting([who(7), who(3)]), FIRST_SCHEME))
    assert snapshot["households"]["reference"] == ["C3", "C7"]
    assert "lottery" not in snapshot["households"]
    assert snapshot["proposals"][0]["order"][-1]["en"] == "Lottery between 2 equals: number 1."
    assert snapshot["unserved"] == [
        {"nomination_id": str(UUID(int=7)), "reference": "C7", "place": 2, "certificate": 0, "stopped": {}}
    ]
    assert snapshot["certificates"] == [{"vacancy_ids": [str(UUID(int=1))], "nomination_ids": [str(UUID(int=3))]}]
