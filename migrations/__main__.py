"""`python -m migrations`: make the three databases and their roles, and climb to the newest revision."""

import os
import sys
from pathlib import Path

from migrations.climb import SERVICES, upgrade
from migrations.provision import provision


def setting(name: str) -> str:
    """A setting from the environment, or from a file of that name in lower case in HJEMVEJ_SECRETS_DIR."""
    directory = os.environ.get("HJEMVEJ_SECRETS_DIR")
    file = Path(directory) / name.lower() if directory else None
    value = os.environ.get(name) or (file.read_text().strip() if file and file.exists() else "")
    if not value:
        sys.exit(f"Sæt {name} (miljøvariabel eller fil). / Set {name} (environment or file).")
    return value


def main() -> None:
    """Idempotent: a second run changes nothing."""
    admin_url, password = setting("HJEMVEJ_ADMIN_DATABASE_URL"), setting("HJEMVEJ_ROLE_PASSWORD")
    for service in SERVICES:
        access = provision(admin_url, service, password)
        upgrade(service, access.owner)
        print(f"{service}: migrated")


if __name__ == "__main__":
    main()
