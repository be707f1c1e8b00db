"""What a repeat of an offer's case says otherwise than what was sent first."""

from services.benefits.domain.cases.cases import CaseFacts
from services.benefits.domain.households.households import AMOUNTS


def differing_fields(first: CaseFacts, again: CaseFacts) -> list[str]:
    """JSON pointers of the fields in which a repeat differs from what was sent first."""
    pointers: list[str] = []
    for name in ("citizen_id", "nomination_reference", "complete_at", "offer_due_at"):
        if getattr(first, name) != getattr(again, name):
            pointers.append("/offered_at" if name == "complete_at" else f"/{name}")
    for name in ("household", "dwelling"):
        old, new = getattr(first, name), getattr(again, name)
        if old is None or new is None:
            pointers += [f"/{name}"] if old is not new else []
            continue
        pointers += [
            f"/{name}/{each}_dkk" if each in AMOUNTS else f"/{name}/{each}"
            for each in old.__dataclass_fields__
            if getattr(old, each) != getattr(new, each)
        ]
    return pointers
