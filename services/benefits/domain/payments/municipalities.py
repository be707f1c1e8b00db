"""Which municipality acts, which pays and where the citizen resides: three questions, each with dated answers.

The acting municipality is the one whose case it is (retssikkerhedsloven § 9): it decides and pays out. The paying one
bears the expense in the end, and is another where a rule says so (§ 9 c). A deposit loan is always given by the
municipality where the dwelling is (boligstøtteloven § 55), wherever the citizen comes from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.entitlements.kinds import CaseKind


class Role(StrEnum):
    """What a municipality is to a case."""

    ACTING = "acting"
    PAYING = "paying"
    RESIDENCE = "residence"


class Basis(StrEnum):
    """Why it is this municipality."""

    CASE_OPENED_HERE = "case_opened_here"
    DWELLING_IS_HERE = "dwelling_is_here"
    NOT_KNOWN_OTHERWISE = "not_known_otherwise"
    REGISTERED_RESIDENCE = "registered_residence"
    USUAL_STAY = "usual_stay"
    DUTY_TO_REFUND = "duty_to_refund"
    AGREED = "agreed"


SOURCES = {
    Basis.CASE_OPENED_HERE: "retssikkerhedsloven § 9, stk. 1",
    Basis.DWELLING_IS_HERE: "boligstøtteloven § 55",
    Basis.NOT_KNOWN_OTHERWISE: "retssikkerhedsloven § 9, stk. 2",
    Basis.REGISTERED_RESIDENCE: "retssikkerhedsloven § 9, stk. 2",
    Basis.USUAL_STAY: "retssikkerhedsloven § 9, stk. 2",
    Basis.DUTY_TO_REFUND: "retssikkerhedsloven § 9 c",
    Basis.AGREED: "retssikkerhedsloven § 9 c",
}

RECORDED: dict[Role, frozenset[Basis]] = {
    Role.ACTING: frozenset(),
    Role.PAYING: frozenset({Basis.DUTY_TO_REFUND, Basis.AGREED, Basis.CASE_OPENED_HERE}),
    Role.RESIDENCE: frozenset({Basis.REGISTERED_RESIDENCE, Basis.USUAL_STAY}),
}
"""What a person may record. A case handled elsewhere is another municipality's case: it is opened there."""


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """From this day on, this municipality has the role, on this basis; a change is a new row, with the next number."""

    number: int
    role: Role
    code: str
    from_on: date
    basis: Basis
    recorded_at: datetime
    recorded_by: str


def first_rows(kind: CaseKind, here: str, on: date, at: datetime, by: str) -> tuple[MunicipalityRow, ...]:
    """The three as the case is opened, before anybody has found out more."""
    pays = Basis.DWELLING_IS_HERE if kind is CaseKind.DEPOSIT_LOAN else Basis.CASE_OPENED_HERE
    bases = {Role.ACTING: Basis.CASE_OPENED_HERE, Role.PAYING: pays, Role.RESIDENCE: Basis.NOT_KNOWN_OTHERWISE}
    return tuple(
        MunicipalityRow(number, role, here, on, basis, at, by) for number, (role, basis) in enumerate(bases.items(), 1)
    )


def in_force(rows: Iterable[MunicipalityRow], role: Role, on: date) -> MunicipalityRow | None:
    """The row of the role that holds on the day: the latest to begin, and of two that begin together the later said."""
    beginning = [row for row in rows if row.role is role and row.from_on <= on]
    return max(beginning, key=lambda row: (row.from_on, row.number), default=None)


def require_change(
    kind: CaseKind, rows: Sequence[MunicipalityRow], new: MunicipalityRow, *, exists: bool
) -> MunicipalityRow | None:
    """The row to add, or None where it is what holds already. Raises Unprocessable, every fault at its field."""
    faults = []
    if not exists:
        faults.append(FieldError("/municipality_code", Text("Der er ingen sådan kommune", "No such municipality")))
    if new.role is Role.ACTING:
        faults.append(FieldError("/role", _ACTS_HERE))
    elif new.role is Role.PAYING and kind is CaseKind.DEPOSIT_LOAN:
        faults.append(FieldError("/role", _LENDS_HERE))
    elif new.basis not in RECORDED[new.role]:
        allowed = ", ".join(sorted(RECORDED[new.role]))
        faults.append(FieldError("/basis", Text(f"Kan her være: {allowed}", f"Can be, here: {allowed}")))
    first = min((row.from_on for row in rows if row.role is new.role), default=new.from_on)
    if new.from_on < first:
        faults.append(FieldError("/from_on", Text("Er før sagen begyndte", "Is before the case began")))
    if faults:
        raise Unprocessable(errors=faults)
    holds = in_force(rows, new.role, new.from_on)
    is_same = holds is not None and (holds.code, holds.basis) == (new.code, new.basis)
    return None if is_same else new


_ACTS_HERE = Text(
    "En sag, der skal behandles et andet sted, åbnes dér og lukkes her",
    "A case that is to be handled elsewhere is opened there and closed here",
)
_LENDS_HERE = Text(
    "Et indskudslån gives af den kommune, hvor boligen ligger",
    "A deposit loan is given by the municipality where the dwelling is",
)
