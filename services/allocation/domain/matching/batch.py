"""Several dwellings matched at once: as many households as can be, the first in the council's order, and the proof.

- A household is taken in the council's order, where everybody taken before still has a dwelling: most are served, and
  nobody goes without for one who stands later (`assignment.serve`).
- Fit class stands first in the order, so the households who need a step-free dwelling come first. They fit no others,
  so at every dwelling the batch follows the very order of its own shortlist.
- Which dwelling each is given: in order, the one that suits best while everybody served stays served. A step-free one
  is left to those who need it; then the fewest rooms, the lowest cost, the earliest vacant.
- Each who is given none has a certificate, or the rules that stopped it at each dwelling.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.allocation.domain.matching.assignment import FREE, bits, serve, suit
from services.allocation.domain.matching.candidates import Waiting
from services.allocation.domain.matching.certificate import Certificate
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.matching.fits import Fits, fits_of
from services.allocation.domain.matching.order import Key, keys_of
from services.allocation.domain.matching.schemes import PriorityScheme


@dataclass(frozen=True, slots=True)
class Batch:
    """A proposal for several dwellings.

    `keys` are the places of all who wait, first the first; `masks` the dwellings each of them fits, as bits of
    `dwellings`; `holders` the place (from 0) of whom each dwelling is proposed to, FREE where nobody.
    """

    scheme: PriorityScheme
    waiting: Waiting
    dwellings: tuple[Dwelling, ...]
    fits: Fits
    keys: tuple[Key, ...]
    masks: tuple[int, ...]
    holders: tuple[int, ...]

    def household(self, place: int) -> str:
        """The nomination at this place."""
        return str(self.keys[place][-2])

    def dwellings_of(self, mask: int) -> frozenset[str]:
        """The vacancies that the bits stand for."""
        return frozenset(str(self.dwellings[number].vacancy_id) for number in bits(mask))


def match(dwellings: Sequence[Dwelling], waiting: Waiting, scheme: PriorityScheme) -> Batch:
    """The proposal. The same dwellings and households in any order give the same."""
    ordered = tuple(sorted(dwellings, key=_suits_better))
    keys = keys_of(True, scheme, waiting, range(len(waiting)))
    keys.sort()
    fits = fits_of(ordered, waiting, scheme)
    by_row = fits.by_row()
    masks = tuple(by_row[key[-1]] for key in keys)
    holders = suit(masks, serve(masks, len(ordered)))
    return Batch(scheme, waiting, ordered, fits, tuple(keys), masks, tuple(holders))


def _suits_better(dwelling: Dwelling) -> tuple[Any, ...]:
    facts = dwelling.facts
    return (facts.step_free, facts.rooms, facts.monthly_cost_dkk, facts.vacant_from_on, dwelling.vacancy_id)


def certificates(batch: Batch) -> dict[int, Certificate]:
    """For each place that fits some dwelling and is proposed none: the proof that it rightly goes without."""
    served = {place for place in batch.holders if place != FREE}
    closures = _closures(batch)
    written: dict[int, Certificate] = {}
    found = {}
    for place, mask in enumerate(batch.masks):
        if mask and place not in served:
            closed = 0
            for number in bits(mask):
                if not closed >> number & 1:
                    closed |= closures[number]
            if closed not in written:
                households = frozenset(batch.household(batch.holders[number]) for number in bits(closed))
                written[closed] = Certificate(batch.dwellings_of(closed), households)
            found[place] = written[closed]
    return found


def _closures(batch: Batch) -> list[int]:
    """For each dwelling, itself and all that its holder, and their holders, could have instead."""
    closures = []
    for number in range(len(batch.dwellings)):
        closed, queue = 1 << number, [number]
        for each in queue:
            holder = batch.holders[each]
            more = (batch.masks[holder] if holder != FREE else 0) & ~closed
            closed |= more
            queue += bits(more)
        closures.append(closed)
    return closures
