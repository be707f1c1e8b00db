"""Which processes make up Hjemvej on one machine, and the settings each is given."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from demo.database.server import HOST, EmbeddedPostgres, free_port
from demo.processes.spec import Part, ProcessSpec
from demo.supervisor.state import State

SERVICES = ("allocation", "support", "benefits")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the processes are set up with: the state folder, the database server and the gateway's port."""

    state: State
    database: EmbeddedPostgres
    port: int

    @property
    def gateway_url(self) -> str:
        return f"http://{HOST}:{self.port}"


Roster = Callable[[Surroundings], Sequence[ProcessSpec]]


def hjemvej(around: Surroundings) -> Sequence[ProcessSpec]:
    """The migrations once, then the gateway, three services and their workers. Only the gateway's port is chosen."""
    ports = {service: free_port() for service in SERVICES}
    settings = _settings(around, ports)
    return (
        ProcessSpec("migrations", Part.MIGRATION, (sys.executable, "-m", "migrations"), settings),
        _server("gateway", Part.GATEWAY, "gateway.main:app", around.port, settings),
        *(_server(name, Part.SERVICE, f"services.{name}.main:app", port, settings) for name, port in ports.items()),
        *(_worker(name, settings) for name in SERVICES),
    )


def _server(name: str, part: Part, app: str, port: int, settings: Mapping[str, str]) -> ProcessSpec:
    command = (sys.executable, "-m", "uvicorn", "--factory", app, "--host", HOST, "--port", str(port))
    return ProcessSpec(
        name=name,
        part=part,
        command=(*command, "--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "5"),
        environment=settings,
        ready_url=f"http://{HOST}:{port}/ready",
    )


def _worker(service: str, settings: Mapping[str, str]) -> ProcessSpec:
    command = (sys.executable, "-m", f"services.{service}.main", "worker")
    return ProcessSpec(f"{service}-worker", Part.WORKER, command, settings)


def _settings(around: Surroundings, ports: Mapping[str, int]) -> dict[str, str]:
    """The environment of the suite: addresses and, since this is a demonstration on one machine, its secrets."""
    state, database = around.state, around.database
    settings = {
        "HJEMVEJ_ENVIRONMENT": "development",
        "HJEMVEJ_PORT": str(around.port),
        "HJEMVEJ_ISSUER": around.gateway_url,
        "HJEMVEJ_ISSUER_KEY_FILE": str(state.secret_file("issuer_key.pem")),
        "HJEMVEJ_GATEWAY_URL": around.gateway_url,
        "HJEMVEJ_ADMIN_DATABASE_URL": database.admin_url,
        "HJEMVEJ_ROLE_PASSWORD": state.secret("role_password"),
        "HJEMVEJ_ENCRYPTION_KEYS": state.secret("encryption_key"),
        "HJEMVEJ_CITIZEN_SECRET": state.secret("citizen_secret"),
    }
    for service, port in ports.items():
        upper = service.upper()
        address = f"{state.secret('role_password')}@{HOST}:{database.port}/{service}"
        settings[f"HJEMVEJ_{upper}_URL"] = f"http://{HOST}:{port}"
        settings[f"HJEMVEJ_{upper}_DATABASE_URL"] = f"postgresql://{service}_app:{address}"
        settings[f"HJEMVEJ_{upper}_WORKER_DATABASE_URL"] = f"postgresql://{service}_worker:{address}"
        settings[f"HJEMVEJ_{upper}_CLIENT_SECRET"] = f"demonstration-secret-of-{service}-service"
    return settings
