"""The grounds on which somebody may ask for an end to a course, and why most of them never end one."""

from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text


class Ground(StrEnum):
    """Why somebody asks for an end; the first four can end a course, the others are told what is done instead."""

    CITIZENS_WISH = "citizens_wish"
    NEED_MET = "need_met"
    DEATH = "death"
    MOVED_TO_OTHER_MUNICIPALITY = "moved_to_other_municipality"
    MISSED_APPOINTMENTS = "missed_appointments"
    NO_CONTACT = "no_contact"
    TIME_RUN_OUT = "time_run_out"
    DECLINED_METHOD = "declined_method"
    RULES_BROKEN = "rules_broken"
    WORKER_LEFT = "worker_left"
    NO_ROOM = "no_room"
    SANCTION = "sanction"
    MOVED_IN_WITH_SOMEBODY = "moved_in_with_somebody"
    HOSPITAL = "hospital"
    PRISON = "prison"
    RESIDENCE = "residence"
    HOME_LOST = "home_lost"
    OTHER = "other"


_PERSISTENCE = "VIVE 2023, 5: vedholdende støtte"
_NO_CONDITION = "Housing First: boligen og støtten er ikke betingede"
_NEED = "serviceloven §§ 85, 85 a: støtten følger behovet"


def _never(rule: str, source: str, da: str, en: str) -> Reason:
    return Reason(rule, source, False, Text(da, en))


NEVER_CLOSING: dict[Ground, Reason] = {
    Ground.MISSED_APPOINTMENTS: _never(
        "missed-appointments-never-close",
        _PERSISTENCE,
        "Udeblivelser afslutter aldrig et forløb: planlæg næste forsøg, gerne på en anden måde eller et andet sted.",
        "Missed appointments never end a course: plan the next attempt, perhaps in another way or place.",
    ),
    Ground.NO_CONTACT: _never(
        "no-contact-is-sought",
        _PERSISTENCE,
        "Ingen kontakt er en grund til at opsøge borgeren, ikke til at slutte.",
        "No contact is a reason to seek the citizen out, not to end.",
    ),
    Ground.TIME_RUN_OUT: _never(
        "time-run-out-is-assessed",
        _NEED,
        "Metodens tid er gået: det er en opgave at vurdere behovet. Borgeren beholder medarbejderen imens.",
        "The method's time has run out: that is a task to assess the need. The citizen keeps the worker meanwhile.",
    ),
    Ground.DECLINED_METHOD: _never(
        "another-method-is-offered",
        "serviceloven § 85 a",
        "Et nej til metoden er ikke et nej til støtte: tilbyd en anden metode eller en anden måde.",
        "A no to the method is not a no to support: offer another method or another way.",
    ),
    Ground.RULES_BROKEN: _never(
        "support-has-no-conditions",
        _NO_CONDITION,
        "Støtten er ikke betinget af ædruelighed, behandling eller opførsel.",
        "Support does not depend on sobriety, treatment or behaviour.",
    ),
    Ground.WORKER_LEFT: _never(
        "worker-is-replaced",
        _PERSISTENCE,
        "En medarbejder, der stopper, overleverer borgeren til den næste.",
        "A worker who leaves hands the citizen over to the next.",
    ),
    Ground.NO_ROOM: _never(
        "room-is-found",
        _NEED,
        "Manglende plads er kommunens opgave: borgeren beholder sin plads.",
        "A lack of room is the municipality's to solve: the citizen keeps the place.",
    ),
    Ground.SANCTION: _never(
        "sanction-asks-for-support",
        "VIVE 2023, 6: jobcenteret",
        "En sanktion truer huslejen og dermed boligen: støtten er mere nødvendig, ikke mindre.",
        "A sanction threatens the rent and so the home: support is needed more, not less.",
    ),
    Ground.MOVED_IN_WITH_SOMEBODY: _never(
        "support-follows-the-citizen",
        _NEED,
        "Borgeren er flyttet sammen med nogen i kommunen: støtten følger borgeren.",
        "The citizen has moved in with somebody in the municipality: support follows the citizen.",
    ),
    Ground.HOSPITAL: _never(
        "contact-is-kept-in-hospital",
        _PERSISTENCE,
        "Under en indlæggelse holder medarbejderen kontakten og forbereder hjemkomsten.",
        "While the citizen is in hospital the worker keeps in touch and prepares the return home.",
    ),
    Ground.PRISON: _never(
        "contact-is-kept-in-prison",
        _PERSISTENCE,
        "Under en afsoning holder medarbejderen kontakten og forbereder løsladelsen.",
        "While the citizen is in prison the worker keeps in touch and prepares the release.",
    ),
    Ground.RESIDENCE: _never(
        "stay-is-assessed",
        _NEED,
        "Et ophold på et botilbud ændrer behovet: en person vurderer det først.",
        "A stay at a residence changes the need: a person assesses it first.",
    ),
    Ground.HOME_LOST: _never(
        "support-outlives-the-home",
        _NO_CONDITION,
        "Mister borgeren boligen, bliver støtten, og der findes en ny bolig.",
        "Where the citizen loses the home, support stays and another home is found.",
    ),
    Ground.OTHER: _never(
        "only-named-grounds-close",
        _PERSISTENCE,
        "Kun borgerens ønske, et dækket behov eller død afslutter et forløb; en flytning overleverer det.",
        "Only the citizen's wish, a need met or death ends a course; a move hands it over.",
    ),
}
