"""What an offer rests on, whole and sealed, so that years later it can be shown why this household got it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from services.allocation.domain.matching.order import Key, keys_of
from services.allocation.domain.matching.shortlist import Shortlist


def basis_of(found: Shortlist, place: int) -> dict[str, Any]:
    """The basis of an offer to the household at this place (from 0).

    - The order in force, the household's place in it and every hard condition it meets.
    - Those who stand before it and fit, each with what decided their place: passed over.
    - Those who stand before it and do not fit, under the rule that stopped each.
    """
    own = found.fitting[place]
    return {
        "criteria": found.scheme.version,
        "scheme": found.scheme.as_json(),
        "areas": sorted(str(area) for area in found.dwelling.areas),
        "waiting": len(found.waiting),
        "fitting": len(found.fitting),
        "place": place + 1,
        "priority": _written(own),
        "order": [{"da": text.da, "en": text.en} for text in found.order(place)],
        "reasons": [reason.as_json() for reason in found.reasons(place)],
        "passed_over": [{"nomination_id": key[-2], "priority": _written(key)} for key in found.fitting[:place]],
        "stopped_before": stopped_before(found, own),
    }


def stopped_before(found: Shortlist, own: Key) -> dict[str, list[str]]:
    """Those who would stand before this place but do not fit, by the rule that stopped them."""
    stopped = {}
    for rule, rows in found.stopped:
        keys = keys_of(found.dwelling.facts.step_free, found.scheme, found.waiting, rows)
        before = [key[-2] for key in sorted(keys) if key[:-1] < own[:-1]]
        if before:
            stopped[rule.rule] = before
    return stopped


def _written(key: Key) -> list[str]:
    """What decided a place, criterion by criterion, as it was compared; the lottery's number stays sealed."""
    return [str(int(each) if isinstance(each, bool) else each) for each in key[:-3]]


def digest_of(basis: Mapping[str, Any]) -> str:
    """SHA-256 of what is kept; it stands in the sealed journal, so that nothing of it can be changed unseen."""
    return hashlib.sha256(json.dumps(basis, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
