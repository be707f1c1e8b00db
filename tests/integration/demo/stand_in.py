"""A stand-in for the processes of the suite, small enough to start in a moment; as a script: `make run` with them."""

import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from demo.__main__ import main
from demo.database.server import HOST, free_port
from demo.processes.spec import Part, ProcessSpec
from demo.supervisor.roster import Surroundings
from demo.supervisor.suite import Suite

Message = dict[str, Any]


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Answers any question with its process id."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(os.getpid()).encode()})


def stand_ins(around: Surroundings) -> Sequence[ProcessSpec]:
    """One of each part: migrations that end well, a gateway, a service and a worker."""
    return (
        ProcessSpec("migrations", Part.MIGRATION, (sys.executable, "-c", "print('migrated')")),
        _server("gateway", Part.GATEWAY, around.port),
        _server("allocation", Part.SERVICE, free_port()),
        ProcessSpec("allocation-worker", Part.WORKER, ("sleep", "600")),
    )


def _server(name: str, part: Part, port: int) -> ProcessSpec:
    command = (sys.executable, "-m", "uvicorn", "tests.integration.demo.stand_in:app", "--port", str(port))
    return ProcessSpec(
        name, part, (*command, "--lifespan", "off", "--log-level", "warning"), ready_url=f"http://{HOST}:{port}/ready"
    )


def print_process_ids(suite: Suite) -> None:
    """In place of the year: tells the test which processes there are."""
    names = ("postgres", "gateway", "allocation", "allocation-worker")
    sys.stdout.write(f"processes {' '.join(str(suite.pid(name)) for name in names)}\n")


if __name__ == "__main__":
    sys.exit(main(stand_ins, print_process_ids))
