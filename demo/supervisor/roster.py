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
    migrations = ProcessSpec(
        "migrations", Part.MIGRATION, (sys.executable, "-m", "migrations"), _migration_settings(around)
    )
    gateway = _server("gateway", Part.GATEWAY, "gateway.main:app", around.port, _gateway_settings(around, ports))
    services = [
        _server(name, Part.SERVICE, f"services.{name}.main:app", port, _service_settings(around, name))
        for name, port in ports.items()
    ]
    return (migrations, gateway, *services, *(_worker(name, _service_settings(around, name)) for name in SERVICES))


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


def _common_settings(around: Surroundings) -> dict[str, str]:
    """What everybody may know."""
    return {
        "HJEMVEJ_ENVIRONMENT": "development",
        "HJEMVEJ_PORT": str(around.port),
        "HJEMVEJ_ISSUER": around.gateway_url,
        "HJEMVEJ_GATEWAY_URL": around.gateway_url,
    }


def _migration_settings(around: Surroundings) -> dict[str, str]:
    """The superuser's address goes to the migrations and to nobody else."""
    return {
        **_common_settings(around),
        "HJEMVEJ_ADMIN_DATABASE_URL": around.database.admin_url,
        "HJEMVEJ_ROLE_PASSWORD": around.state.secret("role_password"),
    }


def _gateway_settings(around: Surroundings, ports: Mapping[str, int]) -> dict[str, str]:
    return {
        **_common_settings(around),
        "HJEMVEJ_ISSUER_KEY_FILE": str(around.state.secret_file("issuer_keys.json")),
        **{f"HJEMVEJ_{service.upper()}_URL": f"http://{HOST}:{port}" for service, port in ports.items()},
    }


def _service_settings(around: Surroundings, service: str) -> dict[str, str]:
    """A service knows its own database and the two keys that all services share, so that a citizen is one in all."""
    state, prefix = around.state, f"HJEMVEJ_{service.upper()}"
    address = f"{state.secret('role_password')}@{HOST}:{around.database.port}/{service}"
    return {
        **_common_settings(around),
        "HJEMVEJ_ENCRYPTION_KEYS": state.secret("encryption_key"),
        "HJEMVEJ_CITIZEN_SECRET": state.secret("citizen_secret"),
        f"{prefix}_DATABASE_URL": f"postgresql://{service}_app:{address}",
        f"{prefix}_WORKER_DATABASE_URL": f"postgresql://{service}_worker:{address}",
        f"{prefix}_CLIENT_SECRET": f"demonstration-secret-of-{service}-service",
    }
