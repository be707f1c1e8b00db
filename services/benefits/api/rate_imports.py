"""Imports of rates: sent in as JSON or CSV by one person, looked at and approved by another."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from kit.values.problems import FieldError, Problem
from kit.values.texts import Text
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, TextOut
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.problems import MEDIA_TYPE, ProblemDocument
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.benefits.api.bodies import Sentence
from services.benefits.api.callers import RatesApprover, RatesImporter, RatesWriter
from services.benefits.domain.rates.imports import ImportStatus, RateImport, difference_as_json
from services.benefits.domain.rates.rate_lines import SentLine, lines_of_csv
from services.benefits.store.rate_imports import list_rate_imports
from services.benefits.usecases.rates.import_rates import import_rates, read_import
from services.benefits.usecases.rates.review_import import approve_import, reject_import

router = APIRouter(prefix="/v1", tags=["rates"], route_class=StoryRoute, responses=PROBLEMS)

JSON, CSV = "application/json", "text/csv"
MOST_CONFIRMED = 2_000
Place = Annotated[str, Field(max_length=60)]
AN_EXAMPLE = (
    "key,valid_from,valid_to,value,unit,verified,source\n"
    "disposable_guideline_single,2026-01-01,2027-01-01,4120,DKK a month,yes,Byrådet 2025-12-02\n"
)


class NeitherJsonNorCsv(Problem):
    status = 415
    slug = "neither-json-nor-csv"
    title = Text(
        "Tabellen sendes som application/json eller text/csv", "The table is sent as application/json or text/csv"
    )


class RateFile(RootModel[bytes]):
    """A CSV file in UTF-8, `,` or `;` between the cells; its first line names the columns of a row."""

    model_config = ConfigDict(json_schema_extra={"examples": [AN_EXAMPLE]})


class RateRowIn(ApiModel):
    """A row as text, as a line of the file has it; what is wrong with it is told at its place."""

    key: str = Field(max_length=100, examples=["disposable_guideline_single"])
    valid_from: str = Field(max_length=20, examples=["2026-01-01"])
    valid_to: str | None = Field(default=None, max_length=20, examples=["2027-01-01"])
    value: str = Field(max_length=30, examples=["4120"])
    unit: str = Field(max_length=40, examples=["DKK a month"])
    verified: bool | str = Field(examples=[True])
    source: str = Field(max_length=500, examples=["Byrådet 2025-12-02"])

    def to_line(self, number: int) -> SentLine:
        cells = {name: str(value) for name, value in self.model_dump().items() if value is not None}
        return SentLine(f"/rows/{number}", cells)


class RateImportIn(ApiModel):
    """Rows, or the content of a CSV file: one of the two."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"csv": AN_EXAMPLE}]})

    rows: list[RateRowIn] | None = Field(default=None, max_length=2_000)
    csv: RateFile | None = None

    @model_validator(mode="before")
    @classmethod
    def file_as_it_is(cls, sent: Any) -> Any:
        return {"csv": sent} if isinstance(sent, bytes) else sent

    @model_validator(mode="after")
    def one_of_the_two(self) -> "RateImportIn":
        if (self.rows is None) == (self.csv is None):
            raise ValueError(Text("Send enten rækker eller en fil", "Send either rows or a file"))
        return self

    def to_lines(self) -> tuple[list[SentLine], list[FieldError]]:
        if self.csv is not None:
            return lines_of_csv(self.csv.root)
        return [row.to_line(number) for number, row in enumerate(self.rows or [])], []


class DifferenceOut(BaseModel):
    """One line against what stands: old and new in words, and the question where the change is unusually large."""

    place: str
    key: str
    valid_from: date
    old: str | None
    new: str
    text: TextOut
    question: TextOut | None


class RateImportOut(BaseModel):
    """Where an import stands."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    status: ImportStatus
    imported_at: datetime
    imported_by: str
    reviewed_at: datetime | None
    reviewed_by: str | None
    reason: str | None
    version: int


class RateImportFileOut(RateImportOut):
    """An import with its differences: against what stands now, or as they were approved."""

    differences: list[DifferenceOut]

    @staticmethod
    def of(found: RateImport, differences: list[dict[str, object]]) -> "RateImportFileOut":
        stands = RateImportOut.model_validate(found).model_dump()
        return RateImportFileOut(**stands, differences=[DifferenceOut.model_validate(each) for each in differences])


class ApprovalIn(ApiModel):
    """The places of the questioned lines that have been checked and are right."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"confirmed": ["/lines/2"]}]})

    confirmed: list[Place] = Field(default_factory=list, max_length=MOST_CONFIRMED)


class RejectionIn(ApiModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Beløbet er fra 2025."}]})

    reason: Sentence


AS_CSV = {"requestBody": {"content": {CSV: {"schema": {"$ref": "#/components/schemas/RateFile"}}}}}
WRONG_KIND: dict[int | str, dict[str, Any]] = {
    415: {"model": ProblemDocument, "content": {MEDIA_TYPE: {}}, "description": "Neither JSON nor `text/csv`."}
}


@router.post(
    "/rate-imports",
    status_code=201,
    summary="Send in a table of rates for approval",
    name="import_rates",
    responses=WRONG_KIND,
    openapi_extra=AS_CSV,
)
async def post(
    request: Request,
    body: Annotated[RateImportIn, Body()],
    story: CurrentStory,
    _: RatesImporter,
    response: Response,
    confirmed: Annotated[
        list[Place],
        Query(
            default_factory=list, max_length=100, description="Places of gaps that are right, as a refusal has them."
        ),
    ],
) -> RateImportFileOut:
    """Needs a person. Every fault is told by its line: unknown rates, units, negative values, days, overlaps and gaps
    (a gap may be confirmed). Nothing is in force before another person approves it."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in {JSON, CSV}:
        raise NeitherJsonNorCsv
    sent, faults = body.to_lines()
    new, review = await import_rates(story, sent, faults, confirmed)
    response.headers["Location"] = f"/benefits/v1/rate-imports/{new.id}"
    response.headers["ETag"] = etag(new.version)
    return RateImportFileOut.of(new, [difference_as_json(each) for each in review.differences])


@router.get("/rate-imports", summary="List imports of rates", name="list_rate_imports")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: RatesWriter,
    status: Annotated[ImportStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[RateImportOut]:
    """Who has sent in what, and what became of it."""
    page = await list_rate_imports(story, status=status, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [RateImportOut.model_validate(found) for found in page]


@router.get("/rate-imports/{import_id}", summary="See what an import changes", name="read_rate_import")
async def get(import_id: UUID, story: CurrentStory, _: RatesWriter, response: Response) -> RateImportFileOut:
    """Each line old → new in words, and which changes are unusually large."""
    found, differences = await read_import(story, import_id)
    response.headers["ETag"] = etag(found.version)
    return RateImportFileOut.of(found, differences)


@router.post("/rate-imports/{import_id}/approval", summary="Approve an import of rates", name="approve_rate_import")
async def post_approval(
    import_id: UUID, body: ApprovalIn, story: CurrentStory, _: RatesApprover, version: IfMatch, response: Response
) -> RateImportOut:
    """Needs a person, another than the importer. The whole table comes in force at once, or nothing does."""
    done = await approve_import(story, import_id, version, body.confirmed)
    response.headers["ETag"] = etag(done.version)
    return RateImportOut.model_validate(done)


@router.post("/rate-imports/{import_id}/rejection", summary="Reject an import of rates", name="reject_rate_import")
async def post_rejection(
    import_id: UUID, body: RejectionIn, story: CurrentStory, _: RatesApprover, version: IfMatch, response: Response
) -> RateImportOut:
    """Needs a person and a reason. Nothing of it comes in force."""
    done = await reject_import(story, import_id, version, body.reason)
    response.headers["ETag"] = etag(done.version)
    return RateImportOut.model_validate(done)
