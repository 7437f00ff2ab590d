"""The report as plain text."""

from collections.abc import Iterable, Iterator

from posturecam.reports import headline, words
from posturecam.reports.findings import Findings
from posturecam.reports.parts import parts
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.warning_signs import DISCLAIMER, STOP_RULE, full_notice

Section = tuple[str, tuple[str, ...]]
CHECK = "`posturecam check` lists the warning signs and notes pain."


def report_text(found: Findings, catalogue: Catalogue) -> str:
    """Write the whole report."""
    sections = (
        f"{heading}\n{'-' * len(heading)}\n{_lines(lines)}"
        for heading, lines in _sections(found, catalogue)
    )
    return f"posturecam report: {words.title(found)}\n\n" + "\n\n".join(sections) + "\n"


def _sections(found: Findings, catalogue: Catalogue) -> Iterator[Section]:
    if found.simulated:
        yield "Simulated", (words.SIMULATED,)
    if not found.report_data.hours:
        yield "Overview", (words.EMPTY,)
        return
    yield f"{headline.number(found)} {headline.label(found)}", (headline.sentence(found),)
    period = f"The whole period: {words.title(found)}"
    yield period, tuple(_table(words.overview(found)))
    for part in parts(found, catalogue):
        if part.lines:
            yield part.heading, part.lines
    yield "Warning signs", full_notice() if found.report_data.pain else _short()


def _short() -> tuple[str, ...]:
    """Return the notice for a period without pain notes."""
    return STOP_RULE, CHECK, DISCLAIMER


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{name:<22} {value}" for name, value in rows)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)
