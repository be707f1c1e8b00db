"""`python -m tests.containers`: the image built, the suite up, the story played, testcontainers used, all down."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from containers.secrets import write_missing
from demo.database.server import free_port
from tests.containers.engine import ROOT, NoEngine, engine
from tests.containers.story import play

PROJECT = f"hjemvej-test-{os.getpid()}"
STARTED = time.monotonic()


def say(what: str) -> None:
    sys.stdout.write(f"[{time.monotonic() - STARTED:5.0f} s] {what}\n")
    sys.stdout.flush()


def run(environment: Mapping[str, str], *command: str) -> None:
    subprocess.run(command, cwd=ROOT, env=dict(environment), check=True)


@contextmanager
def suite(environment: Mapping[str, str]) -> Iterator[str]:
    """The gateway's address of a suite by docker compose, on a port of its own; gone afterwards with its data."""
    with tempfile.TemporaryDirectory(prefix="hjemvej-secrets-") as folder:
        Path(folder).chmod(0o755)
        write_missing(Path(folder))
        port = free_port()
        own = {
            **environment,
            "HJEMVEJ_SECRETS_SOURCE": folder,
            "HJEMVEJ_IMAGE_TAG": PROJECT,
            "HJEMVEJ_PORT": str(port),
            "COMPOSE_PROJECT_NAME": PROJECT,
        }
        try:
            run(own, "docker", "compose", "up", "--detach", "--wait", "--wait-timeout", "180", "--no-build")
            yield f"http://127.0.0.1:{port}"
        except BaseException:
            run(own, "docker", "compose", "ps", "--all")
            run(own, "docker", "compose", "logs", "--no-color", "--tail", "40")
            raise
        finally:
            run(own, "docker", "compose", "down", "--volumes", "--timeout", "15")


def try_everything(environment: Mapping[str, str]) -> None:
    say("building the image")
    run(environment, "docker", "build", "--quiet", "--network=host", "--tag", f"hjemvej:{PROJECT}", ".")
    try:
        say("starting the suite")
        with suite(environment) as gateway_url:
            say("playing the story")
            play(gateway_url)
            say("the story ended with a lease; stopping the suite")
        say("the tests that start containers themselves")
        run(environment, sys.executable, "-m", "pytest", "-m", "containers", "tests/containers")
    finally:
        run(environment, "docker", "image", "rm", "--force", f"hjemvej:{PROJECT}")


def main() -> int:
    try:
        with engine() as environment:
            try_everything(environment)
    except NoEngine as reason:
        line = "*" * 78
        say(f"\n{line}\nSKIPPED: THE SUITE WAS NOT TRIED AS CONTAINERS.\n{reason}\n{line}")
        return 0
    say("the suite runs as containers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
