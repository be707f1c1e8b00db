"""Running a script by pgbench on the suite's own server."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.statements import Script
from demo.database.binaries import program

TPS = re.compile(r"tps = ([0-9.]+) \(without initial connection time\)")
FAILED = re.compile(r"number of failed transactions: (\d+)")


def rate(scripts: Sequence[Script], folder: Path, database_url: str, *, clients: int, seconds: int) -> float:
    """Transactions a second: each client takes one of the scripts at random, statements prepared as psycopg's are."""
    command = [str(program("pgbench")), "--no-vacuum", "--protocol=prepared", "--jobs=1"]
    command += [f"--client={clients}", f"--time={seconds}"]
    for number, script in enumerate(scripts):
        file = folder / f"posting-{number}.sql"
        file.write_text(script.text)
        command.append(f"--file={file}")
        command += [f"--define={name}={value}" for name, value in script.values.items()]
    done = subprocess.run([*command, database_url], capture_output=True, text=True, check=False)
    found, failed = TPS.search(done.stdout), FAILED.search(done.stdout)
    if done.returncode != 0 or found is None or failed is None or failed[1] != "0":
        raise RuntimeError(f"pgbench: {done.stdout}{done.stderr}")
    return float(found[1])
