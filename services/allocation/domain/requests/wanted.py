"""What an ad hoc request asks for, in figures and in words, and which limits a dwelling misses.

It describes a dwelling and nothing else: an organisation learns nothing of the citizen it is for.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kit.values.decisions import Reason
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.agreements.conditions import Condition, Limit, Purpose
from services.allocation.domain.amounts import kroner
from services.allocation.domain.vacancies.facts import (
    LEAST_AREA_M2,
    LEAST_RENT_DKK,
    MOST_AREA_M2,
    MOST_RENT_DKK,
    MOST_ROOMS,
    DwellingClass,
    VacancyFacts,
)

AD_HOC = "ABL § 59(2), ad hoc"
"""The organisation puts one dwelling at the municipality's disposal by an agreement on just that dwelling."""

WANTED = Purpose(
    "wanted",
    Text("Boligen er den, der blev efterlyst", "The dwelling is what was asked for"),
    Text("Boligen er ikke den, der blev efterlyst", "The dwelling is not what was asked for"),
)


ANY = Condition()
"""Every dwelling."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The dwelling asked for. What is None or False says nothing."""

    condition: Condition = ANY
    step_free: bool = False
    pets_allowed: bool = False
    vacant_by_on: date | None = None

    def among(self, estates: tuple[str, ...]) -> "Wanted":
        """The same dwelling, in one organisation's own estates; none named means any of them."""
        return replace(self, condition=replace(self.condition, estates=estates))

    def in_words(self) -> Text:
        """The request as the organisation reads it."""
        words = [self.condition.in_words(), *(limit.text for _, limit in self._further_limits())]
        return Text(", ".join(word.da for word in words), ", ".join(word.en for word in words))

    def judge(self, facts: VacancyFacts) -> tuple[Reason, ...]:
        """A sentence for size, rent and kind, and one for each further limit, met or missed; usable if all are met."""
        of_condition = replace(self.condition.judge(facts, WANTED), source=AD_HOC)
        return (of_condition, *(_judged(rule, limit, facts) for rule, limit in self._further_limits()))

    def _further_limits(self) -> list[tuple[str, Limit]]:
        limits: list[tuple[str, Limit]] = []
        if self.step_free:
            limits.append(("step_free", Limit(Text("uden trapper", "without stairs"), lambda facts: facts.step_free)))
        if self.pets_allowed:
            text = Text("hvor kæledyr er tilladt", "where pets are allowed")
            limits.append(("pets_allowed", Limit(text, lambda facts: facts.pets_allowed)))
        if (by := self.vacant_by_on) is not None:
            text = Text(f"ledig senest {by.isoformat()}", f"vacant by {by.isoformat()}")
            limits.append(("vacant_by", Limit(text, lambda facts: facts.vacant_from_on <= by)))
        return limits


def _judged(rule: str, limit: Limit, facts: VacancyFacts) -> Reason:
    is_met = limit.holds(facts)
    said = Text("Boligen er", "The dwelling is") if is_met else Text("Boligen skulle være", "The dwelling should be")
    return Reason(rule, AD_HOC, is_met, Text(f"{said.da} {limit.text.da}.", f"{said.en} {limit.text.en}."))


def find_faults(wanted: Wanted, today: date) -> list[FieldError]:
    """What no dwelling could meet, a sentence per field; `today` is the municipality's day."""
    condition = wanted.condition
    rooms, areas = (1, MOST_ROOMS), (LEAST_AREA_M2, MOST_AREA_M2)
    bounds: tuple[tuple[str, int | Decimal | None, int | Decimal, int | Decimal], ...] = (
        ("/wanted/min_rooms", condition.min_rooms, *rooms),
        ("/wanted/max_rooms", condition.max_rooms, *rooms),
        ("/wanted/min_area_m2", condition.min_area_m2, *areas),
        ("/wanted/max_area_m2", condition.max_area_m2, *areas),
        ("/wanted/max_rent_dkk", condition.max_rent_dkk, LEAST_RENT_DKK, MOST_RENT_DKK),
    )
    faults = [
        _outside(pointer, least, most)
        for pointer, value, least, most in bounds
        if value is not None and not least <= value <= most
    ]
    faults += condition.faults("/wanted")
    if wanted.vacant_by_on is not None and wanted.vacant_by_on < today:
        faults.append(FieldError("/wanted/vacant_by_on", Text("Datoen er gået", "The date has passed")))
    if DwellingClass.PRIVATE in condition.classes:
        faults.append(FieldError("/wanted/classes", NOT_PRIVATE))
    return faults


NOT_PRIVATE = Text(
    "Private boliger anvises efter lov om kommunal anvisningsret, ikke ved efterlysning",
    "Private dwellings are allocated under an act of their own, not by request",
)


def _outside(pointer: str, least: int | Decimal, most: int | Decimal) -> FieldError:
    in_dkk = isinstance(least, Decimal)
    low, high = (kroner(Decimal(bound)) if in_dkk else Text(str(bound), str(bound)) for bound in (least, most))
    text = Text(f"Skal ligge fra {low.da} til {high.da}", f"Must lie from {low.en} to {high.en}")
    return FieldError(pointer, text)
