"""The gateway as it is started: told by its environment, writing logs that name nobody."""

import asyncio
import json
import os
import sys
from pathlib import Path

import httpx

from tests.integration.gateway.running import HOST, address_of, reserved_port

ROOT = Path(__file__).parents[3]
# The client knocks again while the process starts, a little later each time.
KNOCKS = 8


async def started(environment: dict[str, str], *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "uvicorn", "--factory", "gateway.main:app", *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"PATH": os.environ["PATH"], **environment},
    )


async def written_by(process: asyncio.subprocess.Process) -> str:
    """Everything the process has written, once it has ended."""
    output, _ = await process.communicate()
    return output.decode()


async def test_logs_are_json_and_name_nobody(tmp_path: Path) -> None:
    with reserved_port() as nobody:
        (tmp_path / "hjemvej_support_url").write_text(address_of(nobody))
    with reserved_port() as port:
        number = port.getsockname()[1]
    process = await started({"HJEMVEJ_SECRETS_DIR": str(tmp_path)}, "--host", HOST, "--port", str(number))
    transport = httpx.AsyncHTTPTransport(retries=KNOCKS)
    async with httpx.AsyncClient(base_url=f"http://{HOST}:{number}", transport=transport) as client:
        path = "/support/v1/cases/010190-1234/decision?name=Hansen"
        answer = await client.post(path, content=b"Jensen", headers={"Authorization": "Bearer Sorensen"})
    process.terminate()
    everything = await written_by(process)
    assert answer.status_code == 503
    written = [json.loads(line) for line in everything.splitlines() if '"request"' in line]
    assert [(line["path"], line["status"], line["trace_id"]) for line in written] == [
        ("/support/v1/cases/{}/decision", 503, answer.headers["trace-id"])
    ]
    assert not [word for word in ("010190", "Hansen", "Jensen", "Sorensen") if word in everything]


async def test_a_production_process_does_not_start_with_the_development_issuer() -> None:
    production = {"HJEMVEJ_ENVIRONMENT": "production", "HJEMVEJ_ISSUER": "https://login.example"}
    process = await started({**production, "HJEMVEJ_DEVELOPMENT_ISSUER": "true"})
    assert "HJEMVEJ_DEVELOPMENT_ISSUER cannot be switched on" in await written_by(process)
    assert process.returncode != 0
