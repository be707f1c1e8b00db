"""What becomes of a count when its agreement changes: what starts again, what goes on, what carries over."""

from datetime import date

import pytest

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import HandedBack, Place, Spread
from services.allocation.domain.ledger.corrections import restart
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.replays import Posted, Replay
from services.allocation.domain.ledger.rights import available
from services.allocation.domain.ledger.state import LedgerState, Movement, PlaceCount
from tests.unit.allocation.builders import a_vacancy, an_agreement
from tests.unit.allocation.histories import a_ledger, events_of, symbols

BANK = HandedBack.BANK
A_QUARTER_OF_EACH_ESTATE = Spread(Place.ESTATE, Share.parse("1/4"))


def versions(*agreements: Agreement) -> Replay:
    def of(posted_on: date) -> Agreement | None:
        return next((each for each in agreements if each.in_force_on(posted_on)), None)

    return Replay(lambda facts: of(facts.posted_on), agreements)


def posted(ledger: Replay, months: str) -> str:
    """A vacancy on the third of each month given, `1` to `9`, and what they give, restarts included."""
    first = ledger.state.countable
    entries: list[Decision] = []
    for number, month in enumerate(months):
        facts = a_vacancy(reference=f"{months}-{first}-{number}", posted_on=date(2025, int(month), 3))
        entries.extend(ledger.tell(Posted(facts)))
    return symbols(entries)


UNTIL_MAY = an_agreement(in_force_to=date(2025, 5, 1))
HALF_FROM_MAY = a_ledger("1/2", in_force_from=date(2025, 5, 1))
SAME_FROM_MAY = an_agreement(in_force_from=date(2025, 5, 1), carry=1)
SAME_FROM_JUNE = an_agreement(in_force_from=date(2025, 6, 1))
MAY_ALONE = an_agreement(in_force_from=date(2025, 5, 1), in_force_to=date(2025, 6, 1), carry=2)

VERSIONS = [
    ("a new share starts the count again", (UNTIL_MAY, HALF_FROM_MAY), "3335555", "...+.A.A"),
    ("a new version with the same counting terms goes on", (UNTIL_MAY, SAME_FROM_MAY), "3335555", "...A..."),
    ("a date from before the change does not start the old count again", (UNTIL_MAY, HALF_FROM_MAY), "3335353",
     "...+.A.A"),
    ("a time without any agreement starts the count again", (UNTIL_MAY, SAME_FROM_JUNE), "3335666", "...-+..."),
    ("a version of which nothing was posted breaks no series", (UNTIL_MAY, MAY_ALONE, SAME_FROM_JUNE), "333666",
     "...A.."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "agreements", "months", "decided"), VERSIONS, ids=[row[0] for row in VERSIONS])
def test_versions_of_an_agreement(why: str, agreements: tuple[Agreement, ...], months: str, decided: str) -> None:
    assert posted(versions(*agreements), months) == decided, why


def test_when_the_share_changes_owed_rights_and_a_negative_balance_carry_over() -> None:
    state = LedgerState(countable=10, used_general=4, lapsed=1, owed=2)
    assert available(an_agreement(), state) == -3
    after = restart(state, an_agreement(), HALF_FROM_MAY).after
    assert after == LedgerState(used_general=3, owed=2)
    assert available(HALF_FROM_MAY, after) == -3


def test_what_was_kept_lapses_when_the_share_changes() -> None:
    state = LedgerState(countable=8, used_general=1)
    assert restart(state, an_agreement(carry=1), HALF_FROM_MAY).after == LedgerState()


def test_a_vacancy_of_an_earlier_count_gives_back_only_what_is_owed() -> None:
    """The claim of March is withdrawn in May, under the new share: the new count stands, and so does the place."""
    ledger = versions(a_ledger("1/4", in_force_to=date(2025, 5, 1), spread=A_QUARTER_OF_EACH_ESTATE), HALF_FROM_MAY)
    for event in events_of("V V V M V"):
        ledger.tell(event)
    assert ledger.state.owed == 0
    assert posted(ledger, "55") == "+.A"
    stands = ledger.state
    assert symbols(ledger.tell(events_of("z5")[0])) == "z"
    assert ledger.state == stands.plus(Movement(owed=1))
    assert symbols(ledger.tell(events_of("z1")[0])) == "z"
    assert ledger.state == stands.plus(Movement(owed=1))


def test_a_hand_back_of_an_earlier_count_is_spent_and_frees_no_place_of_the_new_one() -> None:
    spread = Spread(Place.ESTATE, Share.parse("1/2"))
    old = a_ledger("1/4", in_force_to=date(2025, 5, 1), spread=spread, handed_back=BANK, carry=3)
    new = a_ledger("1/2", in_force_from=date(2025, 5, 1), spread=spread, handed_back=BANK, carry=3)
    ledger = versions(old, new)
    for event in events_of("V V V M V V V V"):
        ledger.tell(event)
    assert posted(ledger, "5") == "+."
    stands = ledger.state
    ledger.tell(events_of("r8")[0])
    assert ledger.state == stands
    ledger.tell(events_of("r5")[0])
    assert ledger.state == stands.plus(Movement(owed=1))
    assert ledger.state.places == {"06": PlaceCount(countable=1)}
