"""What the workers of a study do: read a recording, measure it, and hand back the result."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from posturecam.app.calibrate.from_recording import calibrated, spans_of
from posturecam.app.orientation_hint import Orienting
from posturecam.app.policies import every_frame, rules_of
from posturecam.app.replay.ticks import say_first, ticks
from posturecam.app.resources import open_seen
from posturecam.app.study.results import Results
from posturecam.edges.files.profile_toml import Stored, from_text
from posturecam.edges.sources.content import content_of
from posturecam.edges.sources.local_copy import local_copy
from posturecam.edges.sources.open_source import LIVE, Facts, Kind, kind_of, open_source
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.tape import open_tape
from posturecam.errors import InputError, StorageError
from posturecam.ports import Observations
from posturecam.settings import Settings
from posturecam.study.work import Job, Measured, Prepared, Recording, Refusal

Seen = tuple[Observations, Facts]
_Done = TypeVar("_Done")
Opened = AbstractContextManager[Seen]


@dataclass(frozen=True, slots=True)
class StudyWork:
    """The work of a study's workers; it is sent to them, so it holds plain values only."""

    def prepare(
        self,
        recording: Recording,
        settings: Mapping[str, Mapping[str, object]],
    ) -> Prepared | Refusal:
        """Read the recording once: what it holds, and where it may be cut."""
        return _refusing(lambda: _prepare(recording, _settings(settings)))

    def measure(self, job: Job) -> Measured | Refusal:
        """Measure the whole recording, as `replay` does."""
        return _refusing(lambda: _measure(job))


def _refusing(work: Callable[[], _Done]) -> _Done | Refusal:
    """Do `work`; what is wrong with the recording, not with this computer, is a refusal."""
    try:
        return work()
    except StorageError:
        raise
    except InputError as error:
        return Refusal(str(error))


def _settings(given: Mapping[str, Mapping[str, object]]) -> Settings:
    return Settings.model_validate(given)


def _prepare(recording: Recording, settings: Settings) -> Prepared:
    with local_copy(recording.address, recording.size_bytes) as path:
        source = str(path)
        with _opened(source, settings) as facts:
            return Prepared(content_of(path), facts.duration_s, ())


def _opened(source: str, settings: Settings) -> AbstractContextManager[Facts]:
    """Open the recording `source` without searching it."""
    _recorded(source)
    if kind_of(source) is Kind.TAPE:
        return open_tape(Path(source))
    return open_source(source, settings.camera)


def _measure(job: Job) -> Measured:
    settings = _settings(job.settings)
    with local_copy(job.recording.address, job.recording.size_bytes) as path:
        source = str(path)
        _recorded(source)

        def opened() -> Opened:
            return open_seen(source, settings, real_time=False)

        return _measured(job, settings, source, opened)


def _measured(job: Job, settings: Settings, source: str, opened: Callable[[], Opened]) -> Measured:
    """Measure what `opened` shows of the recording that is at `source`."""
    stored = _stored(job, settings, source)
    rules = every_frame(rules_of(settings), settings.sampling.looks_per_s)
    notes: list[str] = []

    def say(note: str | None) -> None:
        if note:
            notes.append(note)

    results = Results(job.recording.name, job.person)
    with opened() as (observations, facts):
        say_first(source, facts, stored, settings.camera, say)
        orienting = Orienting(settings.camera, kind_of(source))
        for tick in ticks(observations, facts, stored, rules, orienting, say):
            results.add(tick)
        more = {
            "address": printable(job.recording.address),
            "content": content_of(Path(source)),
            "profile": job.profile_name,
            "duration_s": facts.duration_s,
            "width": facts.size[0],
            "height": facts.size[1],
            "notes": "\n".join(notes) or None,
        }
    readings, episodes = results.tables()
    return Measured(readings, episodes, results.row(more), tuple(notes))


def _stored(job: Job, settings: Settings, source: str) -> Stored:
    """Return what the recording is measured against: a profile, or what its own poses give."""
    if job.profile is not None:
        return from_text(job.profile, job.profile_name)
    with open_seen(source, settings, real_time=False) as seen:
        return calibrated(source, job.profile_name, seen, spans_of(job.spans), settings.camera)


def _recorded(source: str) -> None:
    if kind_of(source) in LIVE:
        msg = f"{printable(source)} is live; a study takes recordings."
        raise InputError(msg)
