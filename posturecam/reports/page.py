"""The report as one HTML file that needs no network: figures, their numbers, and the sentences."""

from collections.abc import Iterator

from posturecam.reports import headline, words
from posturecam.reports.document import document
from posturecam.reports.figures import figures
from posturecam.reports.findings import Findings
from posturecam.reports.html import (
    figure_html,
    folded,
    headline_part,
    listed,
    paired,
    paragraphs,
    safe,
    section,
)
from posturecam.reports.parts import EXERCISES, NOT_YET, PAIN, ReportPart, parts
from posturecam.reports.programme_html import programme_html
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

NOT_MEASURED = (
    "Judged time is the time in which posture could be measured; the rest is shown as not measured "
    "and counts neither as good nor as bad. Angles are changes from your own calibration; the "
    "number after +- is the error that 95 of 100 true values stay within."
)


def report_html(found: Findings, catalogue: Catalogue) -> str:
    """Write the whole report."""
    body = "\n".join(_body(found, catalogue))
    return document("report", words.title(found), body, (NOT_MEASURED, DISCLAIMER))


def _body(found: Findings, catalogue: Catalogue) -> Iterator[str]:
    if found.simulated:
        yield f'<p class="mark">{safe(words.SIMULATED)}</p>'
    if not found.report_data.hours:
        yield f"<p>{safe(words.EMPTY)}</p>"
        return
    yield _headline(found)
    drawn = {figure.name: figure_html(figure) for figure in figures(found)}
    for part in parts(found, catalogue):
        yield _part(part, found, drawn)
    yield _warning_signs(is_open=bool(found.report_data.pain))


def _headline(found: Findings) -> str:
    return headline_part(
        headline.number(found),
        headline.label(found),
        headline.sentence(found),
        f"<h3>The whole period: {safe(words.title(found))}</h3>{paired(words.overview(found))}",
    )


def _part(part: ReportPart, found: Findings, drawn: dict[str, str]) -> str:
    own = [drawn[name] for name in part.figures if name in drawn]
    if part.heading == EXERCISES:
        return section(part.heading, programme_html(found.programme))
    if part.heading == PAIN:
        beside = f'<div class="figures">{"".join(own)}</div>'
        return folded(part.heading, f"{listed(part.lines)}{beside}", is_open=True)
    if part.heading == NOT_YET:
        return section(part.heading, listed(part.lines))
    return section(part.heading, paragraphs(part.lines), own)


def _warning_signs(*, is_open: bool) -> str:
    groups = "".join(_signs(group) for group in (EMERGENCY, SOON, ASK_FIRST))
    sources = paragraphs((STOP_RULE, f"From: {'; '.join(SOURCES)}."))
    return folded("Warning signs", f'<div class="signs">{groups}</div>{sources}', is_open=is_open)


def _signs(group: Signs) -> str:
    return f"<div><h3>{safe(group.heading)}</h3>{listed(group.signs)}</div>"
