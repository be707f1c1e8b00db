"""What can go wrong, as RFC 9457 will tell it: a class per kind of problem, its title the sentence shown.

Stories and rules raise these; only `kit.web` turns them into answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from kit.values.texts import Text


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; `pointer` is its JSON pointer in the body (RFC 6901)."""

    pointer: str
    text: Text


class Problem(Exception):
    """A request that cannot be done, with what is wrong and what to do."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal-error"
    title: ClassVar[Text] = Text("Der skete en fejl hos os", "Something went wrong on our side")

    def __init__(
        self,
        detail: Text | None = None,
        *,
        errors: Sequence[FieldError] = (),
        extra: Mapping[str, object] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__((detail or self.title).en)
        self.detail = detail
        self.errors = tuple(errors)
        self.extra = dict(extra or {})
        self.retry_after = retry_after


class Unauthorized(Problem):
    status = 401
    slug = "unauthorized"
    title = Text("Adgangstoken mangler eller er ugyldigt", "The access token is missing or not valid")


class Forbidden(Problem):
    status = 403
    slug = "forbidden"
    title = Text("Adgangen dækker ikke denne handling", "The access does not cover this act")


class PersonRequired(Forbidden):
    slug = "person-required"
    title = Text(
        "Handlingen kræver en person: brug et token for den medarbejder, der handler",
        "The act needs a person: use a token for the member of staff who acts",
    )


class NotFound(Problem):
    status = 404
    slug = "not-found"
    title = Text("Findes ikke", "Not found")


class Conflict(Problem):
    status = 409
    slug = "conflict"
    title = Text("Handlingen passer ikke til det, der allerede er sket", "The act conflicts with what has happened")


class ContentDiffers(Conflict):
    slug = "content-differs"
    title = Text(
        "Referencen er allerede brugt med andet indhold",
        "The reference has already been used with other content",
    )


class PreconditionFailed(Problem):
    status = 412
    slug = "precondition-failed"
    title = Text(
        "Nogen har ændret det imens: hent det igen og prøv på ny",
        "It was changed meanwhile: fetch it again and retry",
    )


class PreconditionRequired(Problem):
    status = 428
    slug = "precondition-required"
    title = Text("If-Match mangler: send den ETag, du har læst", "If-Match is missing: send the ETag you have read")


class Unprocessable(Problem):
    status = 422
    slug = "invalid-request"
    title = Text("Noget i forespørgslen er forkert", "Something in the request is wrong")


class ServiceUnavailable(Problem):
    status = 503
    slug = "service-unavailable"
    title = Text("Tjenesten svarer ikke lige nu: prøv igen", "The service does not answer right now: try again")
