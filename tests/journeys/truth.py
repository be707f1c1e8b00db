"""Whether every promise of a run was kept: the callers' book against the databases, read as superuser."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, LiteralString

import psycopg

from tests.journeys.book import Book

# A person may read a file or a shortlist as often as they like; everything else happens once.
READINGS = ("shortlist_read", "benefits_case_read")
SETTLED_WITHIN = 60.0


@dataclass(slots=True)
class Verdict:
    """What was answered with 2xx and is gone, what happened twice, and what is still on its way."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    undelivered: list[str] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        return not (self.lost or self.doubled or self.undelivered)


class Databases:
    """The three databases of a suite, past every policy."""

    def __init__(self, admin_url: str) -> None:
        self._admin_url = admin_url

    def rows(self, service: str, query: LiteralString, *parameters: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._admin_url, dbname=service, autocommit=True) as connection:
            return connection.execute(query, parameters).fetchall()


async def judge_when_settled(databases: Databases, book: Book, within: float = SETTLED_WITHIN) -> Verdict:
    """The verdict once everything on its way has arrived; at the deadline, with what has not."""
    deadline = time.monotonic() + within
    while True:
        with suppress(psycopg.OperationalError):  # the server itself is being started again
            left = _undelivered(databases, book)
            if not left or time.monotonic() > deadline:
                return judge(databases, book)
        await asyncio.sleep(0.2)


def judge(databases: Databases, book: Book) -> Verdict:
    """The run's rows in all three databases, each looked for and counted."""
    verdict = Verdict()
    _posted(databases, book, verdict)
    _ledger(databases, book, verdict)
    _offered(databases, book, verdict)
    _followed(databases, book, verdict)
    _told_once(databases, book, verdict)
    verdict.undelivered += _undelivered(databases, book)
    return verdict


def _compare(verdict: Verdict, what: str, promised: Mapping[str, str], found: Iterable[tuple[Any, ...]]) -> None:
    """Each promise by its name: there under its identifier, and nothing there that was never promised."""
    rows = [(str(name), str(identifier)) for name, identifier in found]
    verdict.lost += [f"{what} {name}" for name, identifier in promised.items() if (name, identifier) not in rows]
    known = set(promised.items())
    verdict.doubled += [f"{what} {name}" for name, identifier in rows if (name, identifier) not in known]


def _missing(verdict: Verdict, what: str, promised: Iterable[str], found: Iterable[tuple[Any, ...]]) -> None:
    there = {str(row[0]) for row in found}
    verdict.lost += [f"{what} {name}" for name in promised if name not in there]


def _posted(databases: Databases, book: Book, verdict: Verdict) -> None:
    vacancies = databases.rows(
        "allocation", "SELECT reference, id FROM vacancy WHERE starts_with(reference, %s)", f"{book.run}-"
    )
    _compare(verdict, "vacancy", book.vacancies, vacancies)
    nominations = databases.rows(
        "allocation", "SELECT reference, id FROM nomination WHERE starts_with(reference, %s)", f"{book.run}-"
    )
    _compare(verdict, "nomination", book.nominations, nominations)
    twice = databases.rows(
        "allocation",
        "SELECT dwelling_id FROM vacancy WHERE starts_with(reference, %s) GROUP BY 1 HAVING count(*) > 1",
        f"{book.run}-",
    )
    verdict.doubled += [f"dwelling {dwelling}" for (dwelling,) in twice]


def _ledger(databases: Databases, book: Book, verdict: Verdict) -> None:
    """The numbers of a ledger run from 1 without a gap, and end where the ledger says."""
    rows = databases.rows(
        "allocation",
        "SELECT dwelling_class, count(*), min(sequence), max(sequence), count(DISTINCT vacancy_id),"
        " (SELECT l.sequence FROM ledger l WHERE (l.municipality_code, l.organisation_cvr, l.dwelling_class)"
        "   = (e.municipality_code, e.organisation_cvr, e.dwelling_class))"
        " FROM ledger_entry e WHERE organisation_cvr = %s"
        " GROUP BY municipality_code, organisation_cvr, dwelling_class",
        book.organisation_cvr,
    )
    for dwelling_class, entries, first, last, vacancies, stands_at in rows:
        if (first, last, vacancies, stands_at) != (1, entries, entries, entries):
            verdict.lost.append(f"ledger {dwelling_class}: {entries} entries, {first} to {last}, stands at {stands_at}")


def _offered(databases: Databases, book: Book, verdict: Verdict) -> None:
    offers = databases.rows(
        "allocation",
        "SELECT o.vacancy_id, o.id FROM offer o JOIN vacancy v ON v.id = o.vacancy_id"
        " WHERE starts_with(v.reference, %s)",
        f"{book.run}-",
    )
    _compare(verdict, "offer of vacancy", book.offers, offers)
    offer_ids = list(book.offers.values())
    cases = databases.rows("benefits", "SELECT offer_id FROM benefits_case WHERE offer_id = ANY(%s::uuid[])", offer_ids)
    _once(verdict, "case of offer", offer_ids, cases)
    referrals = databases.rows("support", "SELECT offer_id FROM referral WHERE offer_id = ANY(%s::uuid[])", offer_ids)
    _once(verdict, "referral of offer", offer_ids, referrals)


def _once(verdict: Verdict, what: str, promised: list[str], found: Iterable[tuple[Any, ...]]) -> None:
    there = [str(row[0]) for row in found]
    verdict.lost += [f"{what} {name}" for name in promised if name not in there]
    verdict.doubled += [f"{what} {name}" for name in sorted(set(there)) if there.count(name) > 1]


def _followed(databases: Databases, book: Book, verdict: Verdict) -> None:
    """What followed an offer: decision, worker, yes, lease, and the end of its rent with its lines."""
    offers, vacancies = list(book.offers.values()), list(book.vacancies.values())
    decisions = databases.rows("benefits", "SELECT case_id FROM decision WHERE outcome = 'committed'")
    _missing(verdict, "decision on offer", book.decisions, decisions)
    assigned = databases.rows(
        "support", "SELECT offer_id, worker_reference FROM referral WHERE offer_id = ANY(%s::uuid[])", offers
    )
    workers = {str(offer): worker for offer, worker in assigned}
    verdict.lost += [f"worker of offer {offer}" for offer, worker in book.workers.items() if workers[offer] != worker]
    said_yes = databases.rows("allocation", "SELECT id FROM offer WHERE status IN ('accepted', 'signed')")
    _missing(verdict, "acceptance of offer", book.acceptances, said_yes)
    leases = databases.rows(
        "allocation",
        "SELECT lease.vacancy_id FROM lease JOIN vacancy v ON v.id = lease.vacancy_id"
        " JOIN offer o ON o.id = lease.offer_id WHERE v.status = 'let' AND o.status = 'signed'",
    )
    _missing(verdict, "lease of vacancy", book.leases, leases)
    ended = databases.rows(
        "allocation", "SELECT vacancy_id FROM rent_end WHERE vacancy_id = ANY(%s::uuid[])", vacancies
    )
    _once(verdict, "end of rent of vacancy", sorted(book.leases), ended)
    lines = databases.rows(
        "allocation", "SELECT vacancy_id FROM account_line WHERE vacancy_id = ANY(%s::uuid[])", vacancies
    )
    _missing(verdict, "account line of vacancy", book.leases, lines)


def _told_once(databases: Databases, book: Book, verdict: Verdict) -> None:
    """The journal, and so each feed, tells each thing about each subject once."""
    subjects = [*book.vacancies.values(), *book.nominations.values(), *book.offers.values()]
    for service in ("allocation", "support", "benefits"):
        twice = databases.rows(
            service,
            "SELECT kind, subject_id, count(*) FROM journal WHERE subject_id = ANY(%s::uuid[]) AND kind <> ALL(%s)"
            " GROUP BY 1, 2, facts ->> 'what' HAVING count(*) > 1",
            subjects,
            list(READINGS),
        )
        verdict.doubled += [f"{service} told {count} times {kind} of {subject}" for kind, subject, count in twice]


def _undelivered(databases: Databases, book: Book) -> list[str]:
    """The outgoing jobs of the run that are left, whatever their state."""
    subjects = [*book.nominations.values(), *book.offers.values()]
    return [
        f"{service}: {task} {status}"
        for service in ("allocation", "support", "benefits")
        for task, status in databases.rows(
            service,
            "SELECT task_name, status::text FROM procrastinate.procrastinate_jobs"
            " WHERE EXISTS (SELECT FROM jsonb_each_text(args) WHERE value = ANY(%s))",
            subjects,
        )
    ]
