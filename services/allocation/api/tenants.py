"""What an organisation is told of the tenant of its own dwelling, and what it may say in return."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.values.problems import NotFound
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.callers import (
    CurrentVault,
    LeaseWriter,
    Offerer,
    RegistryWriter,
    TenantReader,
    VacancyReader,
)
from services.allocation.api.offers import OfferOut
from services.allocation.domain.offers.debts import DebtOutcome
from services.allocation.domain.offers.disclosure import ContactPoint
from services.allocation.domain.offers.ends import DEBT_TO_THIS_ORGANISATION
from services.allocation.store.contacts import find_contact_point
from services.allocation.usecases.offers.decide_debt_notice import decide_debt_notice
from services.allocation.usecases.offers.enter_contact_point import enter_contact_point
from services.allocation.usecases.offers.give_debt_notice import give_debt_notice
from services.allocation.usecases.offers.show_tenant import show_tenant

router = APIRouter(prefix="/v1", tags=["tenants"], route_class=StoryRoute, responses=PROBLEMS)


class ContactPointModel(ApiModel):
    """Whom an organisation calls in the municipality about a tenancy: an office, not a citizen."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Boliganvisningen", "phone": "+4500000000", "email": "bolig@example.dk"}]
        }
    )

    name: str = Field(min_length=1, max_length=200)
    phone: Annotated[str, Field(pattern=r"^\+?[0-9 ]{8,20}$")] | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s]{1,100}@[^@\s]{1,100}$")] | None = None


class TenantOut(BaseModel):
    """What the lease needs of the household that has accepted, and no more. `name` is null until the citizen's consent
    or a rule lets it be passed on. With `protected_name_and_address` the tenant stands on no list and no doorbell."""

    model_config = ConfigDict(from_attributes=True)

    vacancy_id: UUID
    name: str | None
    cpr_number: str | None
    protected_name_and_address: bool
    adults: int
    children: int
    move_in_on: date | None
    deposit_secured: bool
    contact: ContactPointModel | None


class DebtNoticeIn(ApiModel):
    """The one ground there is: rent owed to, or an eviction by, this very organisation."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "debt_to_this_organisation"}]})

    code: Literal["debt_to_this_organisation"]


class DebtNoticeOut(BaseModel):
    """What was said; a person at the allocation office decides."""

    vacancy_id: UUID
    code: str
    given_at: datetime


class DebtDecisionIn(ApiModel):
    """What a person at the allocation office has found."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "upheld"}]})

    outcome: DebtOutcome


@router.get("/vacancies/{vacancy_id}/tenant", summary="Learn who has accepted the dwelling", name="get_tenant")
async def get_tenant(vacancy_id: UUID, story: CurrentStory, _: TenantReader, vault: CurrentVault) -> TenantOut:
    """For the organisation of the dwelling: from the citizen's yes until some days after the lease starts, 404
    otherwise. Every reading is recorded."""
    return TenantOut.model_validate(await show_tenant(story, vault, vacancy_id))


@router.post(
    "/vacancies/{vacancy_id}/debt-notice", summary="Say that the tenant owes rent here", name="post_debt_notice"
)
async def post_debt_notice(
    vacancy_id: UUID,
    body: DebtNoticeIn,  # noqa: ARG001
    story: CurrentStory,
    _: LeaseWriter,
) -> DebtNoticeOut:
    """After the tenant is known and before the lease. The organisation has no veto: the municipality decides, and the
    organisation hears whether the dwelling is offered on or the offer stands."""
    notice = await give_debt_notice(story, vacancy_id)
    return DebtNoticeOut(vacancy_id=vacancy_id, code=DEBT_TO_THIS_ORGANISATION, given_at=notice.given_at)


@router.post(
    "/offers/{offer_id}/debt-notice-decision",
    summary="Decide on an organisation's word of debt",
    name="decide_debt_notice",
)
async def post_decision(
    offer_id: UUID, body: DebtDecisionIn, story: CurrentStory, caller: Offerer, version: IfMatch, response: Response
) -> OfferOut:
    """A person's act. Upheld, the offer ends refused with the code `debt_to_this_organisation`, which costs the citizen
    nothing else; dismissed, the offer stands."""
    by = caller.person or caller.client_id
    offer = await decide_debt_notice(story, offer_id, version, body.outcome, by)
    response.headers["ETag"] = etag(offer.version)
    return OfferOut.model_validate(offer)


@router.put("/contact-point", summary="Enter whom organisations call", name="put_contact_point")
async def put_contact(body: ContactPointModel, story: CurrentStory, _: RegistryWriter) -> ContactPointModel:
    """Stands with every tenant that is shown."""
    contact = ContactPoint(body.name, body.phone, body.email)
    return ContactPointModel.model_validate(await enter_contact_point(story, contact))


@router.get("/contact-point", summary="Read whom organisations call", name="get_contact_point")
async def get_contact(story: CurrentStory, _: VacancyReader) -> ContactPointModel:
    """404 until the municipality has entered it."""
    async with story.as_municipality():
        contact = await find_contact_point(story)
    if contact is None:
        raise NotFound
    return ContactPointModel.model_validate(contact)
