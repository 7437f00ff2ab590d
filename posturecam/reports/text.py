"""The report as plain text."""

from collections.abc import Iterable, Iterator

from posturecam.core.insights.trend import Progress
from posturecam.reports import words
from posturecam.reports.balance_text import (
    EFFECT,
    NO_PROGRAMME,
    balance_sentences,
    item_text,
)
from posturecam.reports.findings import Findings
from posturecam.reports.hint_text import NOTHING, hint_text
from posturecam.reports.progress_text import NAMES, progress_sentences
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.warning_signs import full_notice

Section = tuple[str, tuple[str, ...]]


def report_text(found: Findings, catalogue: Catalogue) -> str:
    """Write the whole report."""
    parts = (
        f"{heading}\n{'-' * len(heading)}\n{_lines(lines)}"
        for heading, lines in _all(found, catalogue)
    )
    return f"posturecam report: {words.title(found)}\n\n" + "\n\n".join(parts) + "\n"


def sections(found: Findings, catalogue: Catalogue) -> Iterator[Section]:
    """Give the parts that are sentences: progress, muscles, programme, workplace, notes."""
    yield "Progress", (*_progress(found.cva), *_progress(found.fsa))
    yield "Muscle balance", (*balance_sentences(found.balance), *words.unjudged(found))
    items = tuple(item_text(item) for item in found.programme)
    yield "Programme", (*items, EFFECT) if items else (NO_PROGRAMME,)
    yield "Workplace", tuple(hint_text(hint) for hint in found.hints) or (NOTHING,)
    yield "Exercises done", words.exercises(found, catalogue)
    if pains := words.pains(found):
        yield "Pain notes", pains


def _all(found: Findings, catalogue: Catalogue) -> Iterator[Section]:
    if found.simulated:
        yield "Simulated", (words.SIMULATED,)
    if not found.report_data.hours:
        yield "Overview", (words.EMPTY,)
        return
    remark = words.still_remark(found)
    yield "Overview", (*_table(words.overview(found)), *((remark,) if remark else ()))
    yield (
        "Minutes in an hour in which it was judged",
        tuple(_doses(found)) or ("no fault was seen",),
    )
    alerts = ((name, str(count)) for name, count in words.outcomes(found))
    counted = (*_table(alerts), words.soon_text(found))
    yield "Alerts", counted if found.effect.alerts else ("no alerts",)
    yield from sections(found, catalogue)
    yield "Warning signs", full_notice()


def _progress(progress: Progress) -> tuple[str, ...]:
    return f"{NAMES[progress.angle]}:", *(f"  {line}" for line in progress_sentences(progress))


def _doses(found: Findings) -> Iterator[str]:
    for cause, held, weighted, judged in words.doses(found):
        much = f"{held:5.1f}   weighted by how far {weighted:5.1f}"
        yield f"{cause:<24} {much}{f'   {judged}' if judged else ''}"


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{name:<22} {value}" for name, value in rows)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)
