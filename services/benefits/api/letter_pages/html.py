"""A letter as HTML: real headings in order, the language told, nothing fetched from elsewhere."""

from html import escape

from services.benefits.domain.decisions.letters.letter import Channel, Letter, Section, long_day

CHANNELS = {Channel.DIGITAL_POST: "Digital Post", Channel.LETTER: "Brev"}
STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --accent: #0b4f6c; }
body { color: var(--ink); background: #fff; font: 1.0625rem/1.6 Georgia, "Libertinus Serif", serif; margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1rem 2rem; margin-bottom: 2.5rem; }
.sender { color: var(--accent); font-size: 1.25rem; font-weight: bold; width: 100%; margin: 0; }
.recipient { min-height: 6rem; min-width: 16rem; white-space: pre-line; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; align-content: start; }
dt { color: var(--soft); } dd { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { color: var(--accent); font-size: 1.1875rem; margin: 2rem 0 .5rem; }
p { margin: 0 0 .75rem; } .lead { border-left: 4px solid var(--accent); font-size: 1.125rem; padding-left: 1rem; }
p, li, dd, td { overflow-wrap: anywhere; white-space: pre-line; }
ul { margin: 0; padding-left: 1.25rem; } li { margin-bottom: .4rem; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid var(--line); padding: .35rem 0; }
th { font-weight: normal; text-align: left; } td { text-align: right; font-variant-numeric: tabular-nums; }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1rem; }
@media print { main { max-width: none; padding: 0; } h2 { break-after: avoid; } li, tr { break-inside: avoid; } }
"""


def as_html(letter: Letter) -> str:
    """The whole page."""
    title = escape(letter.title)
    sections = "\n".join(_section(number, section) for number, section in enumerate(letter.written))
    return f"""<!DOCTYPE html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<header>
<p class="sender">{escape(letter.sender.municipality)}</p>
<div class="recipient" id="recipient" data-field="recipient"></div>
<dl>
<dt>Dato</dt><dd>{long_day(letter.on)}</dd>
<dt>Sag</dt><dd>{escape(letter.reference)}</dd>
<dt>Sendes som</dt><dd>{CHANNELS[letter.channel]}</dd>
</dl>
</header>
<h1>{title}</h1>
<p class="lead">{escape(letter.lead)}</p>
{sections}
<footer>
<p>Venlig hilsen<br>{escape(letter.sender.person)}<br>{escape(letter.sender.municipality)}</p>
</footer>
</main>
</body>
</html>
"""


def _section(number: int, section: Section) -> str:
    heading = f"h{number}"
    parts = [f'<section aria-labelledby="{heading}">', f'<h2 id="{heading}">{escape(section.heading)}</h2>']
    parts += [f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs]
    if section.points:
        parts += ["<ul>", *(f"<li>{escape(point)}</li>" for point in section.points), "</ul>"]
    if section.rows:
        rows = (f'<tr><th scope="row">{escape(left)}</th><td>{escape(right)}</td></tr>' for left, right in section.rows)
        parts += ["<table>", *rows, "</table>"]
    return "\n".join([*parts, "</section>"])
