"""What the rate of a benefit depends on, beside who lives in the household."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kit.values.texts import Text
from services.benefits.domain.households.households import Benefit
from services.benefits.domain.lines import Line
from services.benefits.domain.rates.rates import Rate, UnknownRate


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Facts about the applicant; None where nobody has asked yet.

    `extra_child_benefit` is the right to ekstra børnetilskud for an own child at the address (a placed child can
    count). `adaptation_supplement` and `activity_supplement` say that the supplement is granted.
    """

    born_on: date | None = None
    lives_with_parents: bool = False
    provides_elsewhere: bool = False
    extra_child_benefit: bool | None = None
    pregnant: bool = False
    diagnosis: bool = False
    activity_supplement: bool = False
    meets_residence_requirement: bool | None = None
    worked_two_and_a_half_years: bool | None = None
    ready_for_activity: bool = False
    adaptation_supplement: bool = False
    residence_years: int | None = None
    pension_age_reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Applicant:
    """A household as it is asked about: what it lives on is given a month, or found from the kind of benefit.

    `others_after_tax` is what the other adults have; the applicant's own benefit alone is found from its kind.
    """

    adults: int
    children: int
    birth_year: int
    benefit: Benefit
    wealth: Decimal
    income_after_tax: Decimal | None = None
    income_before_tax: Decimal | None = None
    others_after_tax: Decimal | None = None
    children_birth_years: tuple[int, ...] = ()
    circumstances: Circumstances = field(default_factory=Circumstances)

    @property
    def is_single(self) -> bool:
        """Whether nobody else of age lives in the household."""
        return self.adults == 1

    @property
    def is_provider(self) -> bool:
        """Whether the applicant provides for a child, wherever it lives."""
        return self.children > 0 or self.circumstances.provides_elsewhere

    def ages(self, on: date) -> range:
        """The ages that the applicant may have on the day: two where only the year of birth is known."""
        born = self.circumstances.born_on
        if born is None:
            oldest = on.year - self.birth_year
            return range(oldest - 1, oldest + 1)
        had_birthday = (on.month, on.day) >= (born.month, born.day)
        age = on.year - born.year - (0 if had_birthday else 1)
        return range(age, age + 1)

    def is_at_least(self, age: int, on: date) -> bool | None:
        """Whether the applicant has reached the age on the day; None where the year of birth alone does not say."""
        answers = {each >= age for each in self.ages(on)}
        return answers.pop() if len(answers) == 1 else None


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """A fact that must be known before the sum can be made; `pointer` is where it is answered."""

    pointer: str
    text: Text


@dataclass(frozen=True, slots=True)
class Computed:
    """A benefit a month before tax, line by line; None with the questions that keep it unknown."""

    amount: Decimal | None
    lines: tuple[Line, ...] = ()
    questions: tuple[FactQuestion, ...] = ()
    unknown: tuple[UnknownRate, ...] = ()
    rates: tuple[Rate, ...] = ()
