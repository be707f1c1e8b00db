"""CI fails on a breaking change to /v1: the surface of each service is recorded, and may only grow."""

import json
import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from migrations.climb import SERVICES
from tests.contract.conftest import Suite
from tests.contract.surfaces import Surface, breaking_changes, surface_of

RECORDED = Path(__file__).parent / "surface"
RECORD = "HJEMVEJ_RECORD_SURFACE"


@pytest.mark.parametrize("service", SERVICES)
async def test_nothing_that_partners_build_on_has_gone(suite: Suite, service: str) -> None:
    file = RECORDED / f"{service}.json"
    now = surface_of((await suite.http.get(f"/{service}/openapi.json")).json())
    if os.environ.get(RECORD):
        file.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")
    recorded: Surface = json.loads(file.read_text())
    assert breaking_changes(recorded, now) == []
    assert recorded == now, f"the surface has grown: record it with {RECORD}=1 make test TESTS=tests/contract"


OPERATION: dict[str, list[str]] = {"must": ["body /a"], "may": ["body /b"], "answers": ["200 ", "200 /id"]}
CHANGES: list[tuple[dict[str, Any] | None, list[str], str]] = [
    ({}, [], "nothing has changed"),
    ({"may": ["body /b", "body /c"]}, [], "a field that may be sent breaks nobody"),
    ({"answers": ["200 ", "200 /id", "200 /new"]}, [], "nor does one more in the answer"),
    ({"must": ["body /a", "body /c"]}, ["GET /x now requires body /c"], "whoever sends what they always sent"),
    (
        {"must": ["body /a", "body /c/d"], "may": ["body /b", "body /c"]},
        [],
        "required only inside an object that may be left out, and that nobody sent before",
    ),
    (
        {"must": ["body /a", "body /b/d"]},
        ["GET /x now requires body /b/d"],
        "an object that callers send already now needs more",
    ),
    ({"must": ["body /a", "body /b"], "may": []}, ["GET /x now requires body /b"], "what might be left out"),
    ({"must": [], "may": ["body /b"]}, ["GET /x no longer takes body /a"], "unknown fields are refused"),
    ({"answers": ["200 "]}, ["GET /x no longer answers 200 /id"], "somebody reads it"),
    (None, ["GET /x is gone"], "somebody calls it"),
]


@pytest.mark.parametrize(("change", "broken", "reason"), CHANGES, ids=[row[2] for row in CHANGES])
def test_a_breaking_change_is_told(change: dict[str, Any] | None, broken: list[str], reason: str) -> None:
    old = {"GET /x": OPERATION}
    new = deepcopy(old)
    if change is None:
        new = {}
    else:
        new["GET /x"].update(change)
    assert breaking_changes(old, new) == broken, reason
