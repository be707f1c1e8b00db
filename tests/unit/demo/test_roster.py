"""The processes of Hjemvej and the settings they are given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.database.server import EmbeddedPostgres
from demo.processes.spec import START_ORDER, STOP_ORDER, Part
from demo.supervisor.roster import Surroundings, hjemvej
from demo.supervisor.state import State


@pytest.fixture
def around(tmp_path: Path) -> Iterator[Surroundings]:
    state = State(tmp_path / "state")
    state.open()
    yield Surroundings(state, EmbeddedPostgres(state.postgres, state.log("postgres"), port=5555), 8123)
    state.close()


def test_there_are_migrations_a_gateway_three_services_and_their_workers(around: Surroundings) -> None:
    assert [spec.name for spec in hjemvej(around)] == [
        *("migrations", "gateway", "allocation", "support", "benefits"),
        *("allocation-worker", "support-worker", "benefits-worker"),
    ]


def test_no_two_of_them_share_a_port(around: Surroundings) -> None:
    addresses = [spec.ready_url for spec in hjemvej(around) if spec.ready_url]
    assert len(set(addresses)) == 4
    assert "http://127.0.0.1:8123/ready" in addresses


def test_only_the_migrations_know_the_superuser(around: Surroundings) -> None:
    told = [spec.name for spec in hjemvej(around) if around.database.password in "".join(spec.environment.values())]
    assert told == ["migrations"]


def test_a_service_knows_its_own_database_and_no_other(around: Surroundings) -> None:
    password = around.state.secret("role_password")
    support = next(spec for spec in hjemvej(around) if spec.name == "support")
    assert {name: value for name, value in support.environment.items() if name.endswith("DATABASE_URL")} == {
        "HJEMVEJ_SUPPORT_DATABASE_URL": f"postgresql://support_app:{password}@127.0.0.1:5555/support",
        "HJEMVEJ_SUPPORT_WORKER_DATABASE_URL": f"postgresql://support_worker:{password}@127.0.0.1:5555/support",
    }


def test_a_worker_is_told_what_its_service_is_told(around: Surroundings) -> None:
    told = {spec.name: spec.environment for spec in hjemvej(around)}
    assert told["benefits-worker"] == told["benefits"]


def test_no_secret_is_in_a_command_that_everybody_on_the_machine_can_read(around: Surroundings) -> None:
    commands = " ".join(word for spec in hjemvej(around) for word in spec.command)
    secrets = [around.state.secret(name) for name in ("role_password", "encryption_key", "citizen_secret")]
    assert [secret for secret in secrets if secret in commands] == []


def test_every_part_has_its_turn_at_the_start_and_at_the_stop() -> None:
    assert sorted(part for together in START_ORDER for part in together) == sorted(Part)
    assert sorted(STOP_ORDER) == sorted(Part)
