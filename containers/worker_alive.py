"""`python -m containers.worker_alive SERVICE`: ends with 0 while a worker of the service gives signs of life.

A worker serves no port, so its health is the heartbeat that it leaves in its own database.
"""

import os
import sys
from pathlib import Path

import psycopg

BEATS_WITHIN = "30 seconds"
BEATING = f"""
    SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - interval '{BEATS_WITHIN}')
"""


def is_alive(service: str) -> bool:
    """Whether a heartbeat is fresh."""
    directory = Path(os.environ.get("HJEMVEJ_SECRETS_DIR", "/run/secrets"))
    address = (directory / f"hjemvej_{service}_worker_database_url").read_text().strip()
    with psycopg.connect(address, connect_timeout=2) as connection:
        row = connection.execute(BEATING).fetchone()
    return row is not None and bool(row[0])


if __name__ == "__main__":
    sys.exit(0 if is_alive(sys.argv[1]) else 1)
