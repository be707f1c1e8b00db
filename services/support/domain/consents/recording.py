"""What may be recorded as the basis of telling others."""

from datetime import date
from uuid import UUID, uuid5

from kit.values.callers import Party
from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text
from services.support.domain.consents.passing import NEVER, Basis, Consent, What


class ConsentSettled(Conflict):
    slug = "consent-settled"
    title = Text(
        "Samtykket er allerede trukket tilbage: notér et nyt, hvis borgeren giver det igen",
        "The consent has already been withdrawn: record a new one if the citizen gives it again",
    )


def consent_id(citizen_id: UUID, what: What, to: Party, given_on: date) -> UUID:
    """The same consent of the same day is the same row."""
    return uuid5(citizen_id, f"{what} {to} {given_on}")


def errors_in_consent(consent: Consent, today: date) -> list[FieldError]:
    """Everything wrong with what is recorded."""
    errors = []
    if consent.what in NEVER:
        text = Text("Støttens notater forlader aldrig støtten.", "The notes of support never leave support.")
        errors.append(FieldError("/what", text))
    if consent.to in (Party.SUPPORT_TEAM, Party.SERVICE):
        errors.append(FieldError("/to", Text("Støtten ved det selv.", "Support knows it itself.")))
    if consent.basis is Basis.LAW and consent.section is None:
        errors.append(FieldError("/section", Text("Angiv lovbestemmelsen.", "Name the section of law.")))
    if consent.basis is Basis.CONSENT and consent.section is not None:
        text = Text("Et samtykke hviler ikke på en lovbestemmelse.", "A consent rests on no section of law.")
        errors.append(FieldError("/section", text))
    if consent.given_on > today:
        errors.append(FieldError("/given_on", Text("Ligger fremme i tiden.", "Lies ahead.")))
    withdrawn_on = consent.withdrawn_on
    if withdrawn_on is not None and not consent.given_on <= withdrawn_on <= today:
        text = Text("Ligger før samtykket eller fremme i tiden.", "Lies before the consent or ahead.")
        errors.append(FieldError("/withdrawn_on", text))
    return errors


def settle(earlier: Consent, told: Consent) -> bool:
    """Whether the row changes: a consent can be withdrawn, and stays so.

    Raises ConsentSettled where it was withdrawn on another day, or rests on another basis.
    """
    if (earlier.basis, earlier.section) != (told.basis, told.section):
        raise ConsentSettled(extra={"basis": earlier.basis.value})
    if earlier.withdrawn_on == told.withdrawn_on:
        return False
    if earlier.withdrawn_on is not None:
        raise ConsentSettled(extra={"withdrawn_on": earlier.withdrawn_on.isoformat()})
    return True
