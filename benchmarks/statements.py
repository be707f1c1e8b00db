"""The very statements of one posting, taken from the service as it runs, as a script for pgbench."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import event

from demo.supervisor.suite import Suite
from kit.database.engine import connect
from kit.database.stories import Stories
from kit.web.tokens import TokenVerifier, keys_of_issuer
from services.allocation.main import join
from services.allocation.settings import Settings
from tests.journeys.callers import Caller
from tests.journeys.players import vacancy_of

NAMED = re.compile(r"%\((\w+)\)s")
LEDGER = re.compile(r"FROM ledger\b.*FOR UPDATE", re.DOTALL)
FROM_THE_LEDGER = {
    "sequence": "(:led_sequence + 1)",
    "countable": "(:led_countable + 1)",
    "used_general": "(:led_used_general + 1)",
}
HOLDS_THE_REFERENCE = "given"
"""The parameter that is JSON, with the reference of the posting in it."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script for pgbench, and the values it is given by `-D`: bound as parameters, as the service binds its own."""

    text: str
    values: Mapping[str, str]
    statements: int


Statement = tuple[str, Mapping[str, Any]]


async def statements_of_posting(suite: Suite, organisation: Caller, cvr: str, run: str) -> tuple[list[Statement], Any]:
    """What the service sends to the database for one posting on a ledger that is open, and the answer it gives."""
    engine = connect(suite.database_url("allocation"))
    sent: list[Statement] = []

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, parameters: Mapping[str, Any], *_more: object) -> None:
        sent.append((statement, parameters))

    settings = Settings(
        allocation_database_url=suite.database_url("allocation"),
        allocation_client_secret=SecretStr("none: nothing is sent"),
        encryption_keys=SecretStr(Fernet.generate_key().decode()),
        citizen_secret=SecretStr("none: nobody is nominated"),
    )
    async with httpx.AsyncClient() as issuer:
        tokens = TokenVerifier(
            keys_of_issuer(issuer, suite.gateway_url), issuer=suite.gateway_url, audience=settings.token_audience
        )
        app = join(Stories(engine, lambda: datetime.now(UTC)), tokens, settings)  # noqa: TID251 - the real clock
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://allocation") as http:
            for number in range(2):
                sent.clear()
                key = {"Authorization": f"Bearer {await organisation.token()}", "Idempotency-Key": f"{run}-{number}"}
                answer = await http.post("/v1/vacancies", json=vacancy_of(run, number, cvr), headers=key)
                answer.raise_for_status()
    await engine.dispose()
    return sent, answer.json()


def script_of(statements: list[Statement], posted: Mapping[str, Any], run: str) -> Script:
    """The statements in their order, each transaction with a reference, key and identifiers of its own."""
    own = {
        posted["vacancy"]["reference"]: f"('{run}-' || :n)",
        f"{run}-1": f"('{run}-key-' || :n)",
        uuid.UUID(posted["id"]): "CAST(md5(:n) AS uuid)",
    }
    values: dict[str, str] = {}
    lines = [r"\set n random(1, 9000000000000000000)", "BEGIN;"]
    for number, (statement, parameters) in enumerate(statements):
        written = NAMED.sub(_replaced(parameters, own, values, f"{run.replace('-', '_')}_{number}"), statement)
        written = written.replace("%%", "%").strip()
        lines.append(written + (" \\gset led_" if LEDGER.search(written) else ";"))
    lines.append("COMMIT;")
    return Script("\n".join(lines) + "\n", values, len(statements))


def _replaced(
    parameters: Mapping[str, Any], own: Mapping[Any, str], values: dict[str, str], prefix: str
) -> Callable[[re.Match[str]], str]:
    def replaced(match: re.Match[str]) -> str:
        name = match[1]
        value = parameters[name]
        if name in FROM_THE_LEDGER:
            return FROM_THE_LEDGER[name]
        if isinstance(value, str | uuid.UUID) and value in own:
            return own[value]
        if value is None or value == "":
            return "NULL" if value is None else "''"  # pgbench knows no empty values
        variable = f"{prefix}_{name}"
        values[variable] = _as_text(value)
        if name != HOLDS_THE_REFERENCE:
            return f":{variable}"
        reference, replaced_by = next((each, own[each]) for each in own if str(each) in value)
        return f"replace(:{variable}, '{reference}', {replaced_by})"

    return replaced


def _as_text(value: Any) -> str:
    """A parameter as PostgreSQL reads it as text."""
    if isinstance(value, bytes):
        return rf"\x{value.hex()}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "{" + ",".join(_as_text(one) for one in value) + "}"
    if isinstance(value, str | int | Decimal | uuid.UUID):
        return str(value)
    return str(value.isoformat())
