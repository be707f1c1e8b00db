"""`python -m containers.secrets FOLDER`: a secret per file, drawn where it is missing and kept where it is there.

Each file is named as the variable it stands for, in lower case. In production the files come from the platform's own
store of secrets; the client secrets drawn here are those of the development issuer.
"""

import base64
import secrets
import sys
from pathlib import Path
from urllib.parse import quote

SERVICES = ("allocation", "support", "benefits")
DATABASE = "database:5432"
# Compose mounts a file with its own owner and mode, and the containers run as a user that exists in none but them.
READABLE = 0o644


def write_missing(folder: Path) -> None:
    """Write what is missing. A password once drawn is kept, since the database keeps it too."""
    folder.mkdir(parents=True, exist_ok=True)
    superuser = _kept(folder, "hjemvej_database_password", secrets.token_urlsafe(24))
    roles = _kept(folder, "hjemvej_role_password", secrets.token_urlsafe(24))
    _kept(folder, "hjemvej_admin_database_url", f"postgresql://postgres:{quote(superuser)}@{DATABASE}/postgres")
    for keys in ("hjemvej_encryption_keys", "hjemvej_support_encryption_keys", "hjemvej_benefits_encryption_keys"):
        _kept(folder, keys, base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
    _kept(folder, "hjemvej_citizen_secret", secrets.token_urlsafe(32))
    for service in SERVICES:
        address = f"{quote(roles)}@{DATABASE}/{service}"
        _kept(folder, f"hjemvej_{service}_database_url", f"postgresql://{service}_app:{address}")
        _kept(folder, f"hjemvej_{service}_worker_database_url", f"postgresql://{service}_worker:{address}")
        _kept(folder, f"hjemvej_{service}_client_secret", f"demonstration-secret-of-{service}-service")


def _kept(folder: Path, name: str, drawn: str) -> str:
    file = folder / name
    if not file.exists():
        file.write_text(drawn)
        file.chmod(READABLE)
    return file.read_text().strip()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m containers.secrets FOLDER")
    write_missing(Path(sys.argv[1]))
