"""Vacancies in batches: as JSON, and as a CSV file from a spreadsheet."""

import asyncio
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, RootModel

from kit.database.vault import Vault
from kit.values.problems import Problem
from kit.values.texts import Text
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, TextOut
from kit.web.problems import MEDIA_TYPE, ProblemDocument
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import CurrentVault, VacancyPoster
from services.allocation.api.lines import LINE, VacancyLine, act_for
from services.allocation.api.models import VacancyOut
from services.allocation.domain.vacancies.batches import MOST_FAULTS_TOLD, MOST_IN_A_BATCH, Line, LineFault
from services.allocation.domain.vacancies.csv_lines import HEADER, CsvLine, read_file
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from services.allocation.usecases.ledger.import_vacancies import FileOfVacancies, Imported, import_vacancies
from services.allocation.usecases.ledger.post_vacancies import PostedLine, post_vacancies

CSV = "text/csv"


class BatchRoute(StoryRoute):
    """Takes a thousand vacancies in JSON, be it indented."""

    body_limit: ClassVar[int] = 2 * 1024 * 1024


class ImportRoute(StoryRoute):
    """Takes a file of ten thousand lines, each of up to four hundred bytes."""

    body_limit: ClassVar[int] = 4 * 1024 * 1024


class NotCsv(Problem):
    status = 415
    slug = "not-csv"
    title = Text("Filen sendes med Content-Type: text/csv", "The file is sent with Content-Type: text/csv")


batches = APIRouter(prefix="/v1", tags=["vacancies"], route_class=BatchRoute, responses=PROBLEMS)
imports = APIRouter(prefix="/v1", tags=["vacancies"], route_class=ImportRoute, responses=PROBLEMS)


class VacancyBatchIn(ApiModel):
    """Vacancies of one organisation in one municipality."""

    vacancies: Annotated[list[VacancyLine], Field(min_length=1, max_length=MOST_IN_A_BATCH)]


class BatchLineOut(BaseModel):
    """What became of one vacancy of the batch; `repeated` where it had been posted before."""

    repeated: bool
    posted: VacancyOut

    @staticmethod
    def of(line: PostedLine) -> "BatchLineOut":
        return BatchLineOut(repeated=not line.is_new, posted=VacancyOut.of(line.posted))


class BatchOut(BaseModel):
    """Every vacancy with its decision, in the order of the request."""

    vacancies: list[BatchLineOut]


class VacancyFile(RootModel[bytes]):
    """A CSV file in UTF-8 with our field names in its first line, `,` or `;` between the cells."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                "reference,municipality_code,dwelling_id,posted_on,notice_received_on,vacant_from_on,organisation_cvr,"
                "estate,dwelling_class,rooms,area_m2,floor,lift,pets_allowed,first_let_year,rent_dkk,utilities_dkk,"
                "deposit_dkk,chain_reference\n236-06-0331,0217,8c1930c0-25b8-4551-8a89-504b0eb19fb1,2025-01-02,"
                "2024-12-30,2025-03-01,99000236,06,family,4,101,3,0,0,1948,7600,1220,31100,\n"
            ]
        }
    )


class FaultOut(BaseModel):
    """What is wrong at one place of the file and what to do; no `field` where the line as a whole is wrong."""

    line: int
    field: str | None
    text: TextOut


class ImportedLineOut(BaseModel):
    """What became of one line; the arithmetic is read with the vacancy or the ledger."""

    line: int
    repeated: bool
    id: UUID
    reference: str
    dwelling_class: DwellingClass
    outcome: Outcome
    right: Right | None
    sequence: int
    posted_late: bool
    answer_due_at: datetime | None

    @staticmethod
    def of(number: int, line: PostedLine) -> "ImportedLineOut":
        posted = line.posted
        return ImportedLineOut(
            line=number,
            repeated=not line.is_new,
            id=posted.id,
            reference=posted.facts.reference,
            dwelling_class=posted.facts.dwelling_class,
            outcome=posted.outcome,
            right=posted.right,
            sequence=posted.sequence,
            posted_late=posted.posted_late,
            answer_due_at=posted.answer_due_at,
        )


class ImportOut(BaseModel):
    """The report on a file: how many lines were read, what is wrong with them, and what was posted."""

    dry_run: bool
    lines: int
    faulty_lines: int
    fault_count: int
    faults: list[FaultOut]
    vacancies: list[ImportedLineOut]

    @staticmethod
    def of(imported: Imported, *, dry_run: bool) -> "ImportOut":
        return ImportOut(
            dry_run=dry_run,
            lines=imported.lines,
            faulty_lines=imported.faulty_lines,
            fault_count=len(imported.faults),
            faults=[FaultOut.model_validate(each.as_json()) for each in imported.faults[:MOST_FAULTS_TOLD]],
            vacancies=[ImportedLineOut.of(number, line) for number, line in imported.posted.items()],
        )


def _read(content: bytes) -> FileOfVacancies:
    file = read_file(content)
    return FileOfVacancies(
        {line.number: _as_line(line) for line in file.lines}, [LineFault(HEADER, fault) for fault in file.faults]
    )


def _as_line(line: CsvLine) -> Line:
    """The line as JSON would give it; what is wrong with a cell is told once."""
    told = {fault.pointer for fault in line.faults}
    if "" in told:
        return Line({}, line.faults)
    read = LINE.validate_python(line.values)
    return Line(read.given, (*line.faults, *(fault for fault in read.faults if fault.pointer not in told)))


def _order_key(vault: Vault) -> bytes:
    return vault.key_for("the order of vacancies in one request")


@batches.post(
    "/vacancy-batches",
    status_code=201,
    summary="Post several vacancies at once",
    name="post_vacancies",
    responses={200: {"model": BatchOut, "description": "All of them had been posted before."}},
)
async def post_batch(
    body: VacancyBatchIn, story: CurrentStory, _: VacancyPoster, vault: CurrentVault, response: Response
) -> BatchOut:
    """All or none, 1 to 1,000 of the calling organisation in one municipality. They count by the day the notice to
    quit was received, then the day vacant, then by lot; each answer stands in the order of the request. A reference
    that was posted before gives its first answer; with other content it is refused (409). Everything wrong with any
    of them is told at once (422), at `/vacancies/17/rent_dkk`."""
    await act_for(story, body.vacancies)
    posted = await post_vacancies(story, body.vacancies, _order_key(vault))
    response.status_code = 201 if any(line.is_new for line in posted) else 200
    return BatchOut(vacancies=[BatchLineOut.of(line) for line in posted])


@imports.post(
    "/vacancy-imports",
    status_code=201,
    summary="Post the vacancies of a CSV file, or hear what is wrong with it",
    name="import_vacancies",
    responses={
        200: {"model": ImportOut, "description": "A dry run, or all of them had been posted before."},
        415: {"model": ProblemDocument, "content": {MEDIA_TYPE: {}}, "description": "Not `text/csv`."},
    },
)
async def post_import(
    request: Request,
    file: Annotated[VacancyFile, Body(media_type=CSV)],
    story: CurrentStory,
    _: VacancyPoster,
    vault: CurrentVault,
    response: Response,
    dry_run: Annotated[bool, Query(description="Only the report: nothing is posted, and no decision told.")] = False,
) -> ImportOut:
    """Up to 10,000 lines, all or none. The columns are the fields of a vacancy, in any order; those that may be left
    out of a vacancy may be left out here. `1`, `0`, `true` and `false` are yes and no; amounts are `4500`, `4500.00` or
    `4500,00`. Every fault of every line is told, in Danish and English, by its line, its field and what to do."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != CSV:
        raise NotCsv
    read = await asyncio.to_thread(_read, file.root)
    await act_for(story, list(read.lines.values()))
    imported = await import_vacancies(story, read, _order_key(vault), dry_run=dry_run)
    response.status_code = 201 if any(line.is_new for line in imported.posted.values()) else 200
    return ImportOut.of(imported, dry_run=dry_run)
