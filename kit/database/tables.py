"""The tables that every service has beside its own."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID
from sqlalchemy.types import UserDefinedType


class Xid8(UserDefinedType[int]):
    """A transaction number that never wraps around (PostgreSQL's xid8)."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


MOMENT = DateTime(timezone=True)


def add_kit_tables(metadata: MetaData) -> None:
    """Declare the journal, its seals, the answers kept for repeats, the business clocks and the municipalities."""
    _add_journal(metadata)
    _add_seal(metadata)
    _add_kept_answer(metadata)
    Table(
        "business_clock",
        metadata,
        Column("municipality_code", String(4), primary_key=True),
        Column("now_at", MOMENT, nullable=False),
    )
    Table(
        "municipality",
        metadata,
        Column("code", String(4), primary_key=True),
        Column("name", String, nullable=False),
        Column("region", String, nullable=False),
    )


def _add_journal(metadata: MetaData) -> None:
    Table(
        "journal",
        metadata,
        Column("xid", Xid8, nullable=False, server_default=text("pg_current_xact_id()")),
        Column("id", BigInteger, Identity(always=True), primary_key=True),
        Column("municipality_code", String(4), nullable=False),
        Column("organisation_cvr", String(8)),
        Column("audiences", ARRAY(String), nullable=False),
        Column("kind", String, nullable=False),
        Column("subject_id", UUID(as_uuid=True), nullable=False),
        Column("client_id", String, nullable=False),
        Column("person", String),
        Column("happened_at", MOMENT, nullable=False),
        Column("recorded_at", MOMENT, nullable=False, server_default=text("clock_timestamp()")),
        Column("facts", JSONB, nullable=False),
        Column("reasons", JSONB, nullable=False),
        Column("salt", LargeBinary, nullable=False, server_default=text("uuid_send(gen_random_uuid())")),
        Index(None, "municipality_code", "xid", "id"),
        Index(None, "municipality_code", "subject_id"),
    )


def _add_seal(metadata: MetaData) -> None:
    Table(
        "seal",
        metadata,
        Column("municipality_code", String(4), primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("last_xid", Xid8, nullable=False),
        Column("last_id", BigInteger, nullable=False),
        Column("entries", Integer, nullable=False),
        Column("digest", LargeBinary, nullable=False),
        Column("sealed_at", MOMENT, nullable=False),
    )


def _add_kept_answer(metadata: MetaData) -> None:
    Table(
        "kept_answer",
        metadata,
        Column("client_id", String, primary_key=True),
        Column("key", String, primary_key=True),
        Column("request_digest", LargeBinary, nullable=False),
        Column("status", Integer, nullable=False),
        Column("headers", JSONB, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("kept_at", MOMENT, nullable=False, server_default=text("now()"), index=True),
    )
