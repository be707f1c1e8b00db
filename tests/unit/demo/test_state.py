"""The state folder: made once, held by one, refused when it is not ours."""

from pathlib import Path

import pytest

from demo.supervisor.state import SECRETS, State
from demo.trouble import AlreadyRunning, OldState, SecretMissing


def test_the_first_start_makes_every_secret_and_the_second_keeps_them(tmp_path: Path) -> None:
    first = State(tmp_path / "state")
    first.open()
    made = {name: first.secret(name) for name in SECRETS}
    first.close()
    second = State(tmp_path / "state")
    second.open()
    assert {name: second.secret(name) for name in SECRETS} == made
    assert len(set(made.values())) == len(SECRETS)
    second.close()


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    first = State(tmp_path)
    first.open()
    with pytest.raises(AlreadyRunning):
        State(tmp_path).open()
    first.close()
    second = State(tmp_path)
    second.open()
    second.close()


def test_data_without_a_format_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    with pytest.raises(OldState):
        State(tmp_path).open()


def test_a_refused_folder_is_given_free_again(tmp_path: Path) -> None:
    (tmp_path / "format").write_text("0")
    for _ in range(2):
        with pytest.raises(OldState):
            State(tmp_path).open()


@pytest.mark.parametrize("name", SECRETS)
def test_a_lost_secret_is_told_where_there_are_data(tmp_path: Path, name: str) -> None:
    state = State(tmp_path)
    state.open()
    state.close()
    state.postgres.mkdir()
    state.secret_file(name).unlink()
    with pytest.raises(SecretMissing):
        State(tmp_path).open()
