"""The databases and their roles: an owner that migrates, an application and a worker that may only what is granted."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROLES = ("owner", "app", "worker")


@dataclass(frozen=True, slots=True)
class Access:
    """Addresses of one service's database, by role."""

    owner: str
    app: str
    worker: str


def address(admin_url: str, service: str, role: str, password: str, suffix: str = "") -> str:
    """The address of a service's database for one role, on the server of `admin_url`."""
    parts = urlsplit(admin_url)
    host = f"{parts.hostname}:{parts.port or 5432}"
    return urlunsplit(
        ("postgresql", f"{service}_{role}:{quote(password, safe='')}@{host}", f"/{service}{suffix}", parts.query, "")
    )


def provision(admin_url: str, service: str, password: str, suffix: str = "") -> Access:
    """Make what is missing, leave what is there, and set the roles' password.

    `suffix` names further databases of the same service beside each other, as tests need.
    """
    database = f"{service}{suffix}"
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for role in ROLES:
            _ensure_role(connection, f"{service}_{role}", password)
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known is None:
            statement = "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0"
            names = sql.Identifier(database), sql.Identifier(f"{service}_owner")
            connection.execute(sql.SQL(statement).format(*names))
        path = sql.SQL("ALTER DATABASE {} SET search_path = public, procrastinate")
        connection.execute(path.format(sql.Identifier(database)))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
        for role in ROLES:
            grant = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
            connection.execute(grant.format(sql.Identifier(database), sql.Identifier(f"{service}_{role}")))
    return Access(*(address(admin_url, service, role, password, suffix) for role in ROLES))


def _ensure_role(connection: psycopg.Connection, role: str, password: str) -> None:
    known = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    if known is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(sql.Identifier(role)))
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
    connection.execute(statement)
