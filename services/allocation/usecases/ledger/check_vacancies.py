"""What is wrong with vacancies as they were given, all of it at once; nothing is changed."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import FieldError, Unprocessable
from services.allocation.domain.full_rights import rent_scheme
from services.allocation.domain.registry.estates import UnknownEstate
from services.allocation.domain.vacancies.batches import (
    Line,
    LineFault,
    find_differences,
    find_faults_of_lines,
    first_lines,
)
from services.allocation.domain.vacancies.facts import VacancyFacts, find_faults_among
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.domain.vacancies.problems import NotYourOrganisation, UnknownChain
from services.allocation.store.postings import Beside, find_beside
from services.allocation.store.vacancies import list_posted

AT_A_TIME = 1_000
"""Vacancies read, and written, in one statement: between two of them others get their turn."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands beside each line, the vacancies posted earlier under their references, and what is wrong."""

    beside: Sequence[Beside]
    earlier: Mapping[UUID, PostedVacancy]
    faults: Sequence[LineFault]


def given_of(facts: VacancyFacts) -> dict[str, Any]:
    """The facts by name."""
    return {name: getattr(facts, name) for name in VacancyFacts.__dataclass_fields__}


def own_organisation(story: Story, given: Mapping[str, Any]) -> str:
    """The caller's CVR number. Raises NotYourOrganisation where the dwelling belongs to another."""
    cvr = story.caller.cvr
    if cvr is None or given.get("organisation_cvr", cvr) != cvr:
        raise NotYourOrganisation
    return cvr


async def refuse_vacancy(story: Story, line: Line) -> NoReturn:
    """Raises the problem that tells everything wrong with one vacancy: as it is written, and in the registry."""
    cvr = own_organisation(story, line.given)
    faults = [*line.faults, *find_faults_among(line.given, local_day(story.now))]
    if "municipality_code" in line.given:
        [beside] = await find_beside(story, cvr, [line.given])
        faults += find_faults_beside(line.given, beside)
    raise problem_of(faults)


def problem_of(faults: Sequence[FieldError]) -> Unprocessable:
    """The problem that tells the faults; one alone that has a name of its own is told by it."""
    named = {kind.title: kind for kind in (UnknownEstate, UnknownChain)}
    return named.get(faults[0].text, Unprocessable)(errors=faults) if len(faults) == 1 else Unprocessable(errors=faults)


def find_faults_beside(
    given: Mapping[str, Any], beside: Beside, references: Collection[str] = frozenset()
) -> list[FieldError]:
    """What the registry and the ledger do not know of a vacancy; `references` are those of the same request."""
    faults = []
    if "estate" in given and not beside.estate_is_registered:
        faults.append(FieldError("/estate", UnknownEstate.title))
    chain = given.get("chain_reference")
    if chain is not None and beside.chain_from_id is None and chain not in references:
        faults.append(FieldError("/chain_reference", UnknownChain.title))
    if "rent_dkk" in given and "vacant_from_on" in given:
        faults += rent_scheme.find_faults(beside.scheme, given["rent_dkk"], given["vacant_from_on"])
    return faults


async def check_lines(story: Story, lines: Sequence[Line]) -> list[LineFault]:
    """Everything wrong with the vacancies of one request: as written, beside each other, in the registry."""
    cvr = own_organisation(story, {})
    faults = await asyncio.to_thread(find_faults_of_lines, lines, cvr, local_day(story.now))
    faults += (await check_beside(story, cvr, lines)).faults
    return sorted(faults, key=lambda each: each.line)


async def check_beside(story: Story, organisation_cvr: str, lines: Sequence[Line]) -> Checked:
    """What is wrong with the lines beside the registry and what was posted earlier.

    A line that repeats an earlier vacancy is judged against that alone. Where no line says which municipality it is in,
    there is no registry to ask.
    """
    if not any("municipality_code" in line.given for line in lines):
        return Checked((), {}, ())
    given = [line.given for line in lines]
    beside: list[Beside] = []
    for begin in range(0, len(given), AT_A_TIME):
        beside += await find_beside(story, organisation_cvr, given[begin : begin + AT_A_TIME])
    earlier = await list_posted(story, [each.earlier_id for each in beside if each.earlier_id is not None])
    references = {line.given["reference"] for line in lines if "reference" in line.given}
    faults: list[LineFault] = []
    for index, (line, each, first) in enumerate(zip(lines, beside, first_lines(lines), strict=True)):
        if first != index:
            continue
        if each.earlier_id is not None:
            differing = find_differences(given_of(earlier[each.earlier_id].facts), line.given)
            faults += [LineFault(index, fault, differs=True) for fault in differing]
        else:
            faults += [LineFault(index, fault) for fault in find_faults_beside(line.given, each, references)]
    return Checked(beside, earlier, faults)
