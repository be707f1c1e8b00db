"""An application, and what is told of it afterwards: answers to what was asked, never an edit of what was told."""

from dataclasses import fields, replace
from typing import TypeVar

from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text
from services.benefits.domain.cases.cases import Case, CaseFacts
from services.benefits.domain.entitlements.facts import Facts, Particulars, pointer_to
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.households import AMOUNTS, Dwelling, Household

OTHERWISE = Text("Er allerede oplyst anderledes", "Has already been told otherwise")
FROM_ELSEWHERE = Text(
    "Kommer fra tilbuddet eller anmodningen og oplyses ikke her", "Comes from the offer or the request: not told here"
)


class FactAlreadyTold(Conflict):
    slug = "fact-already-told"
    title = Text(
        "En oplysning, der allerede er givet, rettes ikke her", "A fact that has been told already is not changed here"
    )


def differing(first: Case, kind: CaseKind, again: CaseFacts) -> list[str]:
    """JSON pointers of what a repeat says otherwise. What it leaves out may have been told since."""
    pointers = [] if first.kind is kind else ["/kind"]
    if first.facts.citizen_id != again.citizen_id:
        pointers.append("/citizen_id")
    return pointers + _told_otherwise(first.facts.known, again.known, may_be_new=False)


def supplemented(case: Case, more: Facts) -> Facts:
    """The facts of the case with the answers added.

    Raises FactAlreadyTold, naming each fact that is told otherwise, or that comes from an offer or a pre-approval.
    """
    known = case.facts.known
    pointers = _told_otherwise(known, more, may_be_new=True)
    errors = [FieldError(pointer, OTHERWISE) for pointer in pointers]
    if not case.is_application:
        named = [name for name in ("household", "dwelling") if getattr(more, name) is not None]
        errors += [FieldError(f"/{name}", FROM_ELSEWHERE) for name in named]
    if errors:
        raise FactAlreadyTold(errors=errors)
    return Facts(
        household=_joined(known.household, more.household),
        dwelling=_joined(known.dwelling, more.dwelling),
        particulars=_joined(known.particulars, more.particulars) or known.particulars,
        confirmed=tuple(dict.fromkeys([*known.confirmed, *more.confirmed])),
    )


Told = TypeVar("Told", Household, Dwelling, Particulars)


def _joined(old: Told | None, new: Told | None) -> Told | None:
    if old is None or new is None:
        return old or new
    answers = {each.name: getattr(new, each.name) for each in fields(old) if getattr(old, each.name) is None}
    return replace(old, **answers)


def _told_otherwise(old: Facts, new: Facts, *, may_be_new: bool) -> list[str]:
    """The facts told in `new` that differ from `old`; with `may_be_new`, what `old` did not know is no difference."""
    pointers: list[str] = []
    for name in ("household", "dwelling", "particulars"):
        before, after = getattr(old, name), getattr(new, name)
        if after is None or (before is None and may_be_new):
            continue
        if before is None:
            pointers.append(f"/{name}")
            continue
        for each in fields(after):
            was, is_now = getattr(before, each.name), getattr(after, each.name)
            if is_now is None or is_now == was or (was is None and may_be_new):
                continue
            pointers.append(pointer_to(each.name) if name == "particulars" else _pointer(name, each.name))
    return pointers


def _pointer(name: str, field: str) -> str:
    return f"/{name}/{field}_dkk" if field in AMOUNTS else f"/{name}/{field}"
