"""A batch as it is kept: everything it was made from, so that years later it can be shown why this household."""

from typing import Any

from services.allocation.domain.matching.assignment import FREE
from services.allocation.domain.matching.batch import Batch, certificates
from services.allocation.domain.matching.certificate import Certificate
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.matching.fit_rules import FIT_RULES
from services.allocation.domain.matching.order import among_equals, order_in_words
from services.allocation.domain.matching.shortlist import reason_of

SEALED = frozenset({"lottery"})
"""Facts that are used but not shown: the order that follows from them is kept instead."""
WISHES = ("wanted_estates", "unwanted_estates")
"""Facts that are shown also where no household has any."""


def snapshot_of(batch: Batch) -> dict[str, Any]:
    """The whole basis.

    - The order in force, the dwellings, everybody who waits in order with the facts that were looked at, and which
      dwellings each fits (`fits`: a hexadecimal number, its lowest bit the first of `dwellings`).
    - Whom each dwelling is proposed to and why; whom nobody is proposed for.
    - For each who is proposed none: the certificate, or at how many dwellings each rule stopped it.
    """
    proofs = certificates(batch)
    written = list(dict.fromkeys(proofs.values()))
    numbers = {certificate: number for number, certificate in enumerate(written)}
    rows = [key[-1] for key in batch.keys]
    shown = (batch.waiting.columns.keys() | set(WISHES)) - SEALED
    columns = {name: batch.waiting.column(name) for name in sorted(shown)}
    return {
        "scheme": batch.scheme.as_json(),
        "dwellings": [_dwelling(dwelling) for dwelling in batch.dwellings],
        "households": {name: [_written(column[row]) for row in rows] for name, column in columns.items()},
        "fits": [f"{mask:x}" for mask in batch.masks],
        "proposals": [_proposal(batch, number) for number, place in enumerate(batch.holders) if place != FREE],
        "left_over": [
            str(batch.dwellings[number].vacancy_id) for number, place in enumerate(batch.holders) if place == FREE
        ],
        "certificates": [_certificate(each) for each in written],
        "unserved": _unserved(batch, {place: numbers[each] for place, each in proofs.items()}),
    }


def _written(value: Any) -> Any:
    if isinstance(value, tuple | frozenset):
        return sorted(str(each) if not isinstance(each, tuple) else "=".join(map(str, each)) for each in value)
    return value if value is None or isinstance(value, bool | int) else str(value)


def _dwelling(dwelling: Dwelling) -> dict[str, Any]:
    facts = dwelling.facts
    return {
        "vacancy_id": str(dwelling.vacancy_id),
        "reference": facts.reference,
        "estate": dwelling.estate,
        "dwelling_class": str(facts.dwelling_class),
        "rooms": facts.rooms,
        "area_m2": facts.area_m2,
        "floor": facts.floor,
        "lift": facts.lift,
        "pets_allowed": facts.pets_allowed,
        "monthly_cost_dkk": f"{facts.monthly_cost_dkk:.2f}",
        "vacant_from_on": facts.vacant_from_on.isoformat(),
        "areas": sorted(dwelling.areas),
        "offered_to": sorted(dwelling.offered_to),
    }


def _proposal(batch: Batch, number: int) -> dict[str, Any]:
    place, dwelling = batch.holders[number], batch.dwellings[number]
    key = batch.keys[place]
    drawn, step_free = among_equals(batch.keys, place), dwelling.facts.step_free
    order = order_in_words(step_free, batch.scheme, batch.waiting, key, drawn)
    reasons = [reason_of(rule, dwelling, batch.scheme, batch.waiting, key[-1], met=True) for rule in FIT_RULES]
    return {
        "vacancy_id": str(dwelling.vacancy_id),
        "nomination_id": key[-2],
        "reference": batch.waiting.columns["reference"][key[-1]],
        "place": place + 1,
        "order": [{"da": text.da, "en": text.en} for text in order],
        "reasons": [reason.as_json() for reason in reasons],
    }


def _certificate(certificate: Certificate) -> dict[str, list[str]]:
    return {"vacancy_ids": sorted(certificate.dwellings), "nomination_ids": sorted(certificate.households)}


def _unserved(batch: Batch, proofs: dict[int, int]) -> list[dict[str, Any]]:
    served = {place for place in batch.holders if place != FREE}
    found = []
    for place, key in enumerate(batch.keys):
        if place not in served:
            proof = proofs.get(place)
            found.append(
                {
                    "nomination_id": key[-2],
                    "reference": batch.waiting.columns["reference"][key[-1]],
                    "place": place + 1,
                    "certificate": proof,
                    "stopped": batch.fits.why_stopped(key[-1]),
                }
            )
    return found
