"""What the finance system has paid, held against what was ordered; what differs is open until a person resolves it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kit.web.common import PROBLEMS, same_again
from kit.web.models import ApiModel, Day, Dkk, MunicipalityCode, Reference, TextOut
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import PaymentDecider, PaymentReader, PaymentReporter
from services.benefits.api.facts import PaidAmount
from services.benefits.domain.payments.reconciling import (
    DIFFERENCES,
    Line,
    LineOutcome,
    Posting,
    Reconciliation,
    ResolutionCode,
)
from services.benefits.store.reconciliations import list_differences
from services.benefits.usecases.payments.reconcile import reconcile
from services.benefits.usecases.payments.resolve_difference import resolve_difference

router = APIRouter(prefix="/v1", tags=["payments"], route_class=StoryRoute, responses=PROBLEMS)

OrderNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{6,9}$"), Field(examples=["0217-000001"])]


class PostingIn(ApiModel):
    """One payment as the finance system has posted it, under its own reference."""

    posting_reference: Reference = Field(examples=["B-2025-0311-17"])
    order_number: OrderNumber
    amount_dkk: PaidAmount = Field(examples=["25000.00"])
    paid_on: Day = Field(examples=["2025-03-14"])

    def to_posting(self) -> Posting:
        return Posting(self.posting_reference, self.order_number, self.amount_dkk, self.paid_on)


class ReconciliationIn(ApiModel):
    """What has been paid since last time."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "municipality_code": "0217",
                    "reference": "2025-03-14",
                    "lines": [
                        {
                            "posting_reference": "B-2025-0311-17",
                            "order_number": "0217-000001",
                            "amount_dkk": "25000.00",
                            "paid_on": "2025-03-14",
                        }
                    ],
                }
            ]
        }
    )

    municipality_code: MunicipalityCode | None = None
    reference: Reference
    lines: list[PostingIn] = Field(min_length=1, max_length=1_000)


class LineOut(BaseModel):
    """A posting, what came of it and why, and how a difference was resolved."""

    id: UUID
    posting_reference: str
    order_number: str
    amount_dkk: Dkk
    paid_on: date
    outcome: LineOutcome
    text: TextOut
    open: bool
    resolution: ResolutionCode | None
    resolved_at: datetime | None
    resolved_by: str | None

    @staticmethod
    def of(line: Line) -> "LineOut":
        return LineOut(
            id=line.id,
            posting_reference=line.posting.reference,
            order_number=line.posting.order_number,
            amount_dkk=line.posting.amount,
            paid_on=line.posting.paid_on,
            outcome=line.outcome,
            text=TextOut.model_validate(line.text),
            open=line.is_open,
            resolution=line.resolution,
            resolved_at=line.resolved_at,
            resolved_by=line.resolved_by,
        )


class ReconciliationOut(BaseModel):
    """What came of each line. The total is matched, repeated and different together, to the øre."""

    id: UUID
    reference: str
    received_at: datetime
    received_by: str
    total_dkk: Dkk
    matched_dkk: Dkk
    repeated_dkk: Dkk
    different_dkk: Dkk
    lines: list[LineOut]

    @staticmethod
    def of(found: Reconciliation) -> "ReconciliationOut":
        return ReconciliationOut(
            id=found.id,
            reference=found.reference,
            received_at=found.received_at,
            received_by=found.received_by,
            total_dkk=found.total(),
            matched_dkk=found.total(LineOutcome.MATCHED),
            repeated_dkk=found.total(LineOutcome.REPEATED),
            different_dkk=found.total(*DIFFERENCES),
            lines=[LineOut.of(line) for line in found.lines],
        )


class ResolutionIn(ApiModel):
    """How the difference was resolved."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "corrected_in_finance"}]})

    code: ResolutionCode


@router.post(
    "/reconciliations",
    status_code=201,
    summary="Reconcile what was paid",
    name="reconcile_payments",
    responses=same_again(ReconciliationOut),
)
async def post(
    body: ReconciliationIn, story: CurrentStory, _: PaymentReporter, response: Response
) -> ReconciliationOut:
    """Each line is matched, repeated, of a wrong amount, paid twice, unmatched (the order is not out to be paid) or
    unknown. The same reference with the same lines is answered as the first time (200)."""
    await story.act_in(body.municipality_code or story.municipality_code)
    found, is_new = await reconcile(story, body.reference, [line.to_posting() for line in body.lines])
    response.status_code = 201 if is_new else 200
    return ReconciliationOut.of(found)


@router.get("/payment-differences", summary="List payments that differ", name="list_payment_differences")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: PaymentReader,
    is_open: Annotated[
        bool | None, Query(alias="open", description="Only those not resolved yet, or only those.")
    ] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[LineOut]:
    """What was paid otherwise than ordered; open until a person has resolved it."""
    page = await list_differences(story, is_open=is_open, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [LineOut.of(line) for line in page]


@router.post(
    "/payment-differences/{line_id}/resolution",
    status_code=201,
    summary="Resolve a difference",
    name="resolve_payment_difference",
)
async def post_resolution(line_id: UUID, body: ResolutionIn, story: CurrentStory, _: PaymentDecider) -> LineOut:
    """Needs a person. Once, with a code that fits the difference; only an accepted amount pays the order."""
    return LineOut.of(await resolve_difference(story, line_id, body.code))
