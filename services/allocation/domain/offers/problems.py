"""What can stand in the way of an offer or a lease: a class each, its title the sentence shown."""

from kit.values.problems import Conflict
from kit.values.texts import Text


class CitizenHasOpenOffer(Conflict):
    slug = "citizen-has-open-offer"
    title = Text("Borgeren har allerede et åbent tilbud", "The citizen already has an open offer")


class AnswerAfterDeadline(Conflict):
    slug = "answer-after-deadline"
    title = Text("Svaret kom efter fristen", "The answer came after the deadline")


class DeadlineNotPassed(Conflict):
    slug = "deadline-not-passed"
    title = Text("Fristen er ikke gået endnu", "The deadline has not passed yet")


class OfferOver(Conflict):
    slug = "offer-over"
    title = Text("Tilbuddet er afsluttet", "The offer is over")


class LeaseNeedsAcceptance(Conflict):
    slug = "lease-needs-acceptance"
    title = Text(
        "Borgeren skal sige ja, før lejekontrakten skrives under",
        "The citizen must accept before the lease is signed",
    )


class DepositNotDecided(Conflict):
    slug = "deposit-not-decided"
    title = Text(
        "Indskuddet er ikke afgjort: ydelsesafdelingen skal svare først",
        "The deposit is not decided: the benefits department must answer first",
    )


class NoNamedWorker(Conflict):
    slug = "no-named-worker"
    title = Text(
        "Ingen bostøtte er udpeget: udpeg en, eller lad en person skrive hvorfor ikke",
        "No support worker is named: name one, or let a person say why not",
    )
