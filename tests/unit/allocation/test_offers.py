"""Offers and the vacancy behind them: what may follow what, and the sentence where it may not."""

from datetime import UTC, datetime, timedelta

import pytest

from kit.values.problems import Conflict
from services.allocation.domain.offers import problems
from services.allocation.domain.offers.offer import (
    OFFER_WAYS,
    OPEN_OFFERS,
    VACANCY_AFTER_OFFER,
    DepositDecision,
    OfferStatus,
    accepted,
    declined,
    expired,
    moved_offer,
    offered,
    refused,
    signed,
    withdrawn,
)
from services.allocation.domain.vacancies import problems as vacancy_problems
from services.allocation.domain.vacancies.life import VACANCY_WAYS, VacancyStatus, handed_back, moved_vacancy

DUE_AT = datetime(2025, 1, 15, 23, 0, tzinfo=UTC)
IN_TIME = DUE_AT - timedelta(seconds=1)
OVER = sorted(set(OfferStatus) - OPEN_OFFERS)


@pytest.mark.parametrize("offer", OVER)
def test_an_offer_that_is_over_stays_over(offer: OfferStatus) -> None:
    for wanted in OfferStatus:
        with pytest.raises(problems.OfferOver):
            moved_offer(offer, wanted)


@pytest.mark.parametrize("offer", sorted(OPEN_OFFERS))
def test_an_open_offer_takes_the_steps_of_the_table_and_no_other(offer: OfferStatus) -> None:
    for wanted in OfferStatus:
        if (offer, wanted) in OFFER_WAYS:
            assert moved_offer(offer, wanted) is wanted
        else:
            with pytest.raises(Conflict):
                moved_offer(offer, wanted)


def test_every_step_of_an_offer_is_a_step_its_vacancy_can_take() -> None:
    for before, after in OFFER_WAYS:
        assert (VACANCY_AFTER_OFFER[before], VACANCY_AFTER_OFFER[after]) in VACANCY_WAYS


def test_an_answer_in_time_is_taken() -> None:
    assert accepted(OfferStatus.MADE, at=IN_TIME, due_at=DUE_AT) is OfferStatus.ACCEPTED
    assert declined(OfferStatus.MADE, at=IN_TIME, due_at=DUE_AT) is OfferStatus.DECLINED


def test_the_deadline_itself_is_too_late() -> None:
    for answered in (accepted, declined):
        with pytest.raises(problems.AnswerAfterDeadline):
            answered(OfferStatus.MADE, at=DUE_AT, due_at=DUE_AT)


def test_an_answer_to_an_expired_offer_hears_that_it_is_over() -> None:
    with pytest.raises(problems.OfferOver):
        accepted(OfferStatus.EXPIRED, at=DUE_AT, due_at=DUE_AT)


def test_second_thoughts_are_allowed_until_the_lease_is_signed() -> None:
    assert declined(OfferStatus.ACCEPTED, at=DUE_AT, due_at=DUE_AT) is OfferStatus.DECLINED


def test_an_offer_expires_at_its_deadline_and_not_before() -> None:
    assert expired(OfferStatus.MADE, at=DUE_AT, due_at=DUE_AT) is OfferStatus.EXPIRED
    with pytest.raises(problems.DeadlineNotPassed):
        expired(OfferStatus.MADE, at=IN_TIME, due_at=DUE_AT)


def test_an_accepted_offer_does_not_expire() -> None:
    with pytest.raises(Conflict):
        expired(OfferStatus.ACCEPTED, at=DUE_AT, due_at=DUE_AT)


@pytest.mark.parametrize("offer", sorted(OPEN_OFFERS))
def test_an_open_offer_can_be_withdrawn_or_prove_impossible(offer: OfferStatus) -> None:
    assert withdrawn(offer) is OfferStatus.WITHDRAWN
    assert refused(offer) is OfferStatus.REFUSED


LEASES = [
    ("all in place", DepositDecision.COMMITTED, True, None),
    ("a refused deposit is an answer too", DepositDecision.REFUSED, True, None),
    ("a person says why nobody is named", DepositDecision.COMMITTED, False, "Borgeren har sin egen kontaktperson"),
]


@pytest.mark.parametrize(("why", "deposit", "named", "reason"), LEASES, ids=[row[0] for row in LEASES])
def test_a_lease_that_can_be_signed(why: str, deposit: DepositDecision, named: bool, reason: str | None) -> None:
    status = signed(OfferStatus.ACCEPTED, deposit=deposit, worker_named=named, why_without_worker=reason)
    assert status is OfferStatus.SIGNED, why


NO_LEASES: list[tuple[str, type[Conflict], OfferStatus, DepositDecision, bool, str | None]] = [
    ("no yes yet", problems.LeaseNeedsAcceptance, OfferStatus.MADE, DepositDecision.COMMITTED, True, None),
    ("declined", problems.OfferOver, OfferStatus.DECLINED, DepositDecision.COMMITTED, True, None),
    ("signed already", problems.OfferOver, OfferStatus.SIGNED, DepositDecision.COMMITTED, True, None),
    ("deposit waits", problems.DepositNotDecided, OfferStatus.ACCEPTED, DepositDecision.PENDING, True, None),
    ("deposit is late", problems.DepositNotDecided, OfferStatus.ACCEPTED, DepositDecision.LATE, True, None),
    ("nobody named", problems.NoNamedWorker, OfferStatus.ACCEPTED, DepositDecision.COMMITTED, False, None),
    ("an empty reason is none", problems.NoNamedWorker, OfferStatus.ACCEPTED, DepositDecision.COMMITTED, False, "  "),
]


@pytest.mark.parametrize(
    ("why", "problem", "offer", "deposit", "named", "reason"), NO_LEASES, ids=[row[0] for row in NO_LEASES]
)
def test_a_lease_that_cannot_be_signed(
    why: str,
    problem: type[Conflict],
    offer: OfferStatus,
    deposit: DepositDecision,
    named: bool,
    reason: str | None,
) -> None:
    with pytest.raises(problem):
        signed(offer, deposit=deposit, worker_named=named, why_without_worker=reason)


def test_a_claimed_vacancy_is_offered_to_a_household_without_another_offer() -> None:
    assert offered(VacancyStatus.CLAIMED, citizen_has_open_offer=False) is VacancyStatus.OFFERED
    with pytest.raises(problems.CitizenHasOpenOffer):
        offered(VacancyStatus.CLAIMED, citizen_has_open_offer=True)


NO_OFFERS: list[tuple[str, VacancyStatus, type[Conflict]]] = [
    ("released: the organisation's own", VacancyStatus.RELEASED, vacancy_problems.VacancyReleased),
    ("offered: to somebody else", VacancyStatus.OFFERED, vacancy_problems.VacancyAlreadyOffered),
    ("accepted: by somebody else", VacancyStatus.ACCEPTED, vacancy_problems.VacancyAlreadyOffered),
    ("let", VacancyStatus.LET, vacancy_problems.VacancyOver),
    ("handed back", VacancyStatus.HANDED_BACK, vacancy_problems.VacancyOver),
]


@pytest.mark.parametrize(("why", "vacancy", "problem"), NO_OFFERS, ids=[row[0] for row in NO_OFFERS])
def test_a_vacancy_that_cannot_be_offered(why: str, vacancy: VacancyStatus, problem: type[Conflict]) -> None:
    with pytest.raises(problem):
        offered(vacancy, citizen_has_open_offer=False)


@pytest.mark.parametrize(("why", "vacancy", "problem"), NO_OFFERS, ids=[row[0] for row in NO_OFFERS])
def test_only_a_claimed_vacancy_without_an_offer_is_handed_back(
    why: str, vacancy: VacancyStatus, problem: type[Conflict]
) -> None:
    assert handed_back(VacancyStatus.CLAIMED) is VacancyStatus.HANDED_BACK
    with pytest.raises(problem):
        handed_back(vacancy)


def test_a_claimed_vacancy_is_not_let_without_an_offer() -> None:
    with pytest.raises(Conflict):
        moved_vacancy(VacancyStatus.CLAIMED, VacancyStatus.LET)
