"""What runs as a container is what was tested: the lock without the tools is a part of the lock with them."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
BLOCK = re.compile(r"^([a-z0-9.-]+==.*?)(?=^[a-z]|\Z)", re.MULTILINE | re.DOTALL)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text()))


def hashes(name: str) -> dict[str, set[str]]:
    blocks = BLOCK.findall((ROOT / name).read_text())
    return {block.split("==")[0]: set(re.findall(r"sha256:[0-9a-f]{64}", block)) for block in blocks}


def test_the_runtime_lock_holds_the_same_versions_and_hashes() -> None:
    runtime, whole = pins("requirements.runtime.lock"), pins("requirements.lock")
    assert runtime and {name: version for name, version in runtime.items() if whole.get(name) != version} == {}
    of_runtime, of_whole = hashes("requirements.runtime.lock"), hashes("requirements.lock")
    assert all(found and found <= of_whole[name] for name, found in of_runtime.items())


def test_the_runtime_lock_holds_every_library_and_no_tool() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    runtime = pins("requirements.runtime.lock")

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[<>=; ]", requirement)[0] for requirement in requirements}

    assert names(project["dependencies"]) <= set(runtime)
    assert not names(project["optional-dependencies"]["dev"]) & set(runtime)


def test_neither_lock_names_an_address() -> None:
    for name in ("requirements.lock", "requirements.runtime.lock"):
        assert "://" not in (ROOT / name).read_text()
