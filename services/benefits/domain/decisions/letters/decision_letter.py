"""The letter of a decision: what was decided, why, by which rules and rates, and how to complain."""

from typing import Any

from kit.values.calendar import local_day
from services.benefits.domain.cases.cases import Case, Decided, DecisionOutcome
from services.benefits.domain.decisions.letters.letter import (
    Channel,
    Letter,
    LetterKind,
    Section,
    Sender,
    long_day,
    reference_of,
    rule_in_words,
)
from services.benefits.domain.decisions.letters.phrases import HELP, how_to_complain, rates_used, what_it_is_about
from services.benefits.domain.decisions.terms import Terms
from services.benefits.domain.entitlements.kinds import NAMES, CaseKind
from services.benefits.domain.judgements import Outcome

AUTOMATIC = (
    "Afgørelsen er truffet automatisk, fordi alle regler er opfyldt. "
    "Du kan altid bede om, at en medarbejder ser på den."
)
OWN_RESPONSIBILITY = (
    "Sig det til os, hvis dine forhold ændrer sig, eller hvis noget i brevet ikke passer (retssikkerhedsloven § 11)."
)


def decision_letter(case: Case, decided: Decided, sender: Sender, channel: Channel, terms: Terms) -> Letter:
    """The letter of one decision, as it was made; it says every rule that was applied, met or not."""
    name, on = NAMES[case.kind].da, local_day(decided.decided_at)
    reasons = decided.document["reasons"]
    refused = decided.outcome is DecisionOutcome.REFUSED
    return Letter(
        kind=LetterKind.DECISION,
        title=_title(case.kind, refused=refused),
        lead=_lead(case.kind, name, decided, refused=refused),
        reference=reference_of(case.id),
        on=on,
        sender=sender,
        channel=channel,
        sections=(
            what_it_is_about(case.kind, case.facts, decided.document.get("amount_dkk")),
            Section("Derfor har vi afgjort det sådan", _why(decided)),
            _weighed(decided),
            _rules("Regler, som ikke er opfyldt", reasons, met=False),
            _rules("Regler, som er opfyldt", reasons, met=True),
            rates_used(decided.document["rates"]),
            _hearing(decided),
            Section("Det skal du selv gøre", () if refused else (OWN_RESPONSIBILITY,)),
            how_to_complain(on, terms),
            HELP,
        ),
    )


def _title(kind: CaseKind, *, refused: bool) -> str:
    if refused:
        return f"Du har fået afslag på {NAMES[kind].da}"
    if kind is CaseKind.PRE_APPROVAL:
        return "Du har fået forhåndstilsagn"
    return f"Du har fået bevilget {NAMES[kind].da}"


def _lead(kind: CaseKind, name: str, decided: Decided, *, refused: bool) -> str:
    day = long_day(local_day(decided.decided_at))
    changed = " Afgørelsen træder i stedet for den, du fik før." if decided.number > 1 else ""
    if refused:
        return f"Vi har den {day} afgjort, at du ikke kan få {name}.{changed}"
    if kind is CaseKind.PRE_APPROVAL:
        return (
            f"Vi har den {day} givet dig tilsagn om indskudslån til en bolig, som højst koster det, der står nedenfor."
            f"{changed}"
        )
    return f"Vi har den {day} afgjort, at du får {name}.{changed}"


def _why(decided: Decided) -> tuple[str, ...]:
    why = [decided.reason_da] if decided.reason_da else []
    if decided.automatic:
        why.append(AUTOMATIC)
    if not why:
        why.append("Du opfylder de regler, der gælder.")
    return tuple(why)


def _weighed(decided: Decided) -> Section:
    """The main considerations of a discretion (§ 24); those that the person wrote, else the reason itself stands."""
    used = decided.proposed is Outcome.DISCRETION or decided.considerations
    heading = "Det har vi lagt vægt på"
    if not used:
        return Section(heading)
    law = "Reglerne giver kommunen et skøn. Ved skønnet har vi lagt vægt på:"
    return Section(heading, (law,), decided.considerations or tuple(filter(None, [decided.reason_da])))


def _rules(heading: str, reasons: list[dict[str, Any]], *, met: bool) -> Section:
    return Section(heading, points=tuple(rule_in_words(reason) for reason in reasons if reason["met"] is met))


def _hearing(decided: Decided) -> Section:
    heading, heard = "Din ret til at udtale dig først", decided.hearing
    if heard is None:
        return Section(heading)
    return Section(heading, (rule_in_words(heard["reason"]), *filter(None, [heard.get("reason_da")])))
