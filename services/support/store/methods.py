"""The municipality's own rows of what it offers."""

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.methods.methods import Method, MethodTerms, PhaseWeight
from services.support.store import tables

KEY = ("municipality_code", "method", "valid_from")
FIELDS = tuple(MethodTerms.__dataclass_fields__)
PLAIN = tuple(name for name in FIELDS if name != "weights")


async def save_terms(story: Story, rows: Sequence[MethodTerms]) -> None:
    """Add the rows, or put right those that begin on the same day."""
    values = [
        {"municipality_code": story.municipality_code, **{name: getattr(row, name) for name in PLAIN}}
        | {"weights": [{"phase": each.phase, "weight": str(each.weight)} for each in row.weights]}
        for row in rows
    ]
    statement = insert(tables.MethodTerms).values(values)
    new = {name: statement.excluded[name] for name in FIELDS if name not in KEY}
    await story.execute(statement.on_conflict_do_update(index_elements=KEY, set_=new))


async def list_terms(story: Story, method: Method | None = None) -> list[MethodTerms]:
    """The municipality's rows, by method and date."""
    row = tables.MethodTerms
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code)
        .order_by(col(row.method), col(row.valid_from))
    )
    if method is not None:
        query = query.where(row.method == method)
    found = (await story.session.exec(query)).all()
    return [_terms(each) for each in found]


def _terms(row: tables.MethodTerms) -> MethodTerms:
    weights = tuple(PhaseWeight(each["phase"], Fraction(each["weight"])) for each in row.weights)
    plain = {name: getattr(row, name) for name in PLAIN} | {"method": Method(row.method)}
    return MethodTerms(**plain, weights=weights)
