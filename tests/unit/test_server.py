"""Which PostgreSQL the tests choose, by what the machine offers."""

import socket
from pathlib import Path

import pytest

from tests import server


@pytest.fixture(autouse=True)
def nothing_offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(server.ADDRESS, raising=False)
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.setattr(server, "ENGINE_SOCKET", tmp_path / "no.sock")


def test_the_address_given_is_used_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(server.ADDRESS, "postgresql://postgres@db.example/postgres")
    chosen = server.choose_server()
    assert chosen.admin_url == "postgresql://postgres@db.example/postgres"
    assert not chosen.can_be_killed


def test_a_server_that_is_not_ours_is_not_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(server.ADDRESS, "postgresql://postgres@db.example/postgres")
    with pytest.raises(NotImplementedError, match="not ours to kill"):
        server.choose_server().kill()


def test_without_an_engine_it_is_the_embedded_one() -> None:
    chosen = server.choose_server()
    assert chosen.description.startswith("the embedded server")
    chosen.stop()


def test_an_engine_that_is_not_there_does_not_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/gone.sock")
    assert not server.engine_answers()


def test_an_engine_that_hangs_counts_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(server, "ENGINE_ANSWERS_WITHIN", 0.2)
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/hangs.sock")
    with socket.socket(socket.AF_UNIX) as hanging:
        hanging.bind(f"{tmp_path}/hangs.sock")
        hanging.listen()
        assert not server.engine_answers()
