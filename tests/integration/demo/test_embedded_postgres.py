"""The embedded server keeps what it was told, and says in one sentence what it cannot work with."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from demo.database.folder import prepare
from demo.database.server import EmbeddedPostgres, free_port
from demo.trouble import NoDiskSpace, OldDatabase, StateNotWritable


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "postgres", tmp_path / "postgres.log", durable=False)
    yield server
    server.stop()


def _remember(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.admin_url) as connection:
        connection.execute("CREATE TABLE remembered AS SELECT 7 AS number")


def _remembered(server: EmbeddedPostgres) -> object:
    with psycopg.connect(server.admin_url) as connection:
        return connection.execute("SELECT number FROM remembered").fetchone()


def test_a_stopped_server_keeps_its_data(server: EmbeddedPostgres) -> None:
    server.start()
    _remember(server)
    server.stop()
    server.start()
    assert _remembered(server) == (7,)


def test_a_killed_server_recovers_what_was_committed(server: EmbeddedPostgres) -> None:
    server.start()
    _remember(server)
    server.kill()
    server.start()
    assert _remembered(server) == (7,)


def test_a_server_left_by_a_killed_supervisor_is_ended_before_the_next_one_starts(server: EmbeddedPostgres) -> None:
    server.start()
    _remember(server)
    second = EmbeddedPostgres(server.folder, server.folder.parent / "second.log", password=server.password)
    second.start()
    try:
        assert _remembered(second) == (7,)
        assert not server.alive
    finally:
        second.stop()


def test_a_lock_whose_process_id_has_gone_to_another_program_is_taken_over(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    (server.folder / "postmaster.pid").write_text(f"1\n{server.folder}\n1\n{server.port}\n\n127.0.0.1\n\nready\n")
    server.start()
    assert server.alive


def test_a_port_lost_to_another_program_is_replaced(server: EmbeddedPostgres, tmp_path: Path) -> None:
    server.start()
    rival = EmbeddedPostgres(tmp_path / "rival", tmp_path / "rival.log", port=server.port, durable=False)
    try:
        rival.start()
        assert rival.port != server.port
    finally:
        rival.stop()


def test_the_password_is_needed(server: EmbeddedPostgres) -> None:
    server.start()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgresql://postgres:wrong@127.0.0.1:{server.port}/postgres")


def test_a_folder_of_another_postgresql_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("14\n")
    with pytest.raises(OldDatabase, match=r"was made by PostgreSQL 14, but this version uses PostgreSQL \d+"):
        prepare(folder, "password", durable=False)


def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "postgres"
    with pytest.raises(NoDiskSpace, match="free at least 1000000000 MB"):
        prepare(folder, "password", durable=False, needed_mb=1_000_000_000)
    assert not folder.exists()


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StateNotWritable, match="cannot be written to"):
        prepare(tmp_path / "file" / "postgres", "password", durable=False)


def test_an_initialisation_that_was_cut_off_is_done_again(server: EmbeddedPostgres) -> None:
    unfinished = server.folder.with_name("postgres.unfinished")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    server.start()
    assert server.alive
    assert not unfinished.exists()


def test_a_free_port_is_one_that_nobody_listens_on() -> None:
    assert 1024 < free_port() < 65536
