"""Letters are fetched by a person, in the form asked for, and say what is in their own case alone."""

import io
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import httpx
import pypdf

from tests.integration.benefits.desk import Desk
from tests.integration.callers import slug_of

OLD: dict[str, Any] = {"first_let_year": 1948}


async def fetch(
    desk: Desk, case: str, kind: str, *, form: str = "text/html", query: str = "", person: str | None = "key-worker"
) -> httpx.Response:
    headers = {"Authorization": f"Bearer {desk.token('benefits_department', person=person)}", "Accept": form}
    return await desk.http.get(f"/v1/cases/{case}/letters/{kind}{query}", headers=headers | {"Accept-Language": "en"})


def text_of(answer: httpx.Response) -> str:
    """The words of a letter, however it breaks its lines."""
    assert answer.status_code == 200, answer.text
    if answer.headers["content-type"].startswith("text/html"):
        body = answer.text.partition("<main>")[2]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def both_of(desk: Desk, case: str, kind: str, query: str = "") -> tuple[str, str]:
    return (
        text_of(await fetch(desk, case, kind, query=query)),
        text_of(await fetch(desk, case, kind, form="application/pdf", query=query)),
    )


async def test_a_decision_is_written_in_both_forms_with_every_reason(desk: Desk) -> None:
    case = await desk.open(**OLD)
    await desk.refuse(case, reason_da="Boligen er fra 1948.", considerations_da=["Du har ingen anden bolig."])
    [decided] = (await desk.as_key_worker("GET", f"/v1/cases/{case}/decisions")).json()
    for text in await both_of(desk, case, "decision"):
        assert "Du har fået afslag på indskudslån" in text
        assert "Helsingør Kommune" in text
        for said in (
            "Boligen er fra 1948.",
            "Du har ingen anden bolig.",
            "forvaltningsloven § 19, stk. 1",
            "Ankestyrelsen",
        ):
            assert said in text
        assert not [r["text"]["da"] for r in decided["reasons"] if " ".join(r["text"]["da"].split()) not in text]
        assert "sidste dag 31. marts 2025" in text


async def test_the_letter_says_for_whom_it_is_and_leaves_the_address_to_the_post_system(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    page = await fetch(desk, case, "decision")
    assert page.headers["hjemvej-citizen-id"] == "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"
    assert (page.headers["content-language"], page.headers["cache-control"]) == ("da", "no-store")
    assert '<div class="recipient" id="recipient" data-field="recipient"></div>' in page.text
    assert "6a8f0b0e" not in page.text


async def test_letters_of_two_cases_say_nothing_of_each_other(desk: Desk) -> None:
    mine = await desk.open(rent_dkk="4511", deposit_dkk="25111", **OLD)
    other = await desk.open({"wealth_dkk": "26222"}, rent_dkk="4622", deposit_dkk="24222")
    await desk.refuse(mine, reason_da="Begrundelsen til den ene.")
    await desk.decide(other, reason_da="Begrundelsen til den anden.")
    for text in await both_of(desk, mine, "decision"):
        assert "25.111 kr." in text
        assert not [
            canary for canary in ("den anden", "4.622", "24.222", "26.222", other[:8].upper()) if canary in text
        ]
    for text in await both_of(desk, other, "decision"):
        assert "24.222 kr." in text
        assert not [canary for canary in ("den ene", "4.511", "25.111", "1948", mine[:8].upper()) if canary in text]


async def test_the_hearing_is_written_with_what_it_rests_on_and_by_when(desk: Desk) -> None:
    case = await desk.open(**OLD)
    assert slug_of(await fetch(desk, case, "hearing")) == "nothing-to-write"
    await desk.as_key_worker("POST", f"/v1/cases/{case}/hearing", {"about_da": "Byggesagen er fra 1948."})
    for text in await both_of(desk, case, "hearing"):
        for said in ("Byggesagen er fra 1948.", "senest 17. marts 2025", "før den 1. april 1964", "partshøring"):
            assert said in text


async def test_the_delay_is_written_once_the_deadline_is_exceeded(desk: Desk) -> None:
    case = await desk.open()
    assert slug_of(await fetch(desk, case, "delay")) == "nothing-to-write"
    desk.clock.now = datetime(2025, 3, 10, 9, tzinfo=UTC)
    await desk.sweep()
    for text in await both_of(desk, case, "delay"):
        assert "Din sag om indskudslån tager længere tid" in text
        assert "4. marts 2025" in text and "retssikkerhedsloven § 3" in text


async def test_each_reassessment_is_written_and_an_older_decision_says_what_it_said(desk: Desk) -> None:
    for outcome, title in (
        ("upheld", "Vi fastholder afgørelsen om indskudslån"),
        ("partly", "Du har fået medhold i en del af din klage om indskudslån"),
        ("changed", "Du har fået medhold i din klage om indskudslån"),
    ):
        case = await desk.open(**OLD)
        await desk.refuse(case, reason_da="Den gamle grund.")
        body = {"complained_on": "2025-03-03"}
        complaint = (await desk.as_key_worker("POST", f"/v1/cases/{case}/complaints", body)).json()
        assert slug_of(await fetch(desk, case, "reassessment")) == "nothing-to-write"
        headers = {"Authorization": f"Bearer {desk.token('benefits_department', person='another')}", "If-Match": '"1"'}
        await desk.http.put(
            f"/v1/complaints/{complaint['id']}/reassessment",
            json={"outcome": outcome, "reason_da": "Den nye grund."},
            headers=headers,
        )
        for text in await both_of(desk, case, "reassessment"):
            assert title in text and "Den nye grund." in text
        for text in await both_of(desk, case, "decision", "?number=1"):
            assert "Den gamle grund." in text and "Den nye grund." not in text
    assert (await fetch(desk, case, "decision", query="?number=3")).status_code == 404


async def test_each_fetching_needs_a_person_and_is_entered_with_its_channel(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    bare = await fetch(desk, case, "decision", person=None)
    assert (bare.status_code, slug_of(bare)) == (403, "person-required")
    paper = await fetch(desk, case, "decision", form="application/pdf", query="?channel=letter")
    assert "Sendes som: Brev" in text_of(paper)
    [fetched] = [event for event in await desk.events() if event["kind"] == "letter_fetched"]
    assert fetched["facts"] == {"kind": "decision", "number": None, "channel": "letter", "form": "application/pdf"}
    assert fetched["person"] == "key-worker"
    centre = desk.token("social_centre", person="social-worker")
    answer = await desk.http.get(f"/v1/cases/{case}/letters/decision", headers={"Authorization": f"Bearer {centre}"})
    assert answer.status_code == 403


async def test_the_form_is_the_one_accepted_most(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    for accept, form in (
        ("*/*", "text/html"),
        ("application/*", "application/pdf"),
        ("text/html;q=0.4, application/pdf", "application/pdf"),
        ("text/html, application/pdf;q=0.9", "text/html"),
        ("application/json, application/pdf;q=0.1", "application/pdf"),
    ):
        answer = await fetch(desk, case, "decision", form=accept)
        assert answer.headers["content-type"].startswith(form), accept
    refused = await fetch(desk, case, "decision", form="application/json")
    assert (refused.status_code, slug_of(refused)) == (406, "no-such-form")
