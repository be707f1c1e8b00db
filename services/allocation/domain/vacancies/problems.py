"""What can stand in the way of a step in a vacancy's life: a class each, its title the sentence shown."""

from kit.values.problems import Conflict
from kit.values.texts import Text


class VacancyReleased(Conflict):
    slug = "vacancy-released"
    title = Text(
        "Boligen er ikke anvist til kommunen: organisationen lejer den selv ud",
        "The vacancy is released: the organisation lets it itself",
    )


class VacancyAlreadyOffered(Conflict):
    slug = "vacancy-already-offered"
    title = Text("Boligen er allerede tilbudt en husstand", "The dwelling is already offered to a household")


class VacancyOver(Conflict):
    slug = "vacancy-over"
    title = Text("Boligen er udlejet eller givet tilbage", "The dwelling is let or handed back")


class VacancyWithdrawn(Conflict):
    slug = "vacancy-withdrawn"
    title = Text(
        "Organisationen har trukket boligen tilbage",
        "The organisation has withdrawn the vacancy",
    )
