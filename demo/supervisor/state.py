"""The folder that remembers between starts: data, keys, logs, and the lock that keeps a second suite out."""

import fcntl
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet

from demo.database.folder import NEEDED_MB
from demo.trouble import AlreadyRunning, CannotStart, OldState, SecretMissing, from_os_error

FORMAT = "1"  # raise it when an older folder can no longer be read


def _password() -> str:
    return secrets.token_urlsafe(24)


def _encryption_key() -> str:
    return Fernet.generate_key().decode()


# The issuer's own keys are not among these: the gateway makes and changes them, and a lost one costs only new tokens.
SECRETS: dict[str, Callable[[], str]] = {
    "superuser_password": _password,
    "role_password": _password,
    "encryption_key": _encryption_key,
    "citizen_secret": _password,
}


class State:
    """The state folder of one suite, held by at most one supervisor at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.postgres = self.folder / "postgres"
        self.logs = self.folder / "logs"
        self.secrets = self.folder / "secrets"
        self._lock: int | None = None

    def open(self) -> None:
        """Takes the folder for us, makes what is missing on the first start, and refuses what we cannot read."""
        try:
            for folder in (self.folder, self.logs, self.secrets):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._take_lock()
            self._check_format()
            self._make_secrets()
        except OSError as error:
            self.close()
            raise from_os_error(error, self.folder, NEEDED_MB) from error
        except CannotStart:
            self.close()
            raise

    def close(self) -> None:
        """Gives the folder free. The lock also falls when the process dies in any way."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def secret(self, name: str) -> str:
        return self.secret_file(name).read_text()

    def secret_file(self, name: str) -> Path:
        return self.secrets / name

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _take_lock(self) -> None:
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.read(handle, 20).decode() or "?"
            os.close(handle)
            raise AlreadyRunning(state=self.folder, pid=pid) from None
        self._lock = handle
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)

    def _check_format(self) -> None:
        """The format is written before the data, so a folder with data and no format is not ours."""
        marker = self.folder / "format"
        if marker.exists():
            found = marker.read_text().strip()
        elif self.postgres.exists():
            found = "?"
        else:
            marker.write_text(FORMAT)
            return
        if found != FORMAT:
            raise OldState(state=self.folder, found=found)

    def _make_secrets(self) -> None:
        """A secret is made once: beside data that were written with a lost one, a new one would only hide the loss."""
        for name, make in SECRETS.items():
            path = self.secret_file(name)
            if path.exists():
                continue
            if self.postgres.exists():
                raise SecretMissing(secret=path, state=self.folder)
            unfinished = path.with_name(f".{name}")
            unfinished.unlink(missing_ok=True)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(make())
            unfinished.rename(path)
