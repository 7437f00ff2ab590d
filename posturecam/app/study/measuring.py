"""What the workers of a study do: read a recording, measure it, and hand back the result."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from posturecam.app.calibrate.from_recording import calibrated, spans_of
from posturecam.app.resources import open_seen
from posturecam.app.study.cutting import Joined, joined, search, sections_of
from posturecam.app.study.results import Opened, measured
from posturecam.core.pose.renewal import RENEW_EVERY_S
from posturecam.edges.files.profile_toml import Stored, from_text
from posturecam.edges.sources.content import content_of
from posturecam.edges.sources.local_copy import local_copy, located
from posturecam.edges.sources.open_source import LIVE, Facts, Kind, kind_of, open_source
from posturecam.edges.sources.read_in_part import read_in_part
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.tape import open_tape
from posturecam.errors import CalibrationError, InputError, StorageError
from posturecam.settings import Settings
from posturecam.study.work import Job, Measured, Prepared, Recording, Refusal, Section

_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class StudyWork:
    """The work of a study's workers; it is sent to them, so it holds plain values only."""

    every_s: float = RENEW_EVERY_S  # length of a section

    def prepare(
        self, recording: Recording, settings: Mapping[str, Mapping[str, object]]
    ) -> Prepared | Refusal:
        """Read the recording once: its content, and where it may be cut."""
        return _refusing(lambda: self._prepare(recording, _settings(settings)))

    def measure(self, job: Job) -> Measured | Refusal:
        """Measure the whole recording, as `replay` does."""
        return _refusing(lambda: self._measure(job))

    def search(self, job: Job, section: Section) -> bytes:
        """Search one section for people; return what was seen, compressed.

        It is empty if the section cannot be read by itself; `join` then measures the whole.
        """
        settings, there = _settings(job.settings), job.recording
        try:
            with read_in_part(there.address, there.size_bytes) as (path, file):
                return search(path, settings, section, file)
        except StorageError:
            raise
        except InputError:
            return b""

    def join(self, job: Job, prepared: Prepared, seen: tuple[bytes, ...]) -> Measured | Refusal:
        """Measure what was seen in all sections, as one recording."""
        sections = joined(prepared, seen)
        if sections is None:
            return self.measure(job)
        return _refusing(lambda: self._join(job, prepared, sections))

    def _prepare(self, recording: Recording, settings: Settings) -> Prepared:
        with _copied(recording) as path:
            source = str(path)
            with _opened(source, settings) as facts:
                duration_s = facts.duration_s
            return Prepared(
                content_of(path),
                duration_s,
                sections_of(source, settings, duration_s, self.every_s),
            )

    def _measure(self, job: Job) -> Measured:
        settings = _settings(job.settings)
        with _copied(job.recording) as path:
            source = str(path)
            _refuse_live(source)
            stored = self._stored(job, settings, source)
            seen = open_seen(source, settings, real_time=False, renew_every_s=self.every_s)
            return measured(job, settings, stored, seen, kind_of(source), partial(content_of, path))

    def _join(self, job: Job, prepared: Prepared, sections: Joined) -> Measured:
        settings = _settings(job.settings)
        stored = self._stored(job, settings, None)
        seen: Opened = nullcontext((sections, sections))
        return measured(
            job, settings, stored, seen, Kind.VIDEO, partial(_content_now, job, prepared)
        )

    def _stored(self, job: Job, settings: Settings, source: str | None) -> Stored:
        """Return what it is measured against: a profile, or what its own poses give.

        `source` is the recording if it is here already.
        """
        if job.profile is not None:
            return from_text(job.profile, job.profile_name)
        spans, name = spans_of(job.spans), job.profile_name
        here = _copied(job.recording) if source is None else nullcontext(Path(source))
        with (
            here as path,
            open_seen(str(path), settings, real_time=False, renew_every_s=self.every_s) as seen,
        ):
            return calibrated(str(path), name, seen, spans, settings.camera)


def _refusing(work: Callable[[], _Done]) -> _Done | Refusal:
    """Do `work`; what is wrong with the recording, not with this computer, is a refusal."""
    try:
        return work()
    except StorageError:
        raise
    except CalibrationError as error:
        return Refusal(f"It cannot be calibrated: {'; '.join(error.problems)}.")
    except InputError as error:
        return Refusal(str(error))


def _content_now(job: Job, prepared: Prepared) -> str:
    """Return the digest of a recording whose sections are joined; elsewhere, that of before."""
    files, path = located(job.recording.address)
    return content_of(Path(path)) if files is None else prepared.content


def _settings(given: Mapping[str, Mapping[str, object]]) -> Settings:
    return Settings.model_validate(given)


def _copied(recording: Recording) -> AbstractContextManager[Path]:
    return local_copy(recording.address, recording.size_bytes)


def _opened(source: str, settings: Settings) -> AbstractContextManager[Facts]:
    """Open the recording `source` without searching it."""
    _refuse_live(source)
    if kind_of(source) is Kind.TAPE:
        return open_tape(Path(source))
    return open_source(source, settings.camera)


def _refuse_live(source: str) -> None:
    if kind_of(source) in LIVE:
        msg = f"{printable(source)} is live; a study takes recordings."
        raise InputError(msg)
