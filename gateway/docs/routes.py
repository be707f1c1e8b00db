"""Two pages for people, all of them local files: no other host is asked for anything."""

from pathlib import Path

from fastapi import APIRouter, Response

HERE = Path(__file__).parent
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/docs": ("docs.html", "text/html; charset=utf-8"),
    "/docs/style.css": ("style.css", "text/css; charset=utf-8"),
    "/docs/examples.js": ("examples.js", "text/javascript; charset=utf-8"),
    "/docs/docs.js": ("docs.js", "text/javascript; charset=utf-8"),
    "/docs/language.js": ("language.js", "text/javascript; charset=utf-8"),
}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def page_routes() -> APIRouter:
    """Each page at its address, read once at start."""
    router = APIRouter(include_in_schema=False)
    for address, (name, media_type) in FILES.items():
        _serve(router, address, (HERE / name).read_bytes(), media_type)
    return router


def _serve(router: APIRouter, address: str, content: bytes, media_type: str) -> None:
    @router.get(address)
    async def page() -> Response:
        return Response(content, headers={"Content-Type": media_type, **HEADERS})
