"""What a validation error says to a person, by pydantic's kind of error."""

from collections.abc import Mapping
from typing import Any

from kit.values.texts import Text

FOUR_DIGITS, EIGHT_DIGITS = r"^[0-9]{4}$", r"^[0-9]{8}$"
REFERENCE_SIGNS, ESTATE_SIGNS = r"^[A-Za-z0-9._:/-]+$", r"^[A-Za-z0-9-]+$"

FORMS: Mapping[str, Text] = {
    FOUR_DIGITS: Text("Skriv fire cifre, også nullet forrest: 0217", "Write four digits, the leading zero too: 0217"),
    EIGHT_DIGITS: Text("Skriv otte cifre uden mellemrum", "Write eight digits without spaces"),
    REFERENCE_SIGNS: Text("Brug kun a-z, A-Z, 0-9 og . _ : / -", "Use only a-z, A-Z, 0-9 and . _ : / -"),
    ESTATE_SIGNS: Text("Brug kun a-z, A-Z, 0-9 og -", "Use only a-z, A-Z, 0-9 and -"),
}
"""What a text of a given form must look like, by its pattern."""

SENTENCES: Mapping[str, Text] = {
    "missing": Text("Feltet mangler", "The field is missing"),
    "extra_forbidden": Text("Feltet kendes ikke: fjern det", "The field is not known: remove it"),
    "greater_than": Text("Skal være større end {gt}", "Must be greater than {gt}"),
    "greater_than_equal": Text("Skal være mindst {ge}", "Must be at least {ge}"),
    "less_than": Text("Skal være mindre end {lt}", "Must be less than {lt}"),
    "less_than_equal": Text("Må højst være {le}", "Must be at most {le}"),
    "string_too_short": Text("Skal have mindst {min_length} tegn", "Must have at least {min_length} characters"),
    "string_too_long": Text("Må højst have {max_length} tegn", "Must have at most {max_length} characters"),
    "too_long": Text("Må højst have {max_length} elementer", "Must have at most {max_length} items"),
    "too_short": Text("Skal have mindst {min_length} elementer", "Must have at least {min_length} items"),
    "string_pattern_mismatch": Text("Har ikke den rette form", "Does not have the right form"),
    "decimal_max_places": Text("Må højst have {decimal_places} decimaler", "At most {decimal_places} decimals"),
    "enum": Text("Skal være en af: {expected}", "Must be one of: {expected}"),
    "literal_error": Text("Skal være en af: {expected}", "Must be one of: {expected}"),
    "finite_number": Text("Skal være et endeligt tal", "Must be a finite number"),
    "timezone_aware": Text("Tidspunktet mangler tidszone", "The moment lacks a time zone offset"),
}

BY_PREFIX: Mapping[str, Text] = {
    "int": Text("Skal være et helt tal", "Must be a whole number"),
    "decimal": Text('Skal være et beløb som tekst, fx "4500.00"', 'Must be an amount as text, such as "4500.00"'),
    "date_": Text("Skal være en dato: ÅÅÅÅ-MM-DD", "Must be a date: YYYY-MM-DD"),
    "date": Text("Skal være et tidspunkt efter RFC 3339", "Must be a moment as in RFC 3339"),
    "bool": Text("Skal være true eller false", "Must be true or false"),
    "uuid": Text("Skal være et UUID", "Must be a UUID"),
    "string": Text("Skal være tekst", "Must be text"),
    "list": Text("Skal være en liste", "Must be a list"),
    "model": Text("Skal være et objekt", "Must be an object"),
    "dict": Text("Skal være et objekt", "Must be an object"),
}

OTHERWISE = Text("Er ikke gyldig", "Is not valid")


def sentence_for(error: Mapping[str, Any]) -> Text:
    """The sentence for one of pydantic's errors. A rule of our own that raised ValueError(Text) speaks for itself."""
    context = error.get("ctx") or {}
    own = context.get("error")
    if isinstance(own, ValueError) and own.args and isinstance(own.args[0], Text):
        return own.args[0]
    kind = str(error["type"])
    if context.get("pattern") in FORMS:
        return FORMS[context["pattern"]]
    if kind in SENTENCES:
        template = SENTENCES[kind]
        return Text(template.da.format_map(context), template.en.format_map(context))
    return next((text for prefix, text in BY_PREFIX.items() if kind.startswith(prefix)), OTHERWISE)
