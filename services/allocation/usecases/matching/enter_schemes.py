"""The allocation office enters the council's order of priority."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.matching.schemes import (
    PriorityScheme,
    find_faults,
    require_no_overlap,
    require_unchanged,
)
from services.allocation.store.schemes import list_schemes, lock_schemes, save_schemes


async def enter_schemes(story: Story, schemes: Sequence[PriorityScheme]) -> list[PriorityScheme]:
    """Enter versions of the order.

    - Fit class first, the lottery last, each criterion once; never two schemes on the same day.
    - A version keeps its content: decisions name it. Only the day on which it ends is set, and not in the past.
    - All faults are told at once, and nothing is kept where there is one.
    """
    _refuse_faults(schemes)
    await lock_schemes(story)
    entered = {scheme.version: scheme for scheme in await list_schemes(story)}
    for scheme in schemes:
        if scheme.version in entered:
            require_unchanged(entered[scheme.version], scheme, local_day(story.now))
    require_no_overlap((entered | {scheme.version: scheme for scheme in schemes}).values())
    changed = [scheme for scheme in schemes if entered.get(scheme.version) != scheme]
    if changed:
        await save_schemes(story, changed)
    audiences = (Party.ALLOCATION_OFFICE, Party.MANAGEMENT)
    for scheme in changed:
        subject = uuid5(NAMESPACE_URL, f"priority-schemes/{story.municipality_code}/{scheme.version}")
        facts = {"version": scheme.version, "valid_from": scheme.valid_from, "valid_to": scheme.valid_to}
        await record(story, "priority_scheme_entered", subject, audiences, facts=facts)
    return await list_schemes(story)


def _refuse_faults(schemes: Sequence[PriorityScheme]) -> None:
    faults, seen = [], set()
    for number, scheme in enumerate(schemes):
        if scheme.version in seen:
            text = Text("Versionen er sendt to gange", "The version is sent twice")
            faults.append(FieldError(f"/schemes/{number}/version", text))
        seen.add(scheme.version)
        faults += [FieldError(f"/schemes/{number}{fault.pointer}", fault.text) for fault in find_faults(scheme)]
    if faults:
        raise Unprocessable(errors=faults)
