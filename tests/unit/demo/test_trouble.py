"""What keeps the suite from starting is told in both languages, with its facts filled in."""

import errno
from pathlib import Path

import pytest

from demo.trouble import CannotStart, NoDiskSpace, StateNotWritable, from_os_error

FACTS = {
    "why": "exit 1",
    "port": 8000,
    "value": "x",
    "state": "/srv/hjemvej",
    "pid": 7,
    "needed": 300,
    "folder": "/srv/hjemvej/postgres",
    "found": "16",
    "expected": 18,
    "secret": "encryption_key",
    "name": "gateway",
    "log": "gateway.log",
    "line": "no settings",
    "seconds": 90.0,
}


@pytest.mark.parametrize("cause", CannotStart.__subclasses__(), ids=lambda cause: cause.__name__)
def test_every_cause_is_one_sentence_in_each_language(cause: type[CannotStart]) -> None:
    text = cause(**FACTS).text
    for sentence in (text.da, text.en):
        assert "{" not in sentence
        assert "\n" not in sentence
        assert len(sentence) < 250
    assert text.da != text.en


@pytest.mark.parametrize(
    ("number", "expected", "reason"),
    [
        (errno.ENOSPC, NoDiskSpace, "the disk is full"),
        (errno.EDQUOT, NoDiskSpace, "or our share of it"),
        (errno.EACCES, StateNotWritable, "not ours to write"),
        (errno.EROFS, StateNotWritable, "nor anybody's"),
        (errno.ENOTDIR, StateNotWritable, "a file stands where the folder should"),
        (errno.EIO, OSError, "what we have no sentence for stays what it was"),
    ],
)
def test_what_the_system_refuses_has_a_sentence(number: int, expected: type[Exception], reason: str) -> None:
    assert isinstance(from_os_error(OSError(number, "refused"), Path("state"), 300), expected), reason
