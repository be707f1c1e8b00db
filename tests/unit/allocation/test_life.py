"""A vacancy's life: each pair of statuses is a way with its sentence, or a refusal with its problem."""

from datetime import UTC, datetime
from itertools import product

import pytest

from kit.values.problems import Conflict
from services.allocation.domain.vacancies.life import (
    VACANCY_WAYS,
    VacancyStatus,
    handed_back,
    moved_vacancy,
    require_claimed,
)
from services.allocation.domain.vacancies.problems import (
    VacancyAlreadyOffered,
    VacancyOver,
    VacancyReleased,
    VacancyWithdrawn,
)
from services.allocation.domain.vacancies.steps import (
    OFFER_STEPS,
    STEP_TEXTS,
    STEPS_FOR_LANDLORD,
    STEPS_FOR_MUNICIPALITY,
    StepName,
    steps_of,
)

C, R, F, A, L, H, W = (
    VacancyStatus.CLAIMED,
    VacancyStatus.RELEASED,
    VacancyStatus.OFFERED,
    VacancyStatus.ACCEPTED,
    VacancyStatus.LET,
    VacancyStatus.HANDED_BACK,
    VacancyStatus.WITHDRAWN,
)

ALLOWED = {
    (C, F): ("Offered to one household", "what a claim is for"),
    (C, H): ("Handed back to the organisation", "nobody can be given it"),
    (F, A): ("The offer is accepted", "the citizen said yes"),
    (F, C): ("Free for the next household", "the offer ended without a yes"),
    (A, L): ("Let", "the lease is signed"),
    (A, C): ("Free for the next household", "the citizen had second thoughts"),
    (C, W): ("Withdrawn by the organisation", "a fire before anybody was offered it"),
    (R, W): ("Withdrawn by the organisation", "posted in error; it counts no longer"),
    (F, W): ("Withdrawn by the organisation", "a fire while somebody thinks it over"),
    (A, W): ("Withdrawn by the organisation", "a fire before the lease"),
    (H, W): ("Withdrawn by the organisation", "posted in error, and found after the hand-back"),
}

REFUSED = {
    R: (VacancyReleased, "it is the organisation's own to let"),
    F: (VacancyAlreadyOffered, "somebody holds an offer of it"),
    A: (VacancyAlreadyOffered, "somebody has said yes to it"),
    L: (VacancyOver, "a citizen lives there"),
    H: (VacancyOver, "it has gone back"),
    W: (VacancyWithdrawn, "it is as if it had never been posted"),
    C: (Conflict, "it is free, and an offer comes before a yes and a lease"),
}

PAIRS = list(product(VacancyStatus, repeat=2))


def test_the_table_holds_these_ways_and_no_other() -> None:
    assert set(VACANCY_WAYS) == set(ALLOWED)
    assert len(PAIRS) == 49


@pytest.mark.parametrize(("before", "wanted"), PAIRS, ids=[f"{before} to {wanted}" for before, wanted in PAIRS])
def test_a_step_is_allowed_with_its_sentence_or_refused_with_its_problem(
    before: VacancyStatus, wanted: VacancyStatus
) -> None:
    if (before, wanted) in ALLOWED:
        sentence, why = ALLOWED[before, wanted]
        assert moved_vacancy(before, wanted) is wanted, why
        assert VACANCY_WAYS[before, wanted].en == sentence
        assert VACANCY_WAYS[before, wanted].da
    else:
        problem, why = REFUSED[before]
        with pytest.raises(problem) as refused:
            moved_vacancy(before, wanted)
        assert refused.type is problem, why


def test_only_a_claimed_and_free_dwelling_is_handed_back_or_answered() -> None:
    assert handed_back(C) is H
    require_claimed(C)
    for status in set(VacancyStatus) - {C}:
        with pytest.raises(REFUSED[status][0]):
            handed_back(status)
        with pytest.raises(REFUSED[status][0]):
            require_claimed(status)


AT = datetime(2025, 3, 3, 9, tzinfo=UTC)


def test_a_posting_is_two_steps() -> None:
    steps = steps_of("vacancy_released", AT, "organisation-a", None, landlord=True)
    assert [step.step for step in steps] == [StepName.POSTED, StepName.RELEASED]


def test_every_step_is_said_in_both_languages() -> None:
    assert set(STEP_TEXTS) == set(StepName)
    assert all(text.da and text.en and text.da != text.en for text in STEP_TEXTS.values())
    assert set(StepName) == {*STEPS_FOR_MUNICIPALITY.values(), *STEPS_FOR_LANDLORD.values(), StepName.POSTED}


HIDDEN = [
    ("offer_declined", "why a citizen said no is the municipality's to know"),
    ("offer_made", "to whom it is offered"),
    ("deposit_refused", "what benefits said"),
    ("hand_back_reasoned", "why nobody could be given it"),
    ("citizen_housed", "who moved in"),
]


@pytest.mark.parametrize(("kind", "why"), HIDDEN, ids=[row[0] for row in HIDDEN])
def test_what_is_no_step_to_a_landlord(kind: str, why: str) -> None:
    assert steps_of(kind, AT, "social-centre", "social-worker", landlord=True) == [], why


@pytest.mark.parametrize("kind", sorted(STEPS_FOR_LANDLORD))
def test_a_landlord_reads_no_person_and_no_office_behind_an_offer(kind: str) -> None:
    for step in steps_of(kind, AT, "shelter", "social-worker", landlord=True):
        assert step.person is None
        assert (step.client_id == "municipality") == (step.step in OFFER_STEPS)
    for step in steps_of(kind, AT, "shelter", "social-worker", landlord=False):
        assert (step.client_id, step.person) == ("shelter", "social-worker")
