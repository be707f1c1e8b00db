"""Lists page by cursor: the identifier of the last row, and a `Link` header to the next page."""

from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Query, Response
from starlette.datastructures import URL

PageSize = Annotated[int, Query(ge=1, le=200, description="Rows a page.")]
AfterId = Annotated[UUID | None, Query(description="The cursor of the previous page's `Link` header.")]


class HasId(Protocol):
    @property
    def id(self) -> UUID: ...


def link_to_next(response: Response, url: URL, page: Sequence[HasId], limit: int) -> None:
    """Point at the next page where this one is full."""
    if len(page) == limit:
        following = url.include_query_params(after=str(page[-1].id), limit=limit)
        response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
