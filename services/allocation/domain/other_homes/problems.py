"""What can stand in the way of a place in another home: a class each, its title the sentence shown."""

from kit.values.problems import Conflict, Unprocessable
from kit.values.texts import Text


class NoPlaceFree(Conflict):
    slug = "no-place-free"
    title = Text("Der er ingen ledig plads", "There is no free place")


class PlacesTaken(Conflict):
    slug = "places-taken"
    title = Text(
        "Så få pladser er der ikke: flere er optaget eller lovet væk",
        "There cannot be so few places: more are lived in or promised",
    )


class AlreadyReferred(Conflict):
    slug = "already-referred"
    title = Text("Borgeren er allerede henvist til dette hjem", "The citizen is already referred to this home")


class LivesInOtherHome(Conflict):
    slug = "lives-in-other-home"
    title = Text("Borgeren er allerede flyttet ind", "The citizen has already moved in")


class ReferralOver(Conflict):
    slug = "referral-over"
    title = Text("Henvisningen er afsluttet", "The referral is over")


class ReferralNotThere(Conflict):
    slug = "referral-not-there"
    title = Text("Henvisningen står ikke dér", "The referral does not stand there")


class NotNextOnList(Unprocessable):
    slug = "not-next-on-list"
    title = Text(
        "En anden er næste på ventelisten: skriv med en kode, hvorfor rækkefølgen fraviges",
        "Another is next on the waiting list: say with a code why the order is departed from",
    )
