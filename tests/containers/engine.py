"""A container engine: the one that answers, else one that a script can start, else none."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = "HJEMVEJ_CONTAINER_ENGINE"
BESIDE_US = Path("..", "shared", "tools", "container-engine")
STARTS_WITHIN = 900


class NoEngine(Exception):
    """No engine answers and none can be started; says why."""


@contextmanager
def engine() -> Iterator[Mapping[str, str]]:
    """The environment in which `docker` works. An engine that was started here is stopped again."""
    if answers(os.environ):
        yield dict(os.environ)
        return
    script = _script()
    with tempfile.TemporaryDirectory(prefix="hjemvej-engine-", ignore_cleanup_errors=True) as folder:
        own = {**os.environ, "DOCK_DIR": folder}
        try:
            yield _started(script, own)
        finally:
            subprocess.run(["bash", str(script), "down"], env=own, check=False, timeout=120)


def answers(environment: Mapping[str, str]) -> bool:
    """Whether an engine with compose answers."""
    docker = shutil.which("docker", path=environment.get("PATH"))
    if docker is None:
        return False
    for command in (["info"], ["compose", "version"]):
        try:
            asked = subprocess.run(
                [docker, *command], env=dict(environment), capture_output=True, timeout=20, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        if asked.returncode != 0:
            return False
    return True


def _script() -> Path:
    named = os.environ.get(SCRIPT)
    script = Path(named) if named else ROOT / BESIDE_US
    if not script.is_file():
        raise NoEngine(f"no container engine answers, and {SCRIPT} names no script that starts one")
    return script


def _started(script: Path, own: Mapping[str, str]) -> Mapping[str, str]:
    try:
        started = subprocess.run(
            ["bash", str(script), "up"],
            env=dict(own),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            timeout=STARTS_WITHIN,
        )
    except subprocess.TimeoutExpired as error:
        raise NoEngine(f"{script.name} did not finish in {STARTS_WITHIN} seconds") from error
    if started.returncode != 0:
        last = (started.stdout.strip().splitlines() or ["it said nothing"])[-1]
        raise NoEngine(f"{script.name} could not start an engine: {last}")
    sourced = subprocess.run(
        ["bash", "-c", '. "$DOCK_DIR/env" && env -0'], env=dict(own), capture_output=True, text=True, check=True
    )
    environment = dict(line.split("=", 1) for line in sourced.stdout.split("\0") if "=" in line)
    if not answers(environment):
        raise NoEngine(f"{script.name} started an engine that does not answer")
    return environment
