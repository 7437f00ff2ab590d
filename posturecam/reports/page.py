"""The report as one HTML file that needs no network: figures, their numbers, and the sentences."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from posturecam.core.insights.trend import Angles
from posturecam.reports import text, words
from posturecam.reports.figures_angle import spread_figure, trend_figure
from posturecam.reports.figures_cause import alerts_figure, causes_figure, pain_figure
from posturecam.reports.figures_time import day_figure, days_figure, heat_cells, heat_figure
from posturecam.reports.findings import Findings
from posturecam.reports.style import Figure
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.warning_signs import (
    ASK_FIRST,
    DISCLAIMER,
    EMERGENCY,
    SOON,
    SOURCES,
    STOP_RULE,
    Signs,
)

# No script, no font, no picture from elsewhere: the browser itself refuses them.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
UNIT = r"(\d) (%|(?:s|min|h|cm|deg)\b)"  # stays on the line of its number
NOT_MEASURED = (
    "Angles are changes from your own calibration and carry an error; time that could not be "
    "measured is shown as such and counts neither as good nor as bad."
)


def report_html(found: Findings, catalogue: Catalogue) -> str:
    """Write the whole report."""
    style = files("posturecam.reports").joinpath("page.css").read_text(encoding="utf-8")
    title = f"posturecam report: {words.title(found)}"
    body = "\n".join(_body(found, catalogue))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{_e(title)}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header><h1>{_e(words.title(found))}</h1><p>posturecam report</p></header>
<main id="main">
{body}
</main>
<footer><p>{_e(NOT_MEASURED)}</p><p>{_e(DISCLAIMER)}</p></footer>
</body>
</html>
"""


def figures(found: Findings) -> Iterator[Figure]:
    """Give every figure that there are data for."""
    report_data, policy = found.report_data, found.policy
    if report_data.last_day:
        yield day_figure(report_data.last_day)
    if heat_cells(report_data.hours):
        yield heat_figure(report_data.hours)
    yield days_figure(report_data.hours)
    if found.total.exposures:
        yield causes_figure(found)
    if report_data.cva_histogram:
        yield spread_figure(Angles.CVA, report_data.cva_histogram, policy.cva_limit_deg)
        yield trend_figure(found.cva, report_data.longer, policy.cva_limit_deg)
    if report_data.fsa_histogram:
        yield spread_figure(Angles.FSA, report_data.fsa_histogram, policy.fsa_limit_deg)
        yield trend_figure(found.fsa, report_data.longer, policy.fsa_limit_deg)
    if found.effect.alerts:
        yield alerts_figure(found)
    if report_data.pain:
        yield pain_figure(report_data.hours, report_data.pain, words.local_offset_s(found))


def _body(found: Findings, catalogue: Catalogue) -> Iterator[str]:
    if found.simulated:
        yield f'<p class="mark">{_e(words.SIMULATED)}</p>'
    if not found.report_data.hours:
        yield f"<p>{_e(words.EMPTY)}</p>"
        return
    yield _overview(found)
    yield '<section class="figures" aria-label="Figures">'
    yield from (_figure(figure) for figure in figures(found))
    yield "</section>"
    for heading, lines in text.sections(found, catalogue):
        yield _section(heading, lines)
    yield _warning_signs()


def _e(text_: str) -> str:
    """Make text safe for HTML; set errors and units as printers do."""
    together = re.sub(UNIT, "\\1\N{NO-BREAK SPACE}\\2", escape(text_))
    return together.replace("+-", "\N{PLUS-MINUS SIGN}")


def _overview(found: Findings) -> str:
    pairs = "".join(
        f"<div><dt>{_e(name)}</dt><dd>{_e(value)}</dd></div>"
        for name, value in words.overview(found)
    )
    remark = words.still_remark(found)
    said = f"<p>{_e(remark)}</p>" if remark else ""
    return f"<section><h2>Overview</h2><dl>{pairs}</dl>{said}</section>"


def _figure(figure: Figure) -> str:
    note = f"<p>{_e(figure.note)}</p>" if figure.note else ""
    return f"""<figure id="{figure.name}">
<figcaption><h2>{_e(figure.title)}</h2></figcaption>
<div role="img" aria-label="{_e(figure.alt)}">{figure.svg}</div>
{note}<details><summary>The numbers<span class="unseen">: {_e(figure.title)}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="Table: {_e(figure.title)}">
{_table(figure)}</div></details>
</figure>"""


def _table(figure: Figure) -> str:
    head = "".join(f'<th scope="col">{_e(name)}</th>' for name in figure.header)
    rows = "".join(
        f'<tr><th scope="row">{_e(first)}</th>'
        + "".join(f"<td>{_e(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in figure.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _section(heading: str, lines: Iterable[str]) -> str:
    said = "".join(
        f"<h3>{_e(line.rstrip(':'))}</h3>" if line.endswith(":") else f"<p>{_e(line)}</p>"
        for line in lines
    )
    return f"<section><h2>{_e(heading)}</h2>{said}</section>"


def _warning_signs() -> str:
    groups = "".join(_signs(group) for group in (EMERGENCY, SOON, ASK_FIRST))
    sources = f"<p>{_e(STOP_RULE)}</p><p>From: {_e('; '.join(SOURCES))}.</p>"
    return f'<section class="signs"><h2>Warning signs</h2>{groups}{sources}</section>'


def _signs(group: Signs) -> str:
    items = "".join(f"<li>{_e(sign)}</li>" for sign in group.signs)
    return f"<h3>{_e(group.heading)}</h3><ul>{items}</ul>"
