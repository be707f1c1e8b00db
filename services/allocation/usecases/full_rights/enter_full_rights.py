"""The allocation office enters the dwellings to which the municipality has the full right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.full_rights.full_right import FullRight, find_faults, require_no_overlap
from services.allocation.domain.full_rights.rent_scheme import RentBounds, RentScheme, equal_steps
from services.allocation.store.full_rights import (
    list_full_rights,
    lock_full_rights,
    read_scheme_values,
    save_full_right,
)

WHO_HEARS = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT)
TWICE = Text("Samme bolig og første dag står flere gange", "The same dwelling and first day stand here more than once")


@dataclass(frozen=True, slots=True)
class SchemeAsEntered:
    """The rents of a scheme; the years and steps that are not given are those of the day on which it begins."""

    ordinary_rent_dkk: Decimal
    reduced_rent_dkk: Decimal
    starts_on: date
    full_years: int | None
    taper: tuple[Fraction, ...] | None


async def enter_full_rights(
    story: Story, entered: Sequence[tuple[FullRight, SchemeAsEntered | None]]
) -> list[FullRight]:
    """Enter rights, or put right those of the same dwelling and first day. All of them or none.

    - No dwelling has two rights on the same day.
    - A rent reduction bears its rents, within the bounds of the day it begins; its years and steps are kept with it, so
      that the rent of any day can be read from the right alone.
    - Each organisation hears of its own. What was claimed by a right before stands.
    """
    await lock_full_rights(story)
    standing = await list_full_rights(story, (right.dwelling_id for right, _ in entered))
    known = {(right.dwelling_id, right.valid_from): right.id for right in standing}
    rights, faults = await _completed(story, entered, known)
    keys = [(right.dwelling_id, right.valid_from) for right in rights]
    first = {key: number for number, key in reversed(list(enumerate(keys)))}
    faults += [FieldError(f"/full_rights/{i}/valid_from", TWICE) for i, key in enumerate(keys) if first[key] != i]
    if faults:
        raise Unprocessable(errors=faults)
    require_no_overlap([*rights, *(each for each in standing if (each.dwelling_id, each.valid_from) not in first)])
    for right in rights:
        await save_full_right(story, right)
        await _tell(story, right)
    await story.session.flush()
    return rights


async def _completed(
    story: Story,
    entered: Sequence[tuple[FullRight, SchemeAsEntered | None]],
    known: dict[tuple[UUID, date], UUID],
) -> tuple[list[FullRight], list[FieldError]]:
    """The rights with the identifiers and the dated values they had or get, and what is wrong with them."""
    rights, faults = [], []
    days = {scheme.starts_on for _, scheme in entered if scheme}
    by_day = {day: await read_scheme_values(story, day) for day in days}
    for number, (right, scheme) in enumerate(entered):
        values = by_day[scheme.starts_on] if scheme else {}
        whole = replace(
            right,
            id=known.get((right.dwelling_id, right.valid_from), right.id),
            scheme=_scheme(scheme, values) if scheme else None,
        )
        rights.append(whole)
        faults += find_faults(whole, f"/full_rights/{number}", _bounds(values))
    return rights, faults


def _scheme(entered: SchemeAsEntered, values: dict[str, Decimal]) -> RentScheme:
    full_years = int(values.get("rent_reduction_full_years", 0)) if entered.full_years is None else entered.full_years
    steps = equal_steps(int(values.get("rent_reduction_taper_years", 0)))
    return RentScheme(
        entered.ordinary_rent_dkk,
        entered.reduced_rent_dkk,
        entered.starts_on,
        full_years,
        steps if entered.taper is None else entered.taper,
    )


def _bounds(values: dict[str, Decimal]) -> RentBounds | None:
    least, most = values.get("rent_reduction_least"), values.get("rent_reduction_most")
    return RentBounds(least, most) if least is not None and most is not None else None


async def _tell(story: Story, right: FullRight) -> None:
    await record(
        story,
        "full_right_entered",
        right.id,
        WHO_HEARS,
        facts={
            "dwelling_id": right.dwelling_id,
            "kind": right.kind,
            "valid_from": right.valid_from,
            "valid_to": right.valid_to,
            "verified": right.verified,
        },
        organisation_cvr=right.organisation_cvr,
    )
