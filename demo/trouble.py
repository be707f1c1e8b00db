"""What can keep the suite from starting: a class per cause, one clear sentence in both languages."""

import errno
from pathlib import Path
from typing import ClassVar

from kit.values.texts import Text

_NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR}


class CannotStart(Exception):
    """The suite cannot start; `text` says why and what to do."""

    sentence: ClassVar[Text] = Text("Hjemvej kan ikke starte: {why}", "Hjemvej cannot start: {why}")

    def __init__(self, **facts: object) -> None:
        self.text = Text(self.sentence.da.format(**facts), self.sentence.en.format(**facts))
        super().__init__(self.text.en)


class PortTaken(CannotStart):
    sentence = Text(
        "Port {port} er optaget af et andet program: stop det, eller vælg en anden port med HJEMVEJ_PORT.",
        "Port {port} is taken by another program: stop it, or choose another port with HJEMVEJ_PORT.",
    )


class PortNotANumber(CannotStart):
    sentence = Text(
        "HJEMVEJ_PORT er {value!r}, men skal være et tal fra 1 til 65535.",
        "HJEMVEJ_PORT is {value!r}, but must be a number from 1 to 65535.",
    )


class AlreadyRunning(CannotStart):
    sentence = Text(
        "`make run` kører allerede på mappen {state} (proces {pid}): stop den først, eller vælg en anden mappe med "
        "HJEMVEJ_STATE.",
        "`make run` is already running on the folder {state} (process {pid}): stop it first, or choose another folder "
        "with HJEMVEJ_STATE.",
    )


class StateNotWritable(CannotStart):
    sentence = Text(
        "Der kan ikke skrives i mappen {state}: giv adgang, eller vælg en anden mappe med HJEMVEJ_STATE.",
        "The folder {state} cannot be written to: grant access, or choose another folder with HJEMVEJ_STATE.",
    )


class NoDiskSpace(CannotStart):
    sentence = Text(
        "Der er ikke plads nok på disken til mappen {state}: frigør mindst {needed} MB.",
        "There is not enough disk space for the folder {state}: free at least {needed} MB.",
    )


class OldDatabase(CannotStart):
    sentence = Text(
        "Mappen {folder} er lavet af PostgreSQL {found}, men her bruges PostgreSQL {expected}: flyt eller slet "
        "mappen {state}, og kør igen.",
        "The folder {folder} was made by PostgreSQL {found}, but this version uses PostgreSQL {expected}: move or "
        "delete the folder {state} and run again.",
    )


class OldState(CannotStart):
    sentence = Text(
        "Mappen {state} er lavet af en udgave af Hjemvej, som denne ikke kan læse ({found}): flyt eller slet den, og "
        "kør igen.",
        "The folder {state} was made by a version of Hjemvej that this one cannot read ({found}): move or delete the "
        "folder and run again.",
    )


class SecretMissing(CannotStart):
    sentence = Text(
        "Filen {secret} mangler, og uden den kan data i {state} ikke læses: læg filen tilbage, eller slet mappen.",
        "The file {secret} is missing, and without it the data in {state} cannot be read: put the file back, or delete "
        "the folder.",
    )


class NoUserNamespaces(CannotStart):
    sentence = Text(
        "PostgreSQL vil ikke køre som root eller en bruger uden navn, og maskinen tillader ikke `unshare --user`: kør "
        "som en almindelig bruger.",
        "PostgreSQL refuses to run as root or as a user without a name, and this machine does not allow "
        "`unshare --user`: run as an ordinary user.",
    )


class NoEmbeddedDatabase(CannotStart):
    sentence = Text(
        "Den indbyggede PostgreSQL findes ikke til denne maskine: brug `docker compose up`.",
        "The embedded PostgreSQL is not made for this machine: use `docker compose up`.",
    )


class DidNotStart(CannotStart):
    sentence = Text(
        "{name} kom ikke i gang ({why}); loggen er {log}: {line}",
        "{name} did not start ({why}); its log is {log}: {line}",
    )


class NotReadyInTime(CannotStart):
    sentence = Text(
        "{name} blev ikke klar inden for {seconds:.0f} sekunder; loggen er {log}.",
        "{name} was not ready within {seconds:.0f} seconds; its log is {log}.",
    )


def from_os_error(error: OSError, state: Path, needed: int) -> Exception:
    """The sentence for what the operating system refused, or the error itself where there is none."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return NoDiskSpace(state=state, needed=needed)
    if error.errno in _NOT_WRITABLE:
        return StateNotWritable(state=state)
    return error
