"""Who is served when several dwellings are given at once, and with which: households in order, dwellings as bits.

The sets of households that can be served together form a matroid (the transversal matroid), so taking them in order,
each where an augmenting path exists, serves the most households there can be and, among all that do, the first in
order: nobody who was taken is dropped again. A household's dwellings are the bits of a whole number; a lower bit suits
better.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

FREE = -1
"""The holder of a dwelling that nobody is given."""


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def serve(fits: Sequence[int], dwellings: int) -> list[int]:
    """Who holds each dwelling; `fits` are the households in order, the first first."""
    holders = [FREE] * dwellings
    free, closed = (1 << dwellings) - 1, 0
    for household, wanted in enumerate(fits):
        if not free:
            break
        reached, way = _search(wanted & ~closed, free, holders, fits)
        if way is None:
            # No way leads from these dwellings to a free one, now or later: nobody need look at them again.
            closed |= reached
        else:
            _move_along(way, household, holders)
            free ^= 1 << way[0]
    return holders


def _search(wanted: int, free: int, holders: Sequence[int], fits: Sequence[int]) -> tuple[int, list[int] | None]:
    """The dwellings reached, and the way from a free one back to a wanted one, each given to the next one's holder."""
    came_from: dict[int, int] = {}
    reached, waves = wanted, [(FREE, wanted)]
    for source, wave in waves:
        hit = wave & free
        if hit:
            way = [next(bits(hit)), source]
            while way[-1] != FREE:
                way.append(came_from[way[-1]])
            return reached, way[:-1]
        for dwelling in bits(wave):
            came_from[dwelling] = source
            more = fits[holders[dwelling]] & ~reached
            if more:
                reached |= more
                waves.append((dwelling, more))
    return reached, None


def _move_along(way: Sequence[int], household: int, holders: list[int]) -> None:
    """Each dwelling of the way goes to the holder of the next, the last to the household."""
    for dwelling, following in pairwise(way):
        holders[dwelling] = holders[following]
    holders[way[-1]] = household


def suit(fits: Sequence[int], holders: Sequence[int]) -> list[int]:
    """The same households served, each in order with the dwelling that suits it best.

    The first gets the best it can have so that everybody served is still served; then the second, and so on. So whoever
    would rather have the dwelling of a later household could have it only by taking a home, or a better one, from
    somebody before.
    """
    settled = list(holders)
    held = {household: dwelling for dwelling, household in enumerate(settled) if household != FREE}
    open_to = [0] * len(settled)
    for household in held:
        for dwelling in bits(fits[household]):
            open_to[dwelling] |= 1 << household
    free = sum(1 << dwelling for dwelling, household in enumerate(settled) if household == FREE)
    movable = sum(1 << household for household in held)
    for household in sorted(held):
        movable ^= 1 << household
        own = held[household]
        free, settled[own] = free | 1 << own, FREE
        towards = _ways_out(free, movable, open_to, held)
        best = next(each for each in bits(fits[household]) if each in towards)
        free ^= 1 << _give_up(best, towards, settled, held)
        settled[best], held[household] = household, best
    return settled


def _ways_out(free: int, movable: int, open_to: Sequence[int], held: Mapping[int, int]) -> dict[int, int]:
    """The dwellings that can be given up, each with the one its holder would move to; a free one needs no way."""
    towards = dict.fromkeys(bits(free), FREE)
    queue = list(towards)
    for dwelling in queue:
        movers = open_to[dwelling] & movable
        movable &= ~movers
        for household in bits(movers):
            towards[held[household]] = dwelling
            queue.append(held[household])
    return towards


def _give_up(dwelling: int, towards: Mapping[int, int], settled: list[int], held: dict[int, int]) -> int:
    """Move a dwelling's holder along its way out, and each whom that displaces; the free dwelling where it ends."""
    moved = settled[dwelling]
    while moved != FREE:
        dwelling = towards[dwelling]
        displaced, settled[dwelling], held[moved] = settled[dwelling], moved, dwelling
        moved = displaced
    return dwelling
