"""What can stand in the way of a step in a vacancy's life: a class each, its title the sentence shown."""

from kit.values.problems import Conflict, Forbidden, Unprocessable
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


class VacancyCorrected(Conflict):
    slug = "vacancy-corrected"
    title = Text(
        "Boligen er allerede rettet: ret den nyeste i stedet (newest_id)",
        "The vacancy is already corrected: correct the newest instead (newest_id)",
    )


class VacancyWasPosted(Conflict):
    slug = "vacancy-was-posted"
    title = Text(
        "Boligen er meldt ledig: den kan ikke findes som glemt (vacancy_id)",
        "The dwelling was posted: it cannot be found as missed (vacancy_id)",
    )


class NotYourOrganisation(Forbidden):
    slug = "not-your-organisation"
    title = Text(
        "Boligen hører til en anden organisation end den, der kalder",
        "The dwelling belongs to another organisation than the one that calls",
    )


class UnknownChain(Unprocessable):
    slug = "unknown-chain-reference"
    title = Text(
        "Organisationen har ikke meldt den bolig, som kæden følger efter: meld den først, eller lad feltet være",
        "The organisation has not posted the vacancy that this one follows: post it first, or leave the field out",
    )


class BatchRefused(Unprocessable):
    slug = "batch-refused"
    title = Text(
        "Ingen af boligerne er meldt ledige: ret de nævnte felter, og send dem alle igen",
        "None of the vacancies are posted: correct the fields named, and send them all again",
    )


class ImportRefused(Unprocessable):
    slug = "import-refused"
    title = Text(
        "Ingen af filens boliger er meldt ledige: ret de nævnte linjer, og send hele filen igen",
        "None of the file's vacancies are posted: correct the lines named, and send the whole file again",
    )
