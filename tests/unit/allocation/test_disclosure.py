"""What an organisation is told of a tenant: when, what, and on which basis."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kit.values.problems import NotFound
from services.allocation.domain.nominations.consents import Basis, Consent, Item, find_faults, items_allowed
from services.allocation.domain.offers.debts import DebtNotice, DebtNoticeDecided, DebtOutcome, decided, noticed
from services.allocation.domain.offers.disclosure import Identity, Tenant, is_shown, items_to_pass, tenant_of
from services.allocation.domain.offers.ends import EndedBy, ended_by
from services.allocation.domain.offers.offer import OPEN_OFFERS, DepositDecision, Offer, OfferStatus
from tests.unit.allocation.builders import CVR, OTHER_CVR
from tests.unit.allocation.nominations import DAY, a_nomination, facts

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
_CONSENT = Consent(
    id=UUID(int=1),
    nomination_id=UUID(int=1),
    items=(Item.NAME, Item.CPR_NUMBER),
    to_cvr=None,
    basis=Basis.CONSENT,
    source=None,
    given_on=DAY,
    valid_to=None,
    withdrawn_at=None,
    recorded_at=NOW,
    recorded_by="social-worker",
)


def a_consent(**changes: Any) -> Consent:
    return replace(_CONSENT, **changes)


BOTH = frozenset(Item)
ALLOWED: list[tuple[str, dict[str, Any], frozenset[Item]]] = [
    ("to whoever's dwelling is accepted", {}, BOTH),
    ("to this organisation", {"to_cvr": CVR}, BOTH),
    ("to another one", {"to_cvr": OTHER_CVR}, frozenset()),
    ("withdrawn", {"withdrawn_at": NOW}, frozenset()),
    ("from tomorrow on", {"given_on": DAY + timedelta(days=1)}, frozenset()),
    ("until today", {"valid_to": DAY}, frozenset()),
    ("until tomorrow", {"valid_to": DAY + timedelta(days=1)}, BOTH),
    ("the name alone", {"items": (Item.NAME,)}, frozenset({Item.NAME})),
    ("by a rule of law", {"basis": Basis.LAW, "source": "a rule"}, BOTH),
]


@pytest.mark.parametrize(("why", "changes", "items"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_what_a_consent_allows(why: str, changes: dict[str, Any], items: frozenset[Item]) -> None:
    assert items_allowed([a_consent(**changes)], CVR, DAY) == items, why


def test_the_cpr_number_is_passed_only_where_leases_need_it() -> None:
    assert items_to_pass([a_consent()], CVR, DAY, lease_needs_cpr=False) == {Item.NAME}
    assert items_to_pass([a_consent()], CVR, DAY, lease_needs_cpr=True) == BOTH
    assert items_to_pass([], CVR, DAY, lease_needs_cpr=True) == frozenset(), "a need is no consent"


FAULTS = [
    ("given tomorrow", {"given_on": DAY + timedelta(days=1)}, ["/given_on"]),
    ("ends before it begins", {"valid_to": DAY}, ["/valid_to"]),
    ("a law that nobody names", {"basis": Basis.LAW}, ["/source"]),
    ("nothing wrong", {}, []),
]


@pytest.mark.parametrize(("why", "changes", "pointers"), FAULTS, ids=[row[0] for row in FAULTS])
def test_what_is_wrong_with_a_consent(why: str, changes: dict[str, Any], pointers: list[str]) -> None:
    assert [fault.pointer for fault in find_faults(a_consent(**changes), DAY)] == pointers, why


SHOWN: list[tuple[str, OfferStatus, date | None, bool]] = [
    ("not answered yet", OfferStatus.MADE, None, False),
    ("accepted", OfferStatus.ACCEPTED, None, True),
    ("signed, before the lease", OfferStatus.SIGNED, DAY + timedelta(days=40), True),
    ("the fourteenth day of the lease", OfferStatus.SIGNED, DAY - timedelta(days=14), True),
    ("the day after it", OfferStatus.SIGNED, DAY - timedelta(days=15), False),
    *[(f"ended: {status}", status, None, False) for status in OfferStatus if status not in OPEN_OFFERS],
]


@pytest.mark.parametrize(("why", "status", "starts_on", "shown"), SHOWN, ids=[row[0] for row in SHOWN])
def test_when_the_tenant_is_shown(why: str, status: OfferStatus, starts_on: date | None, shown: bool) -> None:
    assert is_shown(status, starts_on, 14, DAY) is shown, why


def an_offer(**changes: Any) -> Offer:
    plain = Offer(UUID(int=3), UUID(int=2), UUID(int=1), OfferStatus.ACCEPTED, NOW, NOW + timedelta(days=5), "officer")
    return replace(plain, **changes)


def test_the_tenant_has_no_more_fields_than_a_lease_needs() -> None:
    """A field added to what organisations read fails here until somebody has decided on it."""
    assert set(Tenant.__dataclass_fields__) == {
        "vacancy_id",
        "name",
        "cpr_number",
        "protected_name_and_address",
        "adults",
        "children",
        "move_in_on",
        "deposit_secured",
        "contact",
    }


def test_a_protected_tenant_is_marked_and_nothing_is_shown_without_a_basis() -> None:
    nomination = a_nomination(facts=facts(protected_address=True))
    shown = tenant_of(an_offer(), nomination, Identity("Nobody", "0101019999"), frozenset(), None, None)
    assert (shown.name, shown.cpr_number, shown.protected_name_and_address) == (None, None, True)
    assert shown.deposit_secured is False
    secured = an_offer(deposit=DepositDecision.COMMITTED)
    named = tenant_of(secured, nomination, Identity("Nobody", "0101019999"), frozenset({Item.NAME}), DAY, None)
    assert (named.name, named.cpr_number, named.deposit_secured) == ("Nobody", None, True)


NOTICES = [
    ("before the yes the organisation knows nobody", OfferStatus.MADE, None, NotFound),
    ("after the lease it is its own tenant", OfferStatus.SIGNED, None, NotFound),
    ("decided already", OfferStatus.ACCEPTED, DebtOutcome.DISMISSED, DebtNoticeDecided),
]


@pytest.mark.parametrize(("why", "status", "outcome", "problem"), NOTICES, ids=[row[0] for row in NOTICES])
def test_when_debt_can_not_be_told(
    why: str, status: OfferStatus, outcome: DebtOutcome | None, problem: type[Exception]
) -> None:
    earlier = DebtNotice(UUID(int=3), UUID(int=2), NOW, outcome) if outcome else None
    with pytest.raises(problem):
        noticed(UUID(int=3), UUID(int=2), status, earlier, NOW)


def test_a_notice_is_decided_once_and_told_again_is_the_first() -> None:
    notice = noticed(UUID(int=3), UUID(int=2), OfferStatus.ACCEPTED, None, NOW)
    assert noticed(UUID(int=3), UUID(int=2), OfferStatus.ACCEPTED, notice, NOW + timedelta(days=1)) == notice
    after = decided(notice, DebtOutcome.UPHELD, NOW, "officer")
    assert (after.outcome, after.decided_by) == (DebtOutcome.UPHELD, "officer")
    with pytest.raises(DebtNoticeDecided):
        decided(after, DebtOutcome.DISMISSED, NOW, "officer")


ENDS = [
    ("the citizen's no", OfferStatus.DECLINED, "area", EndedBy.CITIZEN),
    ("silence", OfferStatus.EXPIRED, "no_answer", EndedBy.NOBODY_ANSWERED),
    ("made in error", OfferStatus.WITHDRAWN, "made_in_error", EndedBy.MUNICIPALITY),
    ("benefits refused the deposit", OfferStatus.REFUSED, "deposit_refused", EndedBy.BENEFITS),
    ("debt to the organisation", OfferStatus.REFUSED, "debt_to_this_organisation", EndedBy.ORGANISATION),
    ("the organisation took the dwelling back", OfferStatus.WITHDRAWN, "vacancy_withdrawn", EndedBy.ORGANISATION),
    ("a code that is not known yet", OfferStatus.WITHDRAWN, None, EndedBy.MUNICIPALITY),
]


@pytest.mark.parametrize(("why", "status", "code", "by"), ENDS, ids=[row[0] for row in ENDS])
def test_who_ended_an_offer(why: str, status: OfferStatus, code: str | None, by: EndedBy) -> None:
    assert ended_by(status, code) is by, why
