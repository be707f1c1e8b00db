"""Conditions of an agreement, in figures and in words: which dwellings are usable, which are the target."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kit.values.decisions import Reason
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.amounts import kroner
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts

CLASS_WORDS = {
    DwellingClass.FAMILY: Text("familiebolig", "family dwelling"),
    DwellingClass.YOUTH: Text("ungdomsbolig", "youth dwelling"),
    DwellingClass.ELDERLY: Text("ældrebolig", "elderly dwelling"),
    DwellingClass.PRIVATE: Text("privat udlejningsbolig", "private dwelling"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of a condition: what it says, and which dwellings meet it."""

    text: Text
    holds: Callable[[VacancyFacts], bool]


def _joined(limits: list[Limit]) -> Text:
    return Text(" og ".join(limit.text.da for limit in limits), " and ".join(limit.text.en for limit in limits))


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a condition is for, and how its judgement is said."""

    rule: str
    met: Text
    unmet: Text


USABLE = Purpose(
    "usable",
    Text("Boligen kan bruges", "The dwelling is usable"),
    Text("Boligen kan ikke bruges", "The dwelling is not usable"),
)
TARGET = Purpose(
    "target",
    Text("Boligen hører til målet", "The dwelling meets the target"),
    Text("Boligen hører ikke til målet", "The dwelling does not meet the target"),
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a dwelling must be, judged on the values frozen at posting.

    A limit that is None or empty says nothing. Without any, every dwelling meets it: the blind quarter.
    `max_rent_dkk` is the monthly rent without utilities. Every limit is a local choice of the agreement.
    """

    min_rooms: int | None = None
    max_rooms: int | None = None
    min_area_m2: int | None = None
    max_area_m2: int | None = None
    max_rent_dkk: Decimal | None = None
    estates: tuple[str, ...] = ()
    classes: tuple[DwellingClass, ...] = ()

    def faults(self, at: str) -> list[FieldError]:
        """Where the limits contradict each other; `at` points at the condition."""
        return [
            FieldError(f"{at}{pointer}", Text("Det mindste er over det største", "The least is above the most"))
            for least, most, pointer in (
                (self.min_rooms, self.max_rooms, "/min_rooms"),
                (self.min_area_m2, self.max_area_m2, "/min_area_m2"),
            )
            if least is not None and most is not None and least > most
        ]

    @property
    def blind(self) -> bool:
        """Whether every dwelling is usable."""
        return self == Condition()

    def in_words(self) -> Text:
        """The condition as both parties read it back."""
        if self.blind:
            return Text("alle boliger", "every dwelling")
        limits = _joined(self._limits())
        return Text(f"boliger med {limits.da}", f"dwellings with {limits.en}")

    def met_by(self, facts: VacancyFacts) -> bool:
        """Whether the dwelling is within every limit."""
        return all(limit.holds(facts) for limit in self._limits())

    def judge(self, facts: VacancyFacts, purpose: Purpose) -> Reason:
        """Whether the dwelling meets the condition; where it does not, which limits it misses."""
        missed = [limit for limit in self._limits() if not limit.holds(facts)]
        if missed:
            limits = _joined(missed)
            text = Text(
                f"{purpose.unmet.da}: den skulle have {limits.da}.", f"{purpose.unmet.en}: it should have {limits.en}."
            )
        else:
            words = self.in_words()
            text = Text(f"{purpose.met.da}: {words.da}.", f"{purpose.met.en}: {words.en}.")
        return Reason(purpose.rule, f"agreement: {purpose.rule} (local choice)", not missed, text)

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
