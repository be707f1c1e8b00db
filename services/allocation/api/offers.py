"""Offers: made, answered, and what benefits and support say of them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Moment
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.callers import CurrentVault, OfferAnswerer, Offerer, OfferInformer, OfferReader
from services.allocation.domain.matching.overrides import Override, OverrideCode
from services.allocation.domain.offers.ends import DeclineCode, WithdrawalCode
from services.allocation.domain.offers.offer import DepositDecision, Offer, OfferStatus, SupportAnswer
from services.allocation.store import offers
from services.allocation.usecases.offers.allow_without_worker import allow_without_worker
from services.allocation.usecases.offers.answer_offer import accept_offer, decline_offer, withdraw_offer
from services.allocation.usecases.offers.hear_answers import DepositAnswer, hear_deposit, hear_support
from services.allocation.usecases.offers.make_offer import WantedOffer, make_offer

router = APIRouter(prefix="/v1", tags=["offers"], route_class=StoryRoute, responses=PROBLEMS)

Code = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]


class OverrideIn(ApiModel):
    """Why a household that does not stand first is offered the dwelling; always about an applicant."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "near_support"}]})

    code: OverrideCode
    why: str | None = Field(
        default=None, min_length=10, max_length=1000, description="Kept encrypted, for whoever must explain it later."
    )


class OfferIn(ApiModel):
    """One dwelling to one household."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "vacancy_id": "5f6f6d0e-0a3c-4c55-9d6e-0d9a52a9a1f4",
                    "nomination_id": "0d9a52a9-a1f4-4c55-9d6e-5f6f6d0e0a3c",
                }
            ]
        }
    )

    vacancy_id: UUID
    nomination_id: UUID
    override: OverrideIn | None = Field(default=None, description="Needed where others stand before the household.")
    matching_id: UUID | None = Field(default=None, description="The stored matching that proposes this pair.")

    def to_wanted(self) -> WantedOffer:
        override = Override(self.override.code, self.override.why) if self.override else None
        return WantedOffer(self.vacancy_id, self.nomination_id, override, self.matching_id)


class DeclineIn(ApiModel):
    """Why the citizen said no; it costs nothing."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "area"}]})

    code: DeclineCode


class WithdrawalIn(ApiModel):
    """Why the municipality takes the offer back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "deposit_refused"}]})

    code: WithdrawalCode


class WithoutWorkerIn(ApiModel):
    """A person's reason."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"why": "The citizen wishes to move in before the worker is back."}]}
    )

    why: str = Field(min_length=10, max_length=1000, description="Why the citizen moves in without a named worker.")


class DepositDecisionIn(ApiModel):
    """Benefits' answer; `reasons` are the names of the rules behind it, `hours` from a complete application. Withdrawn:
    the decision is changed; paid: the money is sent. Nothing of amounts or of the citizen's means."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "outcome": "committed",
                    "decided_at": "2025-03-03T15:00:00+01:00",
                    "reasons": ["duty_to_lend"],
                    "hours": "5",
                }
            ]
        }
    )

    outcome: Literal["committed", "refused", "late", "withdrawn", "paid"]
    decided_at: Moment
    reasons: list[Code] = Field(default=[], max_length=50)
    hours: Annotated[Decimal, Field(ge=0, le=100_000, allow_inf_nan=False)] | None = None


class SupportIn(ApiModel):
    """Support's answer."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"status": "assigned", "worker_id": "north-07", "method": "cti", "at": "2025-03-03T15:00:00+01:00"}
            ]
        }
    )

    status: Literal["assigned", "no_room"]
    worker_id: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    method: Code | None = None
    at: Moment


class OfferOut(BaseModel):
    """An offer with its deadline, and what benefits and support have answered."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    vacancy_id: UUID
    nomination_id: UUID
    status: OfferStatus
    offered_at: datetime
    due_at: datetime
    deposit: DepositDecision
    deposit_decided_at: datetime | None
    deposit_hours: Decimal | None
    support: SupportAnswer
    support_method: str | None
    worker_reference: str | None
    why_without_worker: str | None
    ended_at: datetime | None
    end_code: str | None
    version: int


def _answer(offer: Offer, response: Response) -> OfferOut:
    response.headers["ETag"] = etag(offer.version)
    return OfferOut.model_validate(offer)


@router.post("/offers", status_code=201, summary="Offer a dwelling to one household", name="post_offer")
async def post(
    body: OfferIn, story: CurrentStory, caller: Offerer, vault: CurrentVault, response: Response
) -> OfferOut:
    """A caseworker's act: needs a token that names a person. Benefits and support hear of it at once. Where others
    stand before the household, an override names why; or the offer cites the matching that proposes it."""
    offer = await make_offer(story, vault, body.to_wanted(), caller.person or caller.client_id)
    response.headers["Location"] = f"/allocation/v1/offers/{offer.id}"
    return _answer(offer, response)


@router.get("/offers", summary="List offers", name="list_offers")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: OfferReader,
    status: Annotated[OfferStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[OfferOut]:
    """The municipality's offers."""
    page = await offers.list_offers(story, status=status, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [OfferOut.model_validate(offer) for offer in page]


@router.get("/offers/{offer_id}", summary="Look at one offer", name="get_offer")
async def get(offer_id: UUID, story: CurrentStory, _: OfferReader, response: Response) -> OfferOut:
    """With its `ETag` for the answer."""
    return _answer(await offers.get_offer(story, offer_id), response)


@router.post("/offers/{offer_id}/acceptance", summary="The citizen says yes", name="accept_offer")
async def accept(
    offer_id: UUID, story: CurrentStory, _: OfferAnswerer, version: IfMatch, response: Response
) -> OfferOut:
    """Before the deadline."""
    return _answer(await accept_offer(story, offer_id, version), response)


@router.post("/offers/{offer_id}/decline", summary="The citizen says no", name="decline_offer")
async def decline(
    offer_id: UUID, body: DeclineIn, story: CurrentStory, _: OfferAnswerer, version: IfMatch, response: Response
) -> OfferOut:
    """Costs the citizen nothing; the dwelling is free for the next household at once."""
    return _answer(await decline_offer(story, offer_id, version, body.code), response)


@router.post("/offers/{offer_id}/withdrawal", summary="The municipality takes the offer back", name="withdraw_offer")
async def withdraw(
    offer_id: UUID, body: WithdrawalIn, story: CurrentStory, _: Offerer, version: IfMatch, response: Response
) -> OfferOut:
    """A person's act, with a coded reason."""
    return _answer(await withdraw_offer(story, offer_id, version, body.code), response)


@router.post(
    "/offers/{offer_id}/move-in-without-worker",
    summary="Say why a citizen moves in without a named worker",
    name="allow_without_worker",
)
async def without_worker(
    offer_id: UUID, body: WithoutWorkerIn, story: CurrentStory, _: Offerer, version: IfMatch, response: Response
) -> OfferOut:
    """A person's act; the reason is kept and counted."""
    return _answer(await allow_without_worker(story, offer_id, version, body.why), response)


@router.put("/offers/{offer_id}/deposit-decision", summary="Benefits tells its decision", name="put_deposit_decision")
async def put_deposit(offer_id: UUID, body: DepositDecisionIn, story: CurrentStory, _: OfferInformer) -> OfferOut:
    """The same answer again changes nothing."""
    answer = DepositAnswer(DepositDecision(body.outcome), body.decided_at, body.hours, body.reasons)
    return OfferOut.model_validate(await hear_deposit(story, offer_id, answer))


@router.put("/offers/{offer_id}/support", summary="Support tells its answer", name="put_support")
async def put_support(offer_id: UUID, body: SupportIn, story: CurrentStory, _: OfferInformer) -> OfferOut:
    """The same answer again changes nothing."""
    answer = SupportAnswer(body.status)
    return OfferOut.model_validate(await hear_support(story, offer_id, answer, body.method, body.worker_id))
