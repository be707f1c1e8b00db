"""What can stand in the way of an ad hoc request or its answer: a class each, its title the sentence shown."""

from kit.values.problems import Conflict
from kit.values.texts import Text


class RequestOver(Conflict):
    slug = "request-over"
    title = Text("Efterlysningen er afsluttet", "The request is over")


class NoLongerNeeded(Conflict):
    slug = "no-longer-needed"
    title = Text(
        "Kommunen har ikke længere brug for en bolig til denne efterlysning",
        "The municipality no longer needs a dwelling for this request",
    )


class DwellingAlreadyPosted(Conflict):
    slug = "dwelling-already-posted"
    title = Text(
        "Boligen er allerede meldt ledig under denne reference: brug en ny reference",
        "The dwelling is already posted under this reference: use another reference",
    )


class DwellingAtDisposal(Conflict):
    slug = "dwelling-at-disposal"
    title = Text(
        "Boligen er allerede anvist til kommunen",
        "The dwelling is already at the municipality's disposal",
    )
