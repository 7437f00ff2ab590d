"""Pieces of the HTML page."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from posturecam.reports.style import Figure

UNIT = r"(\d) (%|(?:s|min|h|cm|deg)\b)"  # stays on the line of its number
PARTS = r"(\d\s(?:h|min)) (?=\d+\s(?:min|s)\b)"  # 3 h 20 min, 5 min 10 s


def safe(text: str) -> str:
    """Make text safe for HTML; set errors and units as printers do."""
    together = re.sub(UNIT, "\\1\N{NO-BREAK SPACE}\\2", escape(text))
    together = re.sub(PARTS, "\\1\N{NO-BREAK SPACE}", together)
    return together.replace("+- ", "\N{PLUS-MINUS SIGN}\N{NO-BREAK SPACE}")


def paragraphs(lines: Iterable[str]) -> str:
    """Write every line as a paragraph."""
    return "".join(f"<p>{safe(line)}</p>" for line in lines)


def listed(lines: Iterable[str]) -> str:
    """Write the lines as a list; nothing for no lines."""
    items = "".join(f"<li>{safe(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def paired(pairs: Iterable[tuple[str, str]]) -> str:
    """Write names with what belongs to them."""
    held = "".join(
        f"<div><dt>{safe(name)}</dt><dd>{safe(value)}</dd></div>" for name, value in pairs
    )
    return f"<dl>{held}</dl>"


def headline_part(number: str, label: str, sentence: str, beside: str) -> str:
    """Write the first part of a page: its one figure in words, and HTML `beside` it."""
    return f"""<section class="part headline"><div class="words">
<h2><span class="number">{safe(number)}</span> {safe(label)}</h2>
<p>{safe(sentence)}</p></div>
<div>{beside}</div></section>"""


def figure_html(figure: Figure) -> str:
    """Write a figure with its note, and its numbers folded."""
    note = f"<p>{safe(figure.note)}</p>" if figure.note else ""
    return f"""<figure id="{figure.name}">
<figcaption><h3>{safe(figure.title)}</h3></figcaption>
<div role="img" aria-label="{safe(figure.alt)}">{figure.svg}</div>
{note}<details class="numbers">
<summary>The numbers<span class="unseen">: {safe(figure.title)}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="Table: {safe(figure.title)}">
{table(figure.header, figure.rows)}</div></details>
</figure>"""


def section(heading: str, words: str, figures: Iterable[str] = (), name: str = "") -> str:
    """Write a part of the page: words, and beside them on a wide screen their figures."""
    drawn = "\n".join(figures)
    beside = f'<div class="figures">{drawn}</div>' if drawn else ""
    kind = " ".join(filter(None, ("part" if drawn else "", name)))
    attribute = f' class="{kind}"' if kind else ""
    said = f'<div class="words"><h2>{safe(heading)}</h2>{words}</div>'
    return f"<section{attribute}>{said}{beside}</section>"


def folded(heading: str, inside: str, *, is_open: bool) -> str:
    """Write a part that opens and closes."""
    state = " open" if is_open else ""
    return (
        f'<section><details class="fold"{state}><summary><h2>{safe(heading)}</h2></summary>'
        f"{inside}</details></section>"
    )


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; the first cell of a row names it."""
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in header)
    body = "".join(
        f'<tr><th scope="row">{safe(first)}</th>'
        + "".join(f"<td>{safe(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
