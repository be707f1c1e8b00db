"""Management's counts, in SQL."""

from typing import Any

from sqlalchemy import text

from kit.database.stories import Story
from services.allocation.domain.offers.ends import ended_by
from services.allocation.domain.offers.offer import OfferStatus

COUNTS = {
    "vacancies_by_outcome": "SELECT outcome, count(*) FROM vacancy {here} GROUP BY 1",
    "claims_by_organisation": (
        "SELECT organisation_cvr, count(*) FROM vacancy {here} AND outcome = 'claimed' GROUP BY 1"
    ),
    "claimed_by_status": "SELECT status, count(*) FROM vacancy {here} AND outcome = 'claimed' GROUP BY 1",
    "hand_backs_by_reason": (
        "SELECT hand_back_reason, count(*) FROM vacancy {here} AND hand_back_reason IS NOT NULL GROUP BY 1"
    ),
    "offers_by_status": "SELECT status, count(*) FROM offer {here} GROUP BY 1",
    "offers_by_end_code": "SELECT end_code, count(*) FROM offer {here} AND end_code IS NOT NULL GROUP BY 1",
    "overrides_by_code": "SELECT code, count(*) FROM offer_override {here} GROUP BY 1",
    # A deposit that is paid was committed: the decision is counted, not what came of it.
    "deposits_by_decision": (
        "SELECT CASE deposit WHEN 'paid' THEN 'committed' ELSE deposit END, count(*) FROM offer {here} GROUP BY 1"
    ),
    "nominations_by_close_code": (
        "SELECT close_code, count(*) FROM nomination {here} AND close_code IS NOT NULL GROUP BY 1"
    ),
    "nominations_by_status": "SELECT status, count(*) FROM nomination {here} GROUP BY 1",
}
HERE = "WHERE municipality_code = :municipality_code"

LEASES = text(f"""
    SELECT count(*), count(*) FILTER (WHERE support = 'assigned') FROM offer {HERE} AND status = 'signed'
""")
ENDS = text(f"""
    SELECT status, coalesce(end_code, ''), count(*) FROM offer {HERE} AND status NOT IN ('made', 'accepted', 'signed')
    GROUP BY 1, 2 ORDER BY 1, 2
""")
OWED = text(f"""
    SELECT coalesce(sum(amount_dkk) FILTER (WHERE claim_id IS NULL), 0),
           coalesce(sum(amount_dkk) FILTER (WHERE claim_id IS NOT NULL), 0)
    FROM account_line {HERE}
""")
HOURS = text(f"SELECT deposit_hours FROM offer {HERE} AND deposit_hours IS NOT NULL ORDER BY deposit_hours")


async def count_figures(story: Story) -> dict[str, Any]:
    """Every figure by its name, for the municipality of the story."""
    here = {"municipality_code": story.municipality_code}
    figures: dict[str, Any] = {}
    for name, query in COUNTS.items():
        rows = await story.execute(text(query.format(here=HERE)), here)
        figures[name] = {str(key): count for key, count in rows.all()}
    leases, with_worker = (await story.execute(LEASES, here)).one()
    rent, guarantees = (await story.execute(OWED, here)).one()
    hours = (await story.execute(HOURS, here)).scalars().all()
    return figures | {
        "offers_ended_by": await _ended_by(story, here),
        "leases": leases,
        "leases_with_worker": with_worker,
        "vacancy_rent_dkk": rent,
        "guarantees_dkk": guarantees,
        "deposit_hours": [float(each) for each in hours],
    }


async def _ended_by(story: Story, here: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Offers that ended without a lease: by whom, and by which code."""
    found: dict[str, dict[str, int]] = {}
    for status, code, count in (await story.execute(ENDS, here)).all():
        codes = found.setdefault(str(ended_by(OfferStatus(status), code)), {})
        codes[code or "not_said"] = codes.get(code or "not_said", 0) + count
    return found
