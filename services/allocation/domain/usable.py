"""Which dwellings the municipality can use: a condition of the agreement, in figures and in words."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kit.values.decisions import Reason
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.amounts import kroner
from services.allocation.domain.shares import InvalidAgreement
from services.allocation.domain.vacancies import DwellingClass, VacancyFacts

CLASS_WORDS = {
    DwellingClass.FAMILY: Text("familiebolig", "family dwelling"),
    DwellingClass.YOUTH: Text("ungdomsbolig", "youth dwelling"),
    DwellingClass.ELDERLY: Text("ældrebolig", "elderly dwelling"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of a condition: what it says, and which dwellings meet it."""

    text: Text
    holds: Callable[[VacancyFacts], bool]


def _joined(limits: list[Limit]) -> Text:
    return Text(" og ".join(limit.text.da for limit in limits), " and ".join(limit.text.en for limit in limits))


@dataclass(frozen=True, slots=True)
class UsableCondition:
    """What a dwelling must be for a right to be used on it, judged on the values frozen at posting.

    A limit that is None or empty says nothing. Without any, every dwelling is usable: the blind quarter.
    `max_rent_dkk` is the monthly rent without utilities. Every limit is a local choice of the agreement.
    """

    min_rooms: int | None = None
    max_rooms: int | None = None
    min_area_m2: int | None = None
    max_area_m2: int | None = None
    max_rent_dkk: Decimal | None = None
    estates: tuple[str, ...] = ()
    classes: tuple[DwellingClass, ...] = ()

    def __post_init__(self) -> None:
        errors = [
            FieldError(pointer, Text("Det mindste er over det største", "The least is above the most"))
            for least, most, pointer in (
                (self.min_rooms, self.max_rooms, "/usable/min_rooms"),
                (self.min_area_m2, self.max_area_m2, "/usable/min_area_m2"),
            )
            if least is not None and most is not None and least > most
        ]
        if errors:
            raise InvalidAgreement(errors=errors)

    @property
    def blind(self) -> bool:
        """Whether every dwelling is usable."""
        return self == UsableCondition()

    def in_words(self) -> Text:
        """The condition as both parties read it back."""
        if self.blind:
            return Text("Alle boliger kan bruges", "Every dwelling is usable")
        limits = _joined(self._limits())
        return Text(f"Boliger med {limits.da} kan bruges", f"Dwellings with {limits.en} are usable")

    def judge(self, facts: VacancyFacts) -> Reason:
        """Whether the dwelling is usable; where it is not, which limits it does not meet."""
        missed = [limit for limit in self._limits() if not limit.holds(facts)]
        if missed:
            limits = _joined(missed)
            text = Text(
                f"Boligen kan ikke bruges: den skulle have {limits.da}.",
                f"The dwelling is not usable: it should have {limits.en}.",
            )
        else:
            words = self.in_words()
            text = Text(f"Boligen kan bruges. {words.da}.", f"The dwelling is usable. {words.en}.")
        return Reason("usable", "agreement: usable-condition (local choice)", not missed, text)

    def _limits(self) -> list[Limit]:
        """The limits that say something, in the order in which they are read back."""
        limits: list[Limit] = []
        if (min_rooms := self.min_rooms) is not None:
            text = Text(f"mindst {min_rooms} rum", f"at least {min_rooms} rooms")
            limits.append(Limit(text, lambda facts: facts.rooms >= min_rooms))
        if (max_rooms := self.max_rooms) is not None:
            text = Text(f"højst {max_rooms} rum", f"at most {max_rooms} rooms")
            limits.append(Limit(text, lambda facts: facts.rooms <= max_rooms))
        if (min_area := self.min_area_m2) is not None:
            text = Text(f"mindst {min_area} m²", f"at least {min_area} m²")
            limits.append(Limit(text, lambda facts: facts.area_m2 >= min_area))
        if (max_area := self.max_area_m2) is not None:
            text = Text(f"højst {max_area} m²", f"at most {max_area} m²")
            limits.append(Limit(text, lambda facts: facts.area_m2 <= max_area))
        if (max_rent := self.max_rent_dkk) is not None:
            limits.append(Limit(_rent_at_most(max_rent), lambda facts: facts.rent_dkk <= max_rent))
        return limits + self._limits_of_kind()

    def _limits_of_kind(self) -> list[Limit]:
        limits: list[Limit] = []
        if self.estates:
            named = ", ".join(self.estates)
            text = Text(f"afdeling blandt {named}", f"an estate among {named}")
            limits.append(Limit(text, lambda facts: facts.estate in self.estates))
        if self.classes:
            text = Text(
                f"boligtype {' eller '.join(CLASS_WORDS[each].da for each in self.classes)}",
                f"the type {' or '.join(CLASS_WORDS[each].en for each in self.classes)}",
            )
            limits.append(Limit(text, lambda facts: facts.dwelling_class in self.classes))
        return limits


def _rent_at_most(rent_dkk: Decimal) -> Text:
    return Text(f"husleje på højst {kroner(rent_dkk).da} om måneden", f"rent of at most {kroner(rent_dkk).en} a month")
