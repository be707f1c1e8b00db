"""Problems as answers: RFC 9457, in Danish unless English is asked for, with the trace id and a pointer per field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from kit.calls.traces import trace_id
from kit.values.problems import Conflict, FieldError, NotFound, Problem, ServiceUnavailable, Unprocessable
from kit.values.texts import Text
from kit.web.messages import sentence_for

TYPE_PREFIX = "urn:hjemvej:problem:"
MEDIA_TYPE = "application/problem+json"

log = structlog.get_logger("problems")


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    pointer: str
    detail: str


class ProblemDocument(BaseModel):
    """A problem document (RFC 9457)."""

    model_config = ConfigDict(title="Problem", extra="allow")

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldProblem] = []
    trace_id: str


class MethodNotAllowed(Problem):
    status = 405
    slug = "method-not-allowed"
    title = Text("Metoden findes ikke på denne adresse", "The method does not exist at this address")


class MalformedRequest(Problem):
    status = 400
    slug = "malformed-request"
    title = Text("Forespørgslen kan ikke læses som JSON i UTF-8", "The request cannot be read as JSON in UTF-8")


def language_of(accept_language: str) -> str:
    """`en` where the caller prefers English to Danish, `da` otherwise."""
    wanted: dict[str, float] = {}
    for part in accept_language.lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            wanted.setdefault(tag[:2], float(quality or 1))
        except ValueError:
            continue
    return "en" if wanted.get("en", 0) > wanted.get("da", 0) else "da"


def problem_response(
    problem: Problem, *, accept_language: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The answer that tells a problem."""
    language = language_of(accept_language)
    content: dict[str, object] = {
        "type": TYPE_PREFIX + problem.slug,
        "title": problem.title.in_language(language),
        "status": problem.status,
        "trace_id": trace_id.get(),
    }
    if problem.detail:
        content["detail"] = problem.detail.in_language(language)
    if problem.errors:
        content["errors"] = [
            {"pointer": error.pointer, "detail": error.text.in_language(language)} for error in problem.errors
        ]
    sent = {"Content-Language": language, **(headers or {})}
    if problem.retry_after is not None:
        sent["Retry-After"] = str(problem.retry_after)
    return JSONResponse({**problem.extra, **content}, status_code=problem.status, headers=sent, media_type=MEDIA_TYPE)


def _pointer(location: Sequence[str | int]) -> str:
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in location]
    return "/" + "/".join(parts[1:] if parts[0] == "body" else parts)


def invalid_request(errors: Iterable[Mapping[str, Any]]) -> Problem:
    """A validation failure, each error at its field. What was sent is never repeated: it may be personal."""
    found = list(errors)
    if any(error["type"] == "json_invalid" for error in found):
        return MalformedRequest()
    return Unprocessable(errors=field_errors(found))


def field_errors(errors: Iterable[Mapping[str, Any]]) -> list[FieldError]:
    """The sentence for each of pydantic's errors, at its field."""
    return [FieldError(_pointer(error["loc"]), sentence_for(error)) for error in errors]


def _allowed_methods(request: Request) -> str:
    here = [
        route for route in getattr(request.app.state, "routes", ()) if route.matches(request.scope)[0] is not Match.NONE
    ]
    return ", ".join(sorted({method for route in here for method in route.methods}))


def _from_database(error: Exception, constraints: Mapping[str, type[Problem]]) -> Problem:
    if isinstance(error, IntegrityError):
        diagnosis = getattr(error.orig, "diag", None)
        return constraints.get(getattr(diagnosis, "constraint_name", None) or "", Conflict)()
    if isinstance(error, DataError):
        return Unprocessable(Text("En værdi kan ikke gemmes", "A value cannot be stored"))
    return ServiceUnavailable(retry_after=1)


def add_problem_handlers(app: FastAPI, constraints: Mapping[str, type[Problem]] | None = None) -> None:
    """Every way out of the app that is not an answer becomes a problem document.

    `constraints` names the problem that a violated constraint of the database stands for.
    """

    def tell(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
        return problem_response(problem, accept_language=request.headers.get("accept-language", ""), headers=headers)

    async def on_problem(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Problem)
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
        return tell(request, error, headers)

    async def on_invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return tell(request, invalid_request(error.errors()))

    async def on_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            return tell(request, MethodNotAllowed(), {"Allow": _allowed_methods(request)})
        return tell(request, NotFound() if error.status_code == 404 else MalformedRequest())

    async def on_database(request: Request, error: Exception) -> JSONResponse:
        problem = _from_database(error, constraints or {})
        log.warning("database", error=type(error).__name__, answered=problem.status)
        return tell(request, problem)

    async def on_surprise(request: Request, error: Exception) -> JSONResponse:
        log.error("unexpected", error=type(error).__name__, where=_innermost(error))
        return tell(request, Problem())

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    for kind in (IntegrityError, DataError, OperationalError, InterfaceError, TimeoutError):
        app.add_exception_handler(kind, on_database)
    app.add_exception_handler(Exception, on_surprise)


def _innermost(error: BaseException) -> str:
    """File and line of the failure; never its message, which may hold what was sent."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}" if trace else ""
