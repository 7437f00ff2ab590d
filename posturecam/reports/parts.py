"""The parts of the report in order: heading, sentences and the names of their figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap

from posturecam.core.insights.trend import Progress
from posturecam.reports import fault_shares, words
from posturecam.reports.balance_text import (
    EFFECT,
    NO_PROGRAMME,
    TODAY,
    balance_sentences,
    item_text,
)
from posturecam.reports.exercises_done import exercise_sentences
from posturecam.reports.findings import Findings
from posturecam.reports.hint_text import NOTHING, hint_text
from posturecam.reports.least_data import enough, not_yet
from posturecam.reports.progress_text import NAMES, progress_sentences
from posturecam.stretches.catalogue import Catalogue

LIMITS = "What went beyond your limits"
DESK = "Time at the desk, alerts and breaks"
EXERCISES = "Exercises for you"
PAIN = "Pain notes"
NOT_YET = "Not shown yet"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of the report: its sentences, and the figures beside them by their names."""

    heading: str
    lines: tuple[str, ...]
    figures: tuple[str, ...] = ()


def parts(found: Findings, catalogue: Catalogue) -> Iterator[ReportPart]:
    """Give the parts that have anything to say."""
    yield ReportPart(LIMITS, tuple(fault_shares.fault_sentences(found)), ("limits",))
    yield ReportPart("When it happened", tuple(_remarks(found)), ("day", "heat"))
    yield from _progress(found, found.cva)
    yield from _progress(found, found.fsa)
    yield ReportPart(DESK, tuple(words.alert_sentences(found)), ("days", "alerts"))
    if enough(found, "muscles"):
        yield ReportPart("Muscle balance", balance_sentences(found.balance, found.certainties))
    items = tuple(item_text(item) for item in found.programme)
    yield ReportPart(EXERCISES, (*items, EFFECT, TODAY) if items else (NO_PROGRAMME,))
    if enough(found, "hints"):
        yield ReportPart("Workplace", tuple(map(hint_text, found.hints)) or (NOTHING,))
    if done := exercise_sentences(found.report_data.stretches, catalogue):
        yield ReportPart("Exercises done", done)
    if pains := words.pains(found):
        yield ReportPart(PAIN, pains, ("pain",))
    if missing := tuple(starmap(_later, not_yet(found).items())):
        yield ReportPart(NOT_YET, missing)


def _remarks(found: Findings) -> Iterator[str]:
    yield words.day_sentence(found)
    if remark := words.still_remark(found):
        yield remark


def _progress(found: Findings, progress: Progress) -> Iterator[ReportPart]:
    """Give the part of one angle, unless there is nothing to show and nothing to say of it."""
    spread, trend = f"spread-{progress.angle.value}", f"trend-{progress.angle.value}"
    if progress.weeks or enough(found, spread):
        yield ReportPart(NAMES[progress.angle], progress_sentences(progress), (spread, trend))


def _later(amount: str, titles: Sequence[str]) -> str:
    """Say when figures appear: `After 1 more pain note: pain beside time beyond your limits.`."""
    return f"After {amount}: {'; '.join(f'{t[:1].lower()}{t[1:]}' for t in titles)}."
