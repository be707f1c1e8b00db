"""Who may ask the development issuer for a token, as data in demonstration.toml."""

import hmac
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kit.values.callers import Party

DEMONSTRATION = Path(__file__).with_name("demonstration.toml")


@dataclass(frozen=True, slots=True)
class Client:
    """A registered system; `persons` are the members of staff it may act for."""

    client_id: str
    secret: str
    party: Party
    municipalities: tuple[str, ...]
    scopes: frozenset[str]
    persons: frozenset[str] = frozenset()
    cvr: str | None = None

    def has_secret(self, secret: str) -> bool:
        """Whether the secret is right, compared in constant time."""
        return hmac.compare_digest(self.secret.encode(), secret.encode())


def demonstration_clients(file: Path = DEMONSTRATION) -> dict[str, Client]:
    """Every client by its id; a client without scopes of its own has those of its party."""
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    clients = {}
    for client_id, entry in content["clients"].items():
        scopes = entry.get("scopes") or content["roles"][entry["party"]]["scopes"]
        clients[client_id] = Client(
            client_id=client_id,
            secret=f"demonstration-secret-of-{client_id}",
            party=Party(entry["party"]),
            municipalities=tuple(entry["municipalities"]),
            scopes=frozenset(scopes.split()),
            persons=frozenset(name for name, person in content["persons"].items() if client_id in person["clients"]),
            cvr=entry.get("cvr"),
        )
    return clients
