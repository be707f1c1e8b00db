"""What the gateway itself can answer instead of a service: each says whether the request may have been done."""

from kit.values.problems import Problem, ServiceUnavailable
from kit.values.texts import Text


class CallerTooSlow(Problem):
    status = 408
    slug = "request-too-slow"
    title = Text(
        "Indholdet kom ikke frem i tide: intet er gjort",
        "The body did not arrive in time: nothing was done",
    )


class TooManyRequests(Problem):
    status = 429
    slug = "too-many-requests"
    title = Text(
        "For mange kald: vent og prøv igen (talt for denne gateway-proces alene)",
        "Too many calls: wait and try again (counted for this gateway process alone)",
    )


class AnswerBrokenOff(Problem):
    status = 502
    slug = "answer-broken-off"
    title = Text(
        "Tjenesten afbrød uden svar: gentag kaldet med samme Idempotency-Key, så sker intet to gange",
        "The service broke off without an answer: repeat with the same Idempotency-Key, and nothing happens twice",
    )


class ServiceUnreachable(ServiceUnavailable):
    slug = "service-unreachable"
    title = Text(
        "Tjenesten kan ikke nås: intet er gjort, prøv igen",
        "The service cannot be reached: nothing was done, try again",
    )


class ServiceResting(ServiceUnavailable):
    slug = "service-resting"
    title = Text(
        "Tjenesten har ikke svaret længe: intet er gjort, prøv igen om lidt",
        "The service has not answered for a while: nothing was done, try again shortly",
    )


class NotReady(ServiceUnavailable):
    slug = "not-ready"
    title = Text("Ikke alt, gatewayen bruger, er klar", "Not everything the gateway needs is ready")


class AnswerLate(Problem):
    status = 504
    slug = "answer-late"
    title = Text(
        "Tjenesten svarede ikke i tide: gentag kaldet med samme Idempotency-Key, så sker intet to gange",
        "The service did not answer in time: repeat with the same Idempotency-Key, and nothing happens twice",
    )
