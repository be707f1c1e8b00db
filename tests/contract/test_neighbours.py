"""Each service's clients against the other services' real apps: each message is understood, a repeat harmless."""

from typing import Any

import pytest

from tests.builders.posting import a_nomination, a_vacancy, an_agreement, an_estate, an_offer_deadline
from tests.contract.conftest import Suite
from tests.integration.benefits.desk import helsingor_rates
from tests.integration.callers import CallerOf
from tests.integration.issuer import Issuer

OFFICE = (
    "registry:write rates:write agreements:write vacancies:read shortlists:read offers:write offers:read journal:read "
    "nominations:read nominations:assess"
)


ICM = {"method": "icm", "valid_from": "2025-01-01", "source": "The municipality offers it", "verified": False}


class Town:
    """Helsingør's callers, through the one door."""

    def __init__(self, suite: Suite, issuer: Issuer) -> None:
        def caller(party: str, scopes: str, person: str | None = None, cvr: str | None = None) -> CallerOf:
            return CallerOf(suite.http, issuer.token(party, party, scopes, person=person, cvr=cvr))

        self.suite = suite
        self.office = caller("allocation_office", OFFICE, "officer")
        self.organisation = caller(
            "housing_organisation",
            "vacancies:write vacancies:read leases:write journal:read events:read",
            cvr="99000236",
        )
        self.centre = caller("social_centre", "nominations:write nominations:read offers:answer offers:read")
        self.department = caller(
            "benefits_department", "rates:write cases:read cases:decide payments:read", "key-worker"
        )
        self.finance = caller("benefits_department", "payments:export payments:report")
        self.team = caller("support_team", "referrals:read referrals:assign workers:write figures:read", "coordinator")

    async def stand(self) -> None:
        """The registry, an agreement on every dwelling, the rates, and one worker."""
        answers = [
            await self.office.put("/allocation/v1/estates", {"estates": [an_estate()]}),
            await self.office.put("/allocation/v1/rates", {"rates": [an_offer_deadline()]}),
            await self.office.post("/allocation/v1/agreements", an_agreement(kind="agreement", share="1/1")),
            await self.department.put("/benefits/v1/rates", {"rates": helsingor_rates()}),
            await self.team.put("/support/v1/methods", {"methods": [ICM]}),
            await self.team.put("/support/v1/workers/W1", {"team": "north", "method": "icm"}),
        ]
        assert all(answer.is_success for answer in answers), [answer.text for answer in answers]

    async def offer(self) -> dict[str, Any]:
        """A vacancy offered to the one household that waits."""
        vacancy = (await self.organisation.post("/allocation/v1/vacancies", a_vacancy())).json()
        nomination = (await self.centre.post("/allocation/v1/nominations", a_nomination(situation="street"))).json()
        assert await self.suite.deliver(times=2) == ["assess_ability"]
        found = (await self.centre.get(f"/allocation/v1/nominations/{nomination['id']}")).json()
        assert found["highest_rent_dkk"] is not None, found
        body = {"vacancy_id": vacancy["id"], "nomination_id": nomination["id"]}
        answer = await self.office.post("/allocation/v1/offers", body)
        assert answer.status_code == 201, answer.text
        offer: dict[str, Any] = answer.json()
        return offer

    async def sign(self, offer: dict[str, Any]) -> None:
        """Benefits commits, support names a worker, the citizen says yes, and the lease is signed and told."""
        await self.suite.deliver()
        committed = {"outcome": "committed", "reason_da": "Satserne er gennemgået, og betingelserne er opfyldt."}
        await self.department.post(f"/benefits/v1/cases/{offer['id']}/decision", committed)
        await self.team.post(f"/support/v1/referrals/{offer['id']}/assignment", {"worker_reference": "W1"})
        await self.suite.deliver()
        version = (await self.read_offer(offer["id"]))["version"]
        accepted = await self.centre.post(f"/allocation/v1/offers/{offer['id']}/acceptance", version=version)
        assert accepted.status_code == 200, accepted.text
        lease = {"signed_on": "2025-03-03", "starts_on": "2025-04-01"}
        signed = await self.organisation.put(f"/allocation/v1/vacancies/{offer['vacancy_id']}/lease", lease)
        assert signed.status_code == 200, signed.text
        assert sorted(await self.suite.deliver(times=2)) == ["tell_benefits_outcome", "tell_support_outcome"]

    async def read_offer(self, offer_id: str) -> dict[str, Any]:
        offer: dict[str, Any] = (await self.office.get(f"/allocation/v1/offers/{offer_id}")).json()
        return offer


@pytest.fixture
async def town(suite: Suite, issuer: Issuer) -> Town:
    town = Town(suite, issuer)
    await town.stand()
    return town


async def test_an_offer_opens_a_case_and_a_referral_and_hears_of_both(town: Town) -> None:
    offer = await town.offer()
    assert sorted(await town.suite.deliver(times=2)) == ["open_benefits_case", "open_referral"]
    case = (await town.department.get(f"/benefits/v1/cases/{offer['id']}")).json()
    assert case["proposal"]["affordability"], "the sums are shown"
    decided = await town.department.post(
        f"/benefits/v1/cases/{offer['id']}/decision",
        {"outcome": "committed", "reason_da": "Satserne er gennemgået, og betingelserne er opfyldt."},
    )
    assert decided.status_code == 201, decided.text
    assigned = await town.team.post(f"/support/v1/referrals/{offer['id']}/assignment", {"worker_reference": "W1"})
    assert assigned.is_success, assigned.text
    await town.suite.deliver(times=2)
    heard = await town.read_offer(offer["id"])
    assert (heard["deposit"], heard["support"], heard["worker_reference"]) == ("committed", "assigned", "W1")


async def test_a_signed_lease_reaches_both_departments(town: Town) -> None:
    offer = await town.offer()
    await town.sign(offer)
    referral = (await town.team.get(f"/support/v1/referrals/{offer['id']}")).json()
    assert (referral["outcome"], referral["course"]["starts_on"]) == ("signed", "2025-04-01")
    [order] = (await town.department.get("/benefits/v1/payment-orders")).json()
    assert (order["case_id"], order["payee"], order["pay_by_on"]) == (offer["id"], "99000236", "2025-03-31")


async def test_a_payment_reaches_allocation_and_of_it_the_organisation_hears_nothing(town: Town) -> None:
    offer = await town.offer()
    await town.sign(offer)
    [order] = (await town.department.get("/benefits/v1/payment-orders")).json()
    made = await town.finance.post("/benefits/v1/payment-files")
    assert made.status_code == 201, made.text
    receipt = {"outcome": "paid", "amount_dkk": order["amount_dkk"], "paid_on": "2025-03-03"}
    path = f"/benefits/v1/payment-orders/{order['id']}/receipt"
    before = (await town.organisation.get("/allocation/v1/events")).json()
    assert (await town.finance.put(path, receipt)).status_code == 200
    assert await town.suite.deliver(times=2) == ["tell_deposit_paid"]
    assert (await town.read_offer(offer["id"]))["deposit"] == "paid"
    assert (await town.organisation.get("/allocation/v1/events")).json() == before


async def test_an_offer_that_ends_closes_the_case_and_the_referral(town: Town) -> None:
    offer = await town.offer()
    await town.suite.deliver()
    version = (await town.read_offer(offer["id"]))["version"]
    declined = await town.centre.post(f"/allocation/v1/offers/{offer['id']}/decline", {"code": "area"}, version=version)
    assert declined.status_code == 200, declined.text
    await town.suite.deliver(times=2)
    case = (await town.department.get(f"/benefits/v1/cases/{offer['id']}")).json()
    referral = (await town.team.get(f"/support/v1/referrals/{offer['id']}")).json()
    assert (case["case"]["status"], referral["outcome"]) == ("closed", "declined")


async def test_a_merge_of_two_nominations_reaches_both_departments(town: Town) -> None:
    """The offer was made to the one without a CPR number; its case and its referral bear the other's identifier."""
    offer = await town.offer()
    await town.suite.deliver()
    gone = (await town.centre.get(f"/allocation/v1/nominations/{offer['nomination_id']}")).json()
    body = a_nomination(situation="street", cpr_number="0101019999")
    stays = (await town.centre.post("/allocation/v1/nominations", body)).json()
    await town.suite.deliver()
    path = f"/allocation/v1/nominations/{gone['id']}/merge"
    merged = await town.office.post(path, {"into": stays["id"]}, version=gone["version"])
    assert merged.status_code == 200, merged.text
    assert sorted(await town.suite.deliver(times=2)) == ["tell_benefits_merge", "tell_support_merge"]
    case = (await town.department.get(f"/benefits/v1/cases/{offer['id']}")).json()
    referral = (await town.team.get(f"/support/v1/referrals/{offer['id']}")).json()
    assert case["citizen_id"] == referral["citizen_id"] == stays["citizen_id"] != gone["citizen_id"]
    version = (await town.read_offer(offer["id"]))["version"]
    path = f"/allocation/v1/offers/{offer['id']}/acceptance"
    assert (await town.centre.post(path, version=version)).status_code == 200, "the offer goes on as before"
