"""What can stand in the way of matching and of an offer to one household before another."""

from kit.values.problems import Conflict, Unprocessable
from kit.values.texts import Text


class NotOnShortlist(Unprocessable):
    slug = "not-on-shortlist"
    title = Text("Husstanden passer ikke til boligen", "The household does not fit the dwelling")


class NotFirst(Conflict):
    slug = "not-first"
    title = Text(
        "Andre står før husstanden: tilbyd den første, eller send override med en kode",
        "Others stand before the household: offer to the first, or send an override with a code",
    )


class SchemesOverlap(Unprocessable):
    slug = "priority-schemes-overlap"
    title = Text("To prioriteringer gælder på samme dag", "Two priority schemes are in force on the same day")


class NotFromMatching(Unprocessable):
    slug = "not-from-matching"
    title = Text(
        "Fordelingen foreslår ikke boligen til denne husstand",
        "The matching does not propose the dwelling to this household",
    )


class NothingToMatch(Unprocessable):
    slug = "nothing-to-match"
    title = Text("Ingen ledig bolig at fordele", "No free dwelling to match")
