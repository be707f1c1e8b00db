"""Payment orders and the files that take them to the municipality's finance system."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from kit.web.common import PROBLEMS
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.benefits.api.callers import PaymentDecider, PaymentExporter, PaymentReader, PaymentReporter
from services.benefits.api.payment_models import CancellationIn, PayeeIn, PaymentFileOut, PaymentOrderOut, ReceiptIn
from services.benefits.domain.payments.orders import OrderState, PaymentOrder
from services.benefits.store import payments
from services.benefits.store.payment_files import get_file
from services.benefits.usecases.payments.cancel_payment import cancel_payment
from services.benefits.usecases.payments.make_payment_file import make_payment_file
from services.benefits.usecases.payments.note_receipt import note_receipt
from services.benefits.usecases.payments.order_again import order_again
from services.benefits.usecases.payments.say_who_is_paid import say_who_is_paid

router = APIRouter(prefix="/v1", tags=["payments"], route_class=StoryRoute, responses=PROBLEMS)

FileNumber = Annotated[int, Path(ge=1, lt=2**31, description="The number of the file.")]


class CsvFile(Response):
    """A payment file as it was made."""

    media_type = "text/csv"


def _answer(order: PaymentOrder, response: Response) -> PaymentOrderOut:
    response.headers["ETag"] = etag(order.version)
    return PaymentOrderOut.of(order)


@router.get("/payment-orders", summary="List payment orders", name="list_payment_orders")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: PaymentReader,
    state: Annotated[OrderState | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[PaymentOrderOut]:
    """What is to be paid, to whom and by when. An order without a payee waits until somebody has said who is paid."""
    page = await payments.list_orders(story, state=state, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [PaymentOrderOut.of(order) for order in page]


@router.get("/payment-orders/{order_id}", summary="Read a payment order", name="read_payment_order")
async def get(order_id: UUID, story: CurrentStory, _: PaymentReader, response: Response) -> PaymentOrderOut:
    """Where one order stands."""
    return _answer(await payments.get_order(story, order_id), response)


@router.post(
    "/cases/{case_id}/payment-orders", status_code=201, summary="Order a payment again", name="order_payment_again"
)
async def post_again(case_id: UUID, story: CurrentStory, _: PaymentDecider, response: Response) -> PaymentOrderOut:
    """Needs a person. A commitment that falls due is ordered by itself; this orders anew what was rejected or
    cancelled. Never twice: an order that lives is named (409)."""
    return _answer(await order_again(story, case_id), response)


@router.put("/payment-orders/{order_id}/payee", summary="Say who is paid", name="say_who_is_paid")
async def put_payee(
    order_id: UUID, body: PayeeIn, story: CurrentStory, _: PaymentDecider, version: IfMatch, response: Response
) -> PaymentOrderOut:
    """Needs a person. Before the order is sent out."""
    return _answer(await say_who_is_paid(story, order_id, version, body.to_payee()), response)


@router.post("/payment-orders/{order_id}/cancellation", summary="Call a payment off", name="cancel_payment")
async def post_cancellation(
    order_id: UUID, body: CancellationIn, story: CurrentStory, _: PaymentDecider, version: IfMatch, response: Response
) -> PaymentOrderOut:
    """Needs a person and a coded reason. What has been sent out is stopped in the finance system instead."""
    return _answer(await cancel_payment(story, order_id, version, body.code), response)


@router.put("/payment-orders/{order_id}/receipt", summary="Acknowledge a payment order", name="acknowledge_payment")
async def put_receipt(
    order_id: UUID, body: ReceiptIn, story: CurrentStory, _: PaymentReporter, response: Response
) -> PaymentOrderOut:
    """The finance system tells that an order is paid, with the amount to the øre, or rejected. The same again changes
    nothing; another receipt is refused (409), and so is one for an order that was never sent out."""
    return _answer(await note_receipt(story, order_id, body.to_receipt()), response)


@router.post("/payment-files", status_code=201, summary="Make the next payment file", name="make_payment_file")
async def post_file(story: CurrentStory, _: PaymentExporter, response: Response) -> PaymentFileOut:
    """Everything that is ordered and in no file yet, under the next number. Where there is nothing to send, no file is
    made and no number used (409)."""
    made = await make_payment_file(story)
    response.headers["Location"] = f"/benefits/v1/payment-files/{made.number}"
    return PaymentFileOut.of(made)


@router.get("/payment-files/{number}", summary="Fetch a payment file", name="read_payment_file", response_class=CsvFile)
async def get_payment_file(number: FileNumber, story: CurrentStory, _: PaymentExporter) -> CsvFile:
    """The same bytes always: CSV in UTF-8, a line an order, and a last line with the count and the sum to check by.
    The ETag is the SHA-256 of the content."""
    made = await get_file(story, number)
    named = f'attachment; filename="payments-{story.municipality_code}-{number:06}.csv"'
    return CsvFile(made.content, headers={"Content-Disposition": named, "ETag": f'"{made.sha256}"'})
