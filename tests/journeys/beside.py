"""A variant of allocation beside the suite, and callers that go straight to it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from demo.database.server import HOST, free_port
from demo.processes.child import Child
from demo.processes.spec import ProcessSpec
from demo.supervisor.watch import Watch
from tests.journeys.callers import Answer, Caller
from tests.journeys.players import Cast

STARTED_WITHIN = 60.0


@dataclass(slots=True)
class Beside:
    """A process of ours, started again whenever it dies."""

    url: str
    child: Child

    def kill(self) -> None:
        """`kill -9`."""
        self.child.kill()


@contextmanager
def beside(specs: Mapping[str, ProcessSpec], variant: str, logs: Path) -> Iterator[Beside]:
    """The allocation service as the factory of that name in `variants` makes it."""
    allocation, port = specs["allocation"], free_port()
    command = list(allocation.command)
    command[command.index("services.allocation.main:app")] = f"tests.journeys.variants:{variant}"
    command[command.index("--port") + 1] = str(port)
    url = f"http://{HOST}:{port}"
    child = Child(replace(allocation, name=variant, command=tuple(command), ready_url=f"{url}/ready"), logs / variant)
    watch = Watch(lambda _line: None)
    try:
        child.spawn()
        child.wait_until_ready(STARTED_WITHIN)
        watch.begin([child])
        yield Beside(url, child)
    finally:
        watch.end()
        child.kill()


class StraightToIt(Caller):
    """A caller that knows the variant's own address, as the gateway would."""

    def __init__(self, cast: Cast, client_id: str, variant: Beside) -> None:
        super().__init__(cast.http, cast.gateway_url, client_id)
        self._variant = variant

    def address(self, path: str) -> str:
        return self._variant.url + path.removeprefix("/allocation")


class Careless(StraightToIt):
    """A caller without the promise's other half: each repeat is a new act, with a new key and a new reference."""

    async def attempt(
        self, method: str, path: str, body: object, headers: Mapping[str, str], number: int
    ) -> Answer | None:
        if number > 1 and isinstance(body, dict):
            body = body | {"reference": f"{body['reference']}-{number}"}
            headers = {**headers, "Idempotency-Key": f"{headers['Idempotency-Key']}-{number}"}
        return await super().attempt(method, path, body, headers, number)
