"""Who is served and with which dwelling, against trying everything: most, the first in order, and no justified envy."""

from hashlib import shake_256

from services.allocation.domain.matching.assignment import FREE, bits, serve, suit

Fits = list[int]


def random_fits(seed: int) -> tuple[Fits, int]:
    """Up to twelve households and seven dwellings, from scarce to plentiful; the same for the same seed."""
    dwellings, households, density, *drawn = shake_256(str(seed).encode()).digest(3 + 7 * 12)
    dwellings, households, chances = 1 + dwellings % 7, households % 13, iter(drawn)
    return [
        sum(1 << each for each in range(dwellings) if next(chances) < density) for _ in range(households)
    ], dwellings


def served_by_all_ways(fits: Fits) -> list[int]:
    """Another way to the same: every set of dwellings that those served so far could hold, household by household."""
    sets, served = {0}, list[int]()
    for household, wanted in enumerate(fits):
        more = {held | 1 << each for held in sets for each in bits(wanted & ~held)}
        if more:
            sets, served = more, [*served, household]
    return served


def most_by_all_ways(fits: Fits) -> int:
    """The most households that can be served at all, whoever they are."""
    sets = {0}
    for wanted in fits:
        sets |= {held | 1 << each for held in sets for each in bits(wanted & ~held)}
    return max(held.bit_count() for held in sets)


def best_by_trying(fits: Fits, served: list[int], taken: int = 0) -> list[int] | None:
    """The dwellings of those served, the lowest that still leaves one for each of the others."""
    if not served:
        return []
    for each in bits(fits[served[0]] & ~taken):
        rest = best_by_trying(fits, served[1:], taken | 1 << each)
        if rest is not None:
            return [each, *rest]
    return None


def justified_envy(fits: Fits, holders: list[int]) -> list[tuple[int, int]]:
    """A household and a dwelling of a later one that it fits and prefers, and could have at nobody earlier's expense.

    Everybody before keeps their dwelling, and everybody who is served is still served; for one who is served nothing,
    everybody before is still served.
    """
    own = {household: each for each, household in enumerate(holders) if household != FREE}
    found = []
    for household, wanted in enumerate(fits):
        for each in bits(wanted):
            envied = household < holders[each] and each < own.get(household, len(holders))
            before = [other for other in own if other < household]
            if household not in own:
                if envied and best_by_trying(fits, before, 1 << each) is not None:
                    found.append((household, each))
                continue
            kept = sum(1 << own[other] for other in before) | 1 << each
            after = [other for other in own if other > household]
            if envied and best_by_trying(fits, after, kept) is not None:
                found.append((household, each))
    return found


def test_ten_thousand_random_instances_agree_with_trying_everything() -> None:
    differences = []
    for seed in range(10_000):
        fits, dwellings = random_fits(seed)
        holders = serve(fits, dwellings)
        served = sorted(set(holders) - {FREE})
        suited = suit(fits, holders)
        if (
            served != served_by_all_ways(fits)
            or len(served) != most_by_all_ways(fits)
            or [suited.index(household) for household in served] != best_by_trying(fits, served)
            or any(not fits[household] >> each & 1 for each, household in enumerate(suited) if household != FREE)
            or justified_envy(fits, suited)
        ):
            differences.append(seed)
    assert differences == []


def test_control_without_moving_anybody_fewer_are_served() -> None:
    """Taking the lowest free dwelling, never moving who holds one, is caught by the comparison above."""

    def naive(fits: Fits, dwellings: int) -> list[int]:
        holders = [FREE] * dwellings
        for household, wanted in enumerate(fits):
            free = next((each for each in bits(wanted) if holders[each] == FREE), None)
            if free is not None:
                holders[free] = household
        return holders

    cases = [random_fits(seed) for seed in range(300)]
    assert any(len(set(naive(*case)) - {FREE}) < most_by_all_ways(case[0]) for case in cases)


def test_control_without_suiting_the_dwellings_somebody_envies_rightly() -> None:
    cases = [random_fits(seed) for seed in range(300)]
    assert any(justified_envy(fits, serve(fits, dwellings)) for fits, dwellings in cases)
