"""Agreements: drafted, put in force, changed by a next version, ended, and read by both parties."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.agreement_answers import AgreementOut, AgreementSeriesOut, AgreementsOut
from services.allocation.api.agreement_models import AgreementIn, AgreementTermsIn, EndIn, NextVersionIn
from services.allocation.api.callers import AgreementDecider, AgreementsWriter, VacancyReader
from services.allocation.domain.agreements.versions import AgreementVersion
from services.allocation.store.agreements import get_version, list_series, list_versions
from services.allocation.usecases.agreements.change_draft import change_draft
from services.allocation.usecases.agreements.draft_version import draft_version
from services.allocation.usecases.agreements.end_agreement import end_agreement
from services.allocation.usecases.agreements.make_agreement import make_agreement
from services.allocation.usecases.agreements.put_in_force import put_in_force

router = APIRouter(prefix="/v1", tags=["agreements"], route_class=StoryRoute, responses=PROBLEMS)


def _answer(version: AgreementVersion, story: Story, response: Response) -> AgreementOut:
    response.headers["ETag"] = etag(version.version)
    return AgreementOut.of(version, local_day(story.now))


def _begun(version: AgreementVersion, story: Story, response: Response) -> AgreementOut:
    response.headers["Location"] = f"/allocation/v1/agreements/{version.id}"
    return _answer(version, story, response)


@router.post("/agreements", status_code=201, summary="Put a decision or an agreement in force", name="post_agreement")
async def post_agreement(
    body: AgreementIn, story: CurrentStory, _: AgreementsWriter, response: Response
) -> AgreementOut:
    """One organisation, one class of dwellings, between two dates; overlapping ones are refused. With `draft` it only
    begins a series, and decides nothing until it enters into force."""
    return _begun(await make_agreement(story, body.to_agreement(), draft=body.draft), story, response)


@router.get("/agreements", summary="Read the agreements", name="list_agreements")
async def get_agreements(
    story: CurrentStory,
    _: VacancyReader,
    drafts: Annotated[bool, Query(description="The municipality's drafts instead; an organisation sees none.")] = False,
) -> AgreementsOut:
    """Both parties read the same: an organisation its own, the municipality all."""
    today = local_day(story.now)
    found = await list_versions(story, drafts=drafts)
    return AgreementsOut(agreements=[AgreementOut.of(version, today) for version in found])


@router.get("/agreements/{agreement_id}", summary="Read one agreement", name="get_agreement")
async def get_agreement(
    agreement_id: UUID, story: CurrentStory, _: VacancyReader, response: Response
) -> AgreementSeriesOut:
    """With every version of its series, and its `ETag` for the next step."""
    version = await get_version(story, agreement_id)
    response.headers["ETag"] = etag(version.version)
    return AgreementSeriesOut.with_series(version, await list_series(story, version.series_id), local_day(story.now))


@router.put("/agreements/{agreement_id}", summary="Change a draft", name="put_agreement")
async def put_agreement(
    agreement_id: UUID,
    body: AgreementTermsIn,
    story: CurrentStory,
    _: AgreementsWriter,
    version: IfMatch,
    response: Response,
) -> AgreementOut:
    """Every clause anew; what is in force is never changed."""
    return _answer(await change_draft(story, agreement_id, body.to_agreement(), version), story, response)


@router.post(
    "/agreements/{agreement_id}/versions",
    status_code=201,
    summary="Draft the next version",
    name="post_agreement_version",
)
async def post_version(
    agreement_id: UUID, body: NextVersionIn, story: CurrentStory, _: AgreementsWriter, response: Response
) -> AgreementOut:
    """The clauses of the last version with those that change. A series has at most one draft at a time."""
    return _begun(await draft_version(story, agreement_id, body.to_changes()), story, response)


@router.post(
    "/agreements/{agreement_id}/entry-into-force", summary="Put a draft in force", name="put_agreement_in_force"
)
async def enter_into_force(
    agreement_id: UUID, story: CurrentStory, _: AgreementDecider, version: IfMatch, response: Response
) -> AgreementOut:
    """A person's act. From its date on; the version before it ends that day. What is already decided stands."""
    return _answer(await put_in_force(story, agreement_id, version), story, response)


@router.post("/agreements/{agreement_id}/end", summary="End an agreement", name="end_agreement")
async def end(
    agreement_id: UUID, body: EndIn, story: CurrentStory, _: AgreementDecider, version: IfMatch, response: Response
) -> AgreementOut:
    """A person's act. From the same day the municipality can put its own quarter in force."""
    return _answer(await end_agreement(story, agreement_id, body.in_force_to, version), story, response)
