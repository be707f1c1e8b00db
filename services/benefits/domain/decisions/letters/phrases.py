"""What several letters say alike: how to complain, where to get help, and what the case is about."""

from datetime import date
from decimal import Decimal
from typing import Any

from services.benefits.domain.cases.cases import CaseFacts
from services.benefits.domain.decisions.letters.letter import Section, long_day
from services.benefits.domain.decisions.terms import Terms
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.rates.rate_keys import (
    A_MONTH,
    A_YEAR,
    CHILDREN,
    DKK,
    HOURS,
    MONTHS,
    PERCENT,
    SQUARE_METRES,
    WEEKS,
    WORKING_DAYS,
    YEARS,
    YES_OR_NO,
    RateKey,
)
from services.benefits.domain.rates.rate_kinds import RATE_KINDS
from services.benefits.domain.wording import day_in_words, in_kroner

BOARD = "Ankestyrelsen"
UNITS = {
    PERCENT: "%",
    HOURS: "timer",
    WORKING_DAYS: "arbejdsdage",
    WEEKS: "uger",
    MONTHS: "måneder",
    YEARS: "år",
    CHILDREN: "børn",
    SQUARE_METRES: "m²",
}

HELP = Section(
    "Hvis du vil vide mere",
    (
        "Du har ret til at se de oplysninger, vi har om dig i sagen (aktindsigt, forvaltningsloven § 9). "
        "Du har også ret til at lade en anden hjælpe dig eller tale på dine vegne (forvaltningsloven § 8).",
        "Har du spørgsmål, er du velkommen til at kontakte os. Skriv gerne sagens nummer, som står øverst i brevet.",
    ),
)


def how_to_complain(received_on: date, terms: Terms) -> Section:
    """Complaint guidance (forvaltningsloven § 25): in writing or by word, to whom, and by when."""
    last_day = terms.last_day_to_complain(received_on)
    return Section(
        "Sådan klager du",
        (
            f"Du kan klage over afgørelsen inden {terms.complaint_weeks} uger, efter at du har modtaget brevet. "
            f"Modtager du det {long_day(received_on)}, er sidste dag {long_day(last_day)}. Falder sidste dag på en "
            "lørdag, søndag eller helligdag, er fristen den næste arbejdsdag.",
            f"Klagen sender du til os, helst skriftligt. Du kan også klage mundtligt. Vi ser på sagen igen inden "
            f"{terms.reassessment_weeks} uger (retssikkerhedsloven § 66). Giver vi dig ikke medhold, sender vi klagen "
            f"videre til {BOARD}, som afgør den.",
        ),
    )


def what_it_is_about(kind: CaseKind, facts: CaseFacts, amount_dkk: str | None) -> Section:
    """The amounts of the case, as they were applied for and as they are granted."""
    rows: list[tuple[str, str]] = []
    dwelling, highest = facts.dwelling, kind is CaseKind.PRE_APPROVAL
    if dwelling is not None:
        rows.append(("Højeste husleje om måneden" if highest else "Husleje om måneden", in_kroner(dwelling.rent).da))
        rows.append(("Højeste indskud" if highest else "Indskud", in_kroner(dwelling.deposit).da))
    if facts.particulars.amount is not None:
        rows.append(("Du har søgt om", in_kroner(facts.particulars.amount).da))
    if amount_dkk is not None:
        rows.append(("Beløb efter reglerne", in_kroner(Decimal(amount_dkk)).da))
    return Section("Det handler sagen om", rows=tuple(rows))


def rates_used(rates: list[dict[str, Any]]) -> Section:
    """The rates of the day, each with its value."""
    rows = tuple((_name_of(rate), _value_of(rate)) for rate in rates)
    return Section("Satser, vi har brugt", rows=rows)


def _name_of(rate: dict[str, Any]) -> str:
    name = RATE_KINDS[RateKey(rate["key"])].name.da
    since = day_in_words(date.fromisoformat(rate["valid_from"])).da
    return f"{name[:1].upper()}{name[1:]} (fra {since})"


def _value_of(rate: dict[str, Any]) -> str:
    value, unit = Decimal(rate["value"]), rate["unit"]
    if unit == YES_OR_NO:
        return "ja" if value == 1 else "nej"
    if unit in {A_YEAR, A_MONTH, DKK}:
        return in_kroner(value).da + {A_YEAR: " om året", A_MONTH: " om måneden", DKK: ""}[unit]
    plain = f"{value.normalize():f}".replace(".", ",")
    return f"{plain} {UNITS.get(unit, unit)}"
