"""A housing organisation posts the vacancies of a file; or only hears what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kit.database.stories import Story
from kit.values.problems import FieldError
from services.allocation.domain.vacancies.batches import MOST_FAULTS_TOLD, Line, LineFault
from services.allocation.domain.vacancies.problems import ImportRefused
from services.allocation.usecases.ledger.check_vacancies import check_lines, own_organisation
from services.allocation.usecases.ledger.post_vacancies import PostedLine, try_to_post


@dataclass(frozen=True, slots=True)
class FileOfVacancies:
    """The lines read, by their number in the file; or what is wrong with the file as a whole."""

    lines: Mapping[int, Line]
    faults: Sequence[LineFault] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each line, and what is wrong; where anything is wrong, nothing became of any."""

    lines: int
    faults: Sequence[LineFault]
    posted: Mapping[int, PostedLine]

    @property
    def faulty_lines(self) -> int:
        """The lines with at least one fault."""
        return len({each.line for each in self.faults})


async def import_vacancies(story: Story, file: FileOfVacancies, order_key: bytes, *, dry_run: bool) -> Imported:
    """Post the vacancies of a file; they count as those of one request do.

    - Every fault of every line is told, by the line's number in the file, the field, and what to do.
    - Nothing is posted unless every line is right. With `dry_run` nothing is posted at all: the caller hears what is
      wrong, and neither whose the dwellings would be nor in which order they would count.
    """
    own_organisation(story, {})
    numbers, lines = list(file.lines), list(file.lines.values())
    found: Sequence[LineFault] = ()
    posted: Sequence[PostedLine] = ()
    if dry_run:
        found = await check_lines(story, lines)
    elif not file.faults:
        found, posted = await try_to_post(story, lines, order_key)
    faults = [*file.faults, *(replace(each, line=numbers[each.line]) for each in found)]
    imported = Imported(len(lines), faults, dict(zip(numbers, posted, strict=False)))
    if faults and not dry_run:
        raise _refused(imported)
    return imported


def _refused(imported: Imported) -> ImportRefused:
    told = imported.faults[:MOST_FAULTS_TOLD]
    return ImportRefused(
        errors=[FieldError(f"/lines/{each.line}{each.fault.pointer}", each.fault.text) for each in told],
        extra={
            "lines": imported.lines,
            "faulty_lines": imported.faulty_lines,
            "fault_count": len(imported.faults),
            "faults": [each.as_json() for each in told],
        },
    )
