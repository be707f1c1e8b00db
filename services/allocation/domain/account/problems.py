"""What can stand in the way of a booking: a class each, its title the sentence shown."""

from kit.values.problems import Conflict
from kit.values.texts import Text


class CorrectsACorrection(Conflict):
    slug = "corrects-a-correction"
    title = Text(
        "Linjen er selv en rettelse: ret den oprindelige linje",
        "The line is a correction itself: correct the original line",
    )


class NoLease(Conflict):
    slug = "no-lease"
    title = Text(
        "Kommunens garanti begynder med lejekontrakten, og der er ingen",
        "The municipality's guarantee begins with the lease, and there is none",
    )


class NotMovedOut(Conflict):
    slug = "tenant-not-moved-out"
    title = Text(
        "Garantien for istandsættelse gælder, når lejeren er flyttet: meld fraflytningen først",
        "The guarantee of reinstatement holds when the tenant has moved out: report that first",
    )


class ArrearsNotCovered(Conflict):
    slug = "arrears-not-covered"
    title = Text(
        "Aftalen giver ingen garanti for restancer i de måneder",
        "The agreement gives no guarantee of arrears for those months",
    )


class ClaimDecided(Conflict):
    slug = "guarantee-claim-decided"
    title = Text("Kravet er allerede afgjort", "The claim is already decided")
