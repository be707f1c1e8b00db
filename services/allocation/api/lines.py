"""A vacancy in a request, read so that everything wrong with it can be told at once."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_type_hints

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationError, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from kit.database.stories import Story
from kit.web.problems import field_errors
from services.allocation.api.models import VacancyIn
from services.allocation.domain.vacancies.batches import Line

FIELDS: Mapping[str, TypeAdapter[Any]] = {
    name: TypeAdapter(kind)
    for name, kind in get_type_hints(VacancyIn, include_extras=True).items()
    if name in VacancyIn.model_fields
}


def _read(given: object, validate: ValidatorFunctionWrapHandler) -> Line:
    """The vacancy whole; or what could be read of it, and what is wrong with the rest."""
    try:
        body: VacancyIn = validate(given)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        if not isinstance(given, Mapping) or any(not each["loc"] for each in found):
            raise
        wrong = {each["loc"][0] for each in found}
        readable = {name: given[name] for name in FIELDS if name in given and name not in wrong}
        values = {name: FIELDS[name].validate_python(value) for name, value in readable.items()}
        errors = field_errors({**each, "loc": ("body", *each["loc"])} for each in found)
        return Line(VacancyIn.exact(values), tuple(errors))
    return Line(body.given())


class _ReadAsVacancy:
    """To the document and to callers the line is a vacancy like any other."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(_read, handler.generate_schema(VacancyIn))


VacancyLine = Annotated[Line, _ReadAsVacancy]
LINE: TypeAdapter[Line] = TypeAdapter(VacancyLine)


async def act_for(story: Story, lines: Sequence[Line]) -> None:
    """Act in the municipality that the vacancies are in, the first of them that names one."""
    named = next((code for line in lines if (code := line.given.get("municipality_code"))), None)
    if named is not None:
        await story.act_in(named)
