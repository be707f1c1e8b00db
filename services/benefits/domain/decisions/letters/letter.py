"""A letter: headings, paragraphs, points and small tables, in the order in which they are read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID


class LetterKind(StrEnum):
    """What a citizen may be written."""

    HEARING = "hearing"
    DECISION = "decision"
    DELAY = "delay"
    REASSESSMENT = "reassessment"


class Channel(StrEnum):
    """How the letter reaches the citizen: on paper where the citizen is exempt from digital post."""

    DIGITAL_POST = "digital_post"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the letter under its heading: what is said, what is listed, and what is set up in two columns."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything under the heading."""
        return bool(self.paragraphs or self.points or self.rows)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the municipality, and the person behind the letter by the reference in the person's token."""

    municipality: str
    person: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter. `lead` is what it comes to, in one sentence. Name and address are not known here."""

    kind: LetterKind
    title: str
    lead: str
    reference: str
    on: date
    sender: Sender
    channel: Channel
    sections: tuple[Section, ...]

    @property
    def written(self) -> tuple[Section, ...]:
        """The sections that say something."""
        return tuple(section for section in self.sections if section.says_something)


MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def long_day(day: date) -> str:
    """A day as a letter has it: 3. marts 2025."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def reference_of(case_id: UUID) -> str:
    """What the citizen and the municipality know the case by on paper: the start of its identifier."""
    return str(case_id)[:8].upper()


def rule_in_words(reason: dict[str, Any]) -> str:
    """A rule as it bears on the case, with its section of law."""
    return f"{reason['text']['da']} ({reason['source']})"
