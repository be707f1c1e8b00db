"""The import contracts hold, and each of them goes red when somebody breaks it."""

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


@dataclass(frozen=True, slots=True)
class Fault:
    """A contract, a file (made where it does not exist) and the line that breaks the contract there."""

    contract: str
    file: str
    line: str
    reason: str


FAULTS = [
    Fault("suite", "kit/web/planted.py", "import services.support", "the kit knows nothing of homes"),
    Fault("suite", "kit/values/planted.py", "import gateway", "nor of the door"),
    Fault("suite", "gateway/planted.py", "import services.benefits.domain", "the gateway has no rules"),
    Fault("suite", "demo/planted.py", "import services.allocation", "the demonstration calls from outside"),
    Fault("suite", "demo/planted.py", "import gateway", "by REST only"),
    Fault("suite", "services/support/clients/planted.py", "import demo", "no service needs a demonstration"),
    Fault(
        "services-independent",
        "services/allocation/clients/planted.py",
        "import services.benefits.api",
        "services speak over HTTP",
    ),
    Fault(
        "services-independent",
        "services/benefits/domain/planted.py",
        "import services.support.domain",
        "and share no business classes",
    ),
    Fault(
        "rooms",
        "services/allocation/domain/planted.py",
        "import services.allocation.store",
        "rules know nothing of what is stored",
    ),
    Fault("rooms", "services/support/usecases/planted.py", "import services.support.api", "stories know no door"),
    Fault(
        "rooms", "services/support/api/planted.py", "import services.support.jobs", "the doors do not know each other"
    ),
    Fault("rooms", "services/benefits/store/planted.py", "import services.benefits.clients", "nor do those out"),
    Fault("rooms", "services/allocation/api/planted.py", "import services.allocation.settings", "settings are main's"),
    Fault("rooms", "services/benefits/corridor/__init__.py", "import json", "a new room is given a place first"),
    Fault("domain-is-pure", "services/support/domain/planted.py", "import time", "the clock is an argument"),
    Fault("domain-is-pure", "services/support/domain/planted.py", "import asyncio", "a rule does not wait"),
    Fault("domain-is-pure", "services/benefits/domain/planted.py", "import sqlmodel", "a rule reads no table"),
    Fault("domain-is-pure", "services/benefits/domain/planted.py", "import kit.web", "a rule knows no HTTP"),
    Fault("domain-is-pure", "kit/values/money.py", "import os", "nor does what rules stand on: at second hand"),
    Fault(
        "http-lives-in-api", "services/allocation/usecases/planted.py", "import fastapi", "stories run from jobs too"
    ),
    Fault("http-lives-in-api", "services/allocation/jobs/planted.py", "import starlette", "the clock is no caller"),
    Fault("calls-live-in-clients", "services/support/usecases/planted.py", "import httpx", "calls have a room"),
    Fault("calls-live-in-clients", "services/support/store/planted.py", "import aiohttp", "a store calls nobody"),
    Fault("sql-lives-in-store", "services/benefits/usecases/planted.py", "import sqlalchemy", "queries have names"),
    Fault("sql-lives-in-store", "gateway/planted.py", "import sqlmodel", "the gateway has no tables"),
    Fault(
        "rows-stay-home",
        "services/support/usecases/planted.py",
        "import services.support.store.tables",
        "stories see domain objects, not rows",
    ),
    Fault("acyclic", "kit/values/texts.py", "import kit.values.problems", "problems know texts already"),
    Fault("acyclic", "demo/processes/planted.py", "import demo.supervisor", "the supervisor knows processes already"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source in which faults may be planted."""
    for package in CONTRACTS["root_packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.csv"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        (LINT_IMPORTS, "--no-logo", "--no-cache", *arguments), cwd=tree, capture_output=True, text=True, check=False
    )


def test_all_contracts_hold() -> None:
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.contract}: {fault.reason}")
def test_a_broken_contract_goes_red(tree: Path, fault: Fault) -> None:
    planted = tree / fault.file
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a") as file:
        file.write(f"\n{fault.line}\n")
    checked = lint(tree, "--contract", fault.contract)
    assert checked.returncode == 1
    assert " BROKEN" in checked.stdout, f"red for another reason:\n{checked.stdout}"


def test_every_contract_has_a_fault_planted() -> None:
    assert {contract["id"] for contract in CONTRACTS["contracts"]} == {fault.contract for fault in FAULTS}


def test_every_service_keeps_its_rows_where_the_contract_looks() -> None:
    stores = [service / "store" for service in (ROOT / "services").iterdir() if (service / "store").is_dir()]
    assert [store for store in stores if not (store / "tables.py").exists() and not (store / "tables").is_dir()] == []
