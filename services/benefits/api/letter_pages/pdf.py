"""A letter as PDF: tagged for screen readers (PDF/UA), with its own fonts, the same bytes for the same letter."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import typst

from services.benefits.api.letter_pages.html import CHANNELS
from services.benefits.domain.decisions.letters.letter import Letter, long_day

TEMPLATE = Path(__file__).with_name("letter.typ").read_bytes()
FONTS = typst.Fonts(include_system_fonts=False)


async def as_pdf(letter: Letter) -> bytes:
    """The whole document, set in a thread, so that nobody else's request waits for it."""
    return await asyncio.to_thread(set_pdf, letter)


def set_pdf(letter: Letter) -> bytes:
    """The document. A sign that the fonts do not have cannot be tagged: it stays a gap rather than hold the letter."""
    data = json.dumps(_as_data(letter), ensure_ascii=False)
    made_at = datetime(letter.on.year, letter.on.month, letter.on.day, tzinfo=UTC)
    try:
        return _compile(data, made_at, strict=True)
    except typst.TypstError:
        return _compile(data, made_at, strict=False)


def _compile(data: str, made_at: datetime, *, strict: bool) -> bytes:
    compiler = typst.Compiler(TEMPLATE, font_paths=FONTS, ignore_system_fonts=True, sys_inputs={"letter": data})
    document = compiler.compile(format="pdf", pdf_standards="ua-1" if strict else None, timestamp=made_at)
    assert isinstance(document, bytes)
    return document


def _as_data(letter: Letter) -> dict[str, object]:
    return {
        "title": letter.title,
        "lead": letter.lead,
        "reference": letter.reference,
        "municipality": letter.sender.municipality,
        "person": letter.sender.person,
        "about": [
            ["Dato", long_day(letter.on)],
            ["Sag", letter.reference],
            ["Sendes som", CHANNELS[letter.channel]],
        ],
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": section.paragraphs,
                "points": section.points,
                "rows": section.rows,
            }
            for section in letter.written
        ],
    }
