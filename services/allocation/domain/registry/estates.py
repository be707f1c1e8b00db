"""An estate as the registry has it."""

from dataclasses import dataclass

from kit.values.problems import Unprocessable
from kit.values.texts import Text


@dataclass(frozen=True, slots=True)
class RegisteredEstate:
    """A block or area with its own accounts within a housing organisation."""

    organisation_cvr: str
    estate: str
    organisation_name: str
    dwelling_class: str
    first_let_year: int
    lift: bool
    pets_allowed: bool


class UnknownEstate(Unprocessable):
    slug = "unknown-estate"
    title = Text(
        "Afdelingen er ikke registreret i kommunen: bed boliganvisningen registrere den",
        "The estate is not registered in the municipality: ask the allocation office to register it",
    )
