"""What a study keeps of one recording: tick after tick, then its two tables and its row."""

import statistics
from array import array
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from importlib.metadata import version

from posturecam import __version__
from posturecam.app.orientation_hint import Orienting
from posturecam.app.policies import every_frame, rules_of
from posturecam.app.replay.ticks import say_first, ticks
from posturecam.app.run_totals import Totals
from posturecam.core.history.journal import Journal, Page, note, unfinished
from posturecam.core.history.run_summary import Summary
from posturecam.core.values import Cause, EventKind, Reading, Verdict
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.sources.open_source import Facts, Kind
from posturecam.edges.sources.source_name import printable
from posturecam.monitor import Tick
from posturecam.ports import Observations
from posturecam.settings import Settings
from posturecam.study.dataset import (
    EPISODES,
    FAULTS,
    READINGS,
    Row,
    Table,
    episode_row,
    reading_row,
)
from posturecam.study.work import Job, Measured

MINUTE_S = 60.0
Opened = AbstractContextManager[tuple[Observations, Facts]]


def measured(
    job: Job,
    settings: Settings,
    stored: Stored,
    seen: Opened,
    kind: Kind,
    content_of: Callable[[], str],
) -> Measured:
    """Measure what is `seen` of a recording as `replay` does, and gather what a study keeps of it.

    The digest of its bytes is asked for at the end: who compares it with that of the beginning
    sees whether the recording has changed while it was read.
    """
    address, notes = job.recording.address, list[str]()

    def say(note: str | None) -> None:
        notes.extend([note] if note else [])

    results = Results(job.recording.name, job.person)
    rules = every_frame(rules_of(settings), settings.sampling.looks_per_s)
    with seen as (observations, facts):
        say_first(address, facts, stored, settings.camera, say)
        orienting = Orienting(settings.camera, kind)
        for tick in ticks(observations, facts, stored, rules, orienting, say):
            results.add(tick)
        more = {
            "address": printable(address),
            "content": content_of(),
            "profile": job.profile_name,
            "duration_s": facts.duration_s,
            "width": facts.size[0],
            "height": facts.size[1],
            "notes": "\n".join(notes) or None,
        }
    readings, episodes = results.tables()
    return Measured(readings, episodes, results.row(more), tuple(notes))


class Results:
    """Gathers the ticks of one recording."""

    def __init__(self, recording: str, person: str) -> None:
        """Begin with none; both names go into each row."""
        self._of = {"recording": recording, "person": person}
        self._readings, self._episodes = Table(READINGS, self._of), Table(EPISODES, self._of)
        self._totals, self._journal = Totals(), Journal()
        self._changing: dict[tuple[str, float, str], Row] = {}
        self._seen = 0
        self._cva, self._errors = array("d"), array("d")

    def add(self, tick: Tick) -> None:
        """Take in one frame and what followed from it."""
        self._readings.add([reading_row(tick)])
        self._totals.add(tick)
        self._journal, page = note(self._journal, tick)
        self._file(page)
        if isinstance(tick.reading, Reading):
            self._seen += 1
            _append(self._cva, tick.reading.cva_change_deg)
            _append(self._errors, tick.reading.cva_change_sd_deg)

    def tables(self) -> tuple[bytes, bytes]:
        """Return readings and episodes as Parquet files; nothing can be added any more."""
        self._file(unfinished(self._journal))
        self._episodes.add(row for _, row in sorted(self._changing.items()))
        return self._readings.done(), self._episodes.done()

    def row(self, more: Row) -> Mapping[str, str | int | float | None]:
        """Return what it all adds up to, with `more`, as a row of the recordings."""
        return {**self._of, **more, **_sums(self._totals.summary), **self._angles(), **versions()}

    def _file(self, page: Page) -> None:
        """Keep what is over; alerts and breaks change until the end."""
        self._episodes.add(episode_row(one) for one in page.episodes)
        for alert in page.alerts:
            self._changing["alert", alert.t_s, alert.cause.value] = episode_row(alert)
        for due in page.breaks:
            self._changing["break", due.t_s, ""] = episode_row(due)

    def _angles(self) -> Row:
        frames, several = self._totals.summary.observations, len(self._cva) > 1
        return {
            "seen_share": self._seen / frames if frames else None,
            "cva_change_mean_deg": statistics.fmean(self._cva) if self._cva else None,
            "cva_change_sd_deg": statistics.stdev(self._cva) if several else None,
            "cva_change_median_deg": statistics.median(self._cva) if self._cva else None,
            "cva_change_error_deg": statistics.fmean(self._errors) if self._errors else None,
        }


def versions() -> Row:
    """Return the versions that a result depends on."""
    return {"posturecam": __version__, "mediapipe": version("mediapipe")}


def _sums(summary: Summary) -> Row:
    minutes = {f"{verdict.value}_min": summary.verdict_s.get(verdict, 0.0) for verdict in Verdict}
    minutes |= {f"{fault}_min": summary.cause_s.get(Cause(fault), 0.0) for fault in FAULTS}
    minutes |= {"gap_min": summary.blank_s}
    return {
        "frames": summary.observations,
        **{name: seconds / MINUTE_S for name, seconds in minutes.items()},
        "alerts": summary.events.get(EventKind.ALERT, 0),
        "breaks": summary.events.get(EventKind.BREAK_DUE, 0),
    }


def _append(values: "array[float]", value: float | None) -> None:
    if value is not None:
        values.append(value)
