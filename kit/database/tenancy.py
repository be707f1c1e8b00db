"""Row-level security as SQL: who sees which rows, written once for every table of every service."""

MUNICIPALITY_READ = "municipality_code = ANY (string_to_array(current_setting('hjemvej.municipalities', true), ','))"
MUNICIPALITY_WRITE = "municipality_code = nullif(current_setting('hjemvej.municipality', true), '')"
CVR = "nullif(current_setting('hjemvej.cvr', true), '')"
OWN_ORGANISATION = f"({CVR} IS NULL OR organisation_cvr = {CVR})"
NO_ORGANISATION = f"{CVR} IS NULL"
PARTY = "current_setting('hjemvej.party', true)"
AUDIENCE = f"({PARTY} = 'service' OR {PARTY} = ANY (audiences))"
CLIENT = "client_id = current_setting('hjemvej.client', true)"

# Tables without a municipality's policy, each with its reason; the catalogue test knows no others.
EXEMPT = {
    "kept_answer": "belongs to a client, not a municipality; its own policy shows a client its own answers only",
    "business_clock": "the time of a demonstration municipality is no secret, and is read as the tenancy is set",
    "municipality": "the public list of municipalities",
    "national_rate": "published rates, the same for everyone",
    "alembic_version": "the migration's own mark",
}


def _policy(table: str, name: str, clause: str) -> str:
    return f"CREATE POLICY {name} ON {table} {clause}"


def _forced(table: str) -> list[str]:
    return [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"]


def secure(table: str, *, organisation: bool = False) -> list[str]:
    """A table of a municipality. With `organisation` an organisation sees its own rows; without it, none."""
    who = OWN_ORGANISATION if organisation else NO_ORGANISATION
    using, check = f"{MUNICIPALITY_READ} AND {who}", f"{MUNICIPALITY_WRITE} AND {who}"
    return [*_forced(table), _policy(table, "tenancy", f"USING ({using}) WITH CHECK ({check})")]


def secure_journal() -> list[str]:
    """The journal: written in the acting municipality, read by the audiences named, never changed."""
    read = f"{MUNICIPALITY_READ} AND {OWN_ORGANISATION} AND {AUDIENCE}"
    write = f"{MUNICIPALITY_WRITE} AND {OWN_ORGANISATION}"
    return [
        *_forced("journal"),
        _policy("journal", "reading", f"FOR SELECT USING ({read})"),
        _policy("journal", "writing", f"FOR INSERT WITH CHECK ({write})"),
    ]


def secure_kept_answers() -> list[str]:
    """Answers kept for repeats: a client's own; a service's sweep may delete the old ones."""
    return [
        *_forced("kept_answer"),
        _policy("kept_answer", "own", f"USING ({CLIENT}) WITH CHECK ({CLIENT})"),
        _policy("kept_answer", "sweep_read", f"FOR SELECT USING ({PARTY} = 'service')"),
        _policy("kept_answer", "sweep", f"FOR DELETE USING ({PARTY} = 'service')"),
    ]


def grant(service: str, table: str, rights: str) -> str:
    """What the application and the worker may do with a table; neither owns it."""
    return f"GRANT {rights} ON {table} TO {service}_app, {service}_worker"
