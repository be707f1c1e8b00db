"""The claim ledger, read and recomputed by both parties."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from kit.database.stories import Stories
from kit.values.callers import Caller
from kit.web.common import PROBLEMS
from kit.web.models import ReasonOut
from kit.web.requests import CurrentStory, Cvr, StoryRoute
from services.allocation.api.callers import VacancyReader
from services.allocation.api.ledger_csv import LedgerTable
from services.allocation.domain.ledger.lines import LedgerLine
from services.allocation.domain.ledger.state import COUNTS
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from services.allocation.store.ledger_lines import find_versions, list_lines
from services.allocation.usecases.ledger.recompute_ledger import recompute_ledger

router = APIRouter(prefix="/v1", tags=["ledgers"], route_class=StoryRoute, responses=PROBLEMS)

MOST_LINES = 10_000
LINES_AT_A_TIME = 1_000

AfterSequence = Annotated[int, Query(ge=0, lt=2**31, description="The sequence of the last line already read.")]
LineCount = Annotated[int, Query(ge=1, le=MOST_LINES, description="Lines a page.")]


class LedgerRowOut(BaseModel):
    """One line of a ledger: what it says, who made it, the counts after it, and the arithmetic.

    `moved` is what the line added to the counts. An organisation does not learn which member of staff acted.
    """

    sequence: int
    vacancy_id: UUID | None
    reference: str | None
    posted_on: date | None
    outcome: Outcome
    claimed_by: Right | None
    counted: bool
    countable: int
    targeted_countable: int
    used_general: int
    used_targeted: int
    lapsed: int
    owed: int
    moved: dict[str, int]
    agreement_id: UUID | None
    decided_at: datetime
    made_by: str | None
    person: str | None
    reasons: list[ReasonOut]

    @staticmethod
    def of(line: LedgerLine, reader: Caller) -> "LedgerRowOut":
        return LedgerRowOut(
            sequence=line.sequence,
            vacancy_id=line.vacancy_id,
            reference=line.facts.reference if line.facts else None,
            posted_on=line.facts.posted_on if line.facts else None,
            outcome=line.outcome,
            claimed_by=line.right,
            counted=line.counted,
            moved={name: getattr(line.movement, name) for name in COUNTS if getattr(line.movement, name)},
            agreement_id=line.agreement_id,
            decided_at=line.decided_at,
            made_by=line.made_by,
            person=None if reader.cvr else line.person,
            reasons=[ReasonOut.model_validate(reason) for reason in line.reasons],
            **{name: getattr(line.after, name) for name in COUNTS},
        )


@router.get("/ledgers/{cvr}", summary="Read a ledger", name="get_ledger")
async def get_ledger(
    cvr: Cvr,
    request: Request,
    response: Response,
    story: CurrentStory,
    reader: VacancyReader,
    dwelling_class: DwellingClass = DwellingClass.FAMILY,
    after: AfterSequence = 0,
    limit: LineCount = MOST_LINES,
) -> list[LedgerRowOut]:
    """Every decision and correction in order, so that both parties can recompute it. A longer ledger is read on by the
    `Link` header."""
    lines = await list_lines(story, cvr, dwelling_class, after=after, limit=limit)
    if len(lines) == limit:
        following = request.url.include_query_params(after=lines[-1].sequence)
        response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    return [LedgerRowOut.of(line, reader) for line in lines]


class DifferenceOut(BaseModel):
    """The first line that is not as it should be, and both readings of it."""

    model_config = ConfigDict(from_attributes=True)

    sequence: int
    what: str
    stored: str
    recomputed: str


class RecomputationOut(BaseModel):
    """Whether every line and the counts that stand follow from what happened."""

    model_config = ConfigDict(from_attributes=True)

    holds: bool
    entries: int
    difference: DifferenceOut | None


@router.get("/ledgers/{cvr}/recomputation", summary="Recompute a ledger", name="recompute_ledger")
async def get_recomputation(
    cvr: Cvr, story: CurrentStory, _: VacancyReader, dwelling_class: DwellingClass = DwellingClass.FAMILY
) -> RecomputationOut:
    """Every line again from the facts, what was known, the agreements and the corrections as they are stored; and
    whether it all comes out the same. Either party may ask."""
    found = await recompute_ledger(story, cvr, dwelling_class)
    return RecomputationOut(
        holds=found.difference is None,
        entries=found.entries,
        difference=DifferenceOut.model_validate(found.difference) if found.difference else None,
    )


class Csv(StreamingResponse):
    media_type = "text/csv"


@router.get("/ledgers/{cvr}/export", summary="Take a ledger home", name="export_ledger", response_class=Csv)
async def get_export(
    cvr: Cvr,
    request: Request,
    story: CurrentStory,
    _: VacancyReader,
    dwelling_class: DwellingClass = DwellingClass.FAMILY,
) -> Csv:
    """Every line with its facts, terms, counts and movement as CSV (RFC 4180): enough to recompute it with pen and
    paper. Nothing personal."""
    table = LedgerTable(await find_versions(story, cvr))
    municipality_code, stories = story.municipality_code, request.app.state.stories
    named = f'attachment; filename="ledger-{municipality_code}-{cvr}-{dwelling_class}.csv"'
    rows = _rows(table, stories, story.caller, municipality_code, cvr, dwelling_class)
    return Csv(rows, headers={"Content-Disposition": named})


async def _rows(
    table: LedgerTable,
    stories: Stories,
    caller: Caller,
    municipality_code: str,
    cvr: str,
    dwelling_class: DwellingClass,
) -> AsyncIterator[str]:
    """The table a page at a time, in no more memory than a page takes and with no transaction while it is sent: lines
    are never changed, and a new one comes last."""
    yield table.header()
    after = 0
    while True:
        async with stories.begin(caller, municipality_code) as story:
            lines = await list_lines(story, cvr, dwelling_class, after=after, limit=LINES_AT_A_TIME)
        if not lines:
            return
        yield table.rows(lines)
        after = lines[-1].sequence
