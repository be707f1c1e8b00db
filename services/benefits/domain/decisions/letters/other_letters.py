"""The letters around a decision: the hearing before it, the notice that it is late, and what came of a complaint."""

from datetime import date, datetime, timedelta

from kit.values.calendar import local_day
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.decisions.complaints import Complaint, Reassessment
from services.benefits.domain.decisions.hearings import Hearing
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
from services.benefits.domain.decisions.letters.phrases import BOARD, HELP, how_to_complain
from services.benefits.domain.decisions.terms import Terms
from services.benefits.domain.entitlements.kinds import NAMES
from services.benefits.domain.lanes.lateness import LatenessNotice


def hearing_letter(case: Case, hearing: Hearing, about: str, sender: Sender, channel: Channel) -> Letter:
    """What a refusal would rest on, and by when the citizen may answer (forvaltningsloven § 19)."""
    name, last_day = NAMES[case.kind].da, long_day(local_day(hearing.due_at - timedelta(seconds=1)))
    return Letter(
        kind=LetterKind.HEARING,
        title=f"Vi overvejer at give dig afslag på {name}",
        lead=f"Før vi afgør sagen, kan du sige, hvad du mener. Svar senest {last_day}.",
        reference=reference_of(case.id),
        on=local_day(hearing.sent_at),
        sender=sender,
        channel=channel,
        sections=(
            Section("Det bygger vi på", (about,)),
            Section(
                "Regler, som vi mener ikke er opfyldt",
                points=tuple(rule_in_words(reason) for reason in hearing.reasons),
            ),
            Section(
                "Sådan svarer du",
                (
                    f"Du kan svare skriftligt eller mundtligt senest {last_day}. Skriv til os, hvis oplysningerne er "
                    "forkerte, hvis der mangler noget, eller hvis der er andet, vi skal vide. Du kan bede om mere tid.",
                    "Svarer du ikke, afgør vi sagen på grundlag af de oplysninger, vi har "
                    "(forvaltningsloven § 19 om partshøring).",
                ),
            ),
            HELP,
        ),
    )


def delay_letter(case: Case, notice: LatenessNotice, sender: Sender, channel: Channel) -> Letter:
    """The notice that a deadline is exceeded, and when an answer is expected now (retssikkerhedsloven § 3)."""
    name, expected = NAMES[case.kind].da, long_day(local_day(notice.expected_at - timedelta(seconds=1)))
    return Letter(
        kind=LetterKind.DELAY,
        title=f"Din sag om {name} tager længere tid",
        lead=f"Vi nåede ikke at afgøre din sag inden fristen. Vi regner med at afgøre den senest {expected}.",
        reference=reference_of(case.id),
        on=local_day(notice.late_at),
        sender=sender,
        channel=channel,
        sections=(
            Section(
                "Fristen",
                (rule_in_words(case.due_reason.as_json()),),
                rows=(
                    ("Fristen var", long_day(local_day(notice.due_at - timedelta(seconds=1)))),
                    ("Vi forventer at afgøre sagen senest", expected),
                ),
            ),
            Section(
                "Hvad betyder det for dig?",
                (
                    "Vi beklager. Du skal ikke gøre noget, og din ansøgning gælder stadig. Har du fået et tilbud om en "
                    "bolig, som skal besvares før, så ring til os med det samme.",
                    "Når en kommune ikke kan overholde sin frist, skal den skrive til dig og sige, hvornår sagen "
                    "ventes afgjort (retssikkerhedsloven § 3, stk. 2).",
                ),
            ),
            HELP,
        ),
    )


def reassessment_letter(
    case: Case, complaint: Complaint, settled_at: datetime, sender: Sender, channel: Channel, terms: Terms
) -> Letter:
    """What the municipality came to when it looked again, and what happens now."""
    on, name = local_day(settled_at), NAMES[case.kind].da
    title, lead, happens = _result(complaint.reassessment, name, terms, on, anew=complaint.remitted_at is not None)
    return Letter(
        kind=LetterKind.REASSESSMENT,
        title=title,
        lead=lead,
        reference=reference_of(case.id),
        on=on,
        sender=sender,
        channel=channel,
        sections=(
            Section("Derfor", tuple(filter(None, [complaint.reason_da]))),
            Section(
                "Din klage",
                (rule_in_words(complaint.reason.as_json()),),
                rows=(("Vi fik klagen", long_day(complaint.complained_on)), ("Vi så på sagen igen", long_day(on))),
            ),
            Section("Hvad sker der nu?", happens),
            how_to_complain(on, terms) if complaint.led_to is not None else Section("Sådan klager du"),
            HELP,
        ),
    )


def _result(
    outcome: Reassessment | None, name: str, terms: Terms, on: date, *, anew: bool
) -> tuple[str, str, tuple[str, ...]]:
    """Title, lead and what happens now."""
    decision = "Du får den nye afgørelse i et brev for sig."
    if outcome is Reassessment.CHANGED:
        return (
            f"Du har fået medhold i din klage om {name}",
            "Vi har set på sagen igen og ændret afgørelsen.",
            (decision,),
        )
    if outcome is Reassessment.PARTLY:
        answer = (
            f"Vil du stadig klage over resten, så sig det til os inden {terms.complaint_weeks} uger, efter at du har "
            f"modtaget brevet (modtager du det i dag, senest {long_day(terms.last_day_to_complain(on))}). Så sender vi "
            f"klagen videre til {BOARD} (retssikkerhedsloven § 66)."
        )
        return (
            f"Du har fået medhold i en del af din klage om {name}",
            "Vi har set på sagen igen og ændret en del af afgørelsen.",
            (decision, answer),
        )
    if anew:
        return (
            f"Vi har afgjort din sag om {name} igen",
            f"{BOARD} sendte sagen tilbage til os. Vi er kommet til samme resultat.",
            (decision,),
        )
    return (
        f"Vi fastholder afgørelsen om {name}",
        "Vi har set på sagen igen, men vi ændrer ikke afgørelsen.",
        (
            f"Vi sender din klage videre til {BOARD} sammen med sagens papirer og vores begrundelse. "
            f"{BOARD} skriver til dig. Du skal ikke gøre noget (retssikkerhedsloven § 66).",
        ),
    )
