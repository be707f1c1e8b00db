"""The README's commands, as a newcomer would paste them."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

README = Path(__file__).parents[2] / "README.md"
PRINTED_ADDRESS = "http://127.0.0.1:8000"


def commands() -> list[str]:
    """Each block of shell commands, in order."""
    return re.findall(r"^```sh\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def answer_to(command: str, gateway_url: str) -> Any:
    """What the commands print, run by a shell against this gateway; nothing else of them is changed."""
    script = command.replace(PRINTED_ADDRESS, gateway_url)
    ran = subprocess.run(("sh", "-euc", script), capture_output=True, text=True, timeout=60, check=True)
    return json.loads(ran.stdout)
