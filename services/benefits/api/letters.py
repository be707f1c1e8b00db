"""Letters to a citizen, as HTML or PDF."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response

from kit.values.problems import Problem
from kit.values.texts import Text
from kit.web.common import PROBLEMS
from kit.web.problems import MEDIA_TYPE, ProblemDocument
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import CurrentVault, LetterReader
from services.benefits.api.letter_pages.html import as_html
from services.benefits.api.letter_pages.pdf import as_pdf
from services.benefits.domain.decisions.letters.letter import Channel, LetterKind
from services.benefits.usecases.decisions.read_letter import Wanted, read_letter

router = APIRouter(prefix="/v1", tags=["letters"], route_class=StoryRoute, responses=PROBLEMS)

HTML, PDF = "text/html", "application/pdf"
MOST_DECISIONS = 10_000


class NoSuchForm(Problem):
    status = 406
    slug = "no-such-form"
    title = Text("Et brev findes som text/html og application/pdf", "A letter is text/html or application/pdf")


ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The letter. `Hjemvej-Citizen-Id` says whom it is for.",
        "content": {HTML: {"schema": {"type": "string"}}, PDF: {"schema": {"type": "string", "format": "binary"}}},
    },
    406: {"model": ProblemDocument, "content": {MEDIA_TYPE: {}}, "description": "Neither HTML nor PDF is accepted."},
}


def form_of(accept: str) -> str:
    """The form that the caller would rather have: the one named with the higher weight, HTML where they are alike.

    Raises NoSuchForm.
    """
    weights = dict.fromkeys((HTML, PDF), 0.0)
    for part in accept.split(","):
        name, *parameters = (each.strip() for each in part.lower().split(";"))
        weight = next((_weight(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
        for form in weights:
            if name in {form, "*/*", f"{form.partition('/')[0]}/*"}:
                weights[form] = max(weights[form], weight)
    best = max(weights, key=lambda form: weights[form])
    if weights[best] == 0:
        raise NoSuchForm
    return best


def _weight(text: str) -> float:
    digits = text.replace(".", "", 1)
    return float(text) if digits.isascii() and digits.isdigit() and len(text) < 6 else 1.0


@router.get(
    "/cases/{case_id}/letters/{kind}",
    summary="Fetch a letter to the citizen",
    name="read_letter",
    response_class=Response,
    responses=ANSWERS,
)
async def get(
    case_id: UUID,
    kind: LetterKind,
    story: CurrentStory,
    _: LetterReader,
    vault: CurrentVault,
    channel: Annotated[Channel, Query(description="On paper for who is exempt from digital post.")] = (
        Channel.DIGITAL_POST
    ),
    number: Annotated[
        int | None, Query(ge=1, le=MOST_DECISIONS, description="Of several; without it the newest.")
    ] = None,
    accept: Annotated[str, Header(max_length=500, description="`text/html` or `application/pdf`.")] = HTML,
) -> Response:
    """Needs a person; each fetching is entered in the journal. In Danish, as `text/html` or `application/pdf`. The
    place of name and address is empty: the post system fills it in by `Hjemvej-Citizen-Id`."""
    form = form_of(accept)
    found = await read_letter(story, vault, case_id, Wanted(kind, channel, number), form)
    content = await as_pdf(found.letter) if form == PDF else as_html(found.letter).encode()
    headers = {"Hjemvej-Citizen-Id": str(found.citizen_id), "Content-Language": "da", "Cache-Control": "no-store"}
    return Response(content, media_type=form, headers=headers)
