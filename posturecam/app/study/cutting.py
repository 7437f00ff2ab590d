"""A long recording in sections: where it may be cut, each searched by itself, joined again."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from typing import IO

from posturecam.app import resources
from posturecam.core.values import Observation, Reuse
from posturecam.edges.sources.frame_times import frame_times
from posturecam.edges.sources.open_source import Kind, kind_of
from posturecam.edges.sources.pose_source import PoseSource
from posturecam.edges.sources.video_stretch import CutError, Stretch, open_stretch
from posturecam.ports import NO_REUSE, PoseFinder
from posturecam.settings import Settings
from posturecam.study.sections import cut, looked_at
from posturecam.study.seen import Ends, ends_of, from_bytes, to_bytes
from posturecam.study.work import Prepared, Section


def sections_of(
    source: str, settings: Settings, duration_s: float | None, every_s: float
) -> tuple[Section, ...]:
    """Return the sections of the recording `source`; none if it is short, or cannot be cut.

    Raises:
        SourceError: It cannot be read.
    """
    if kind_of(source) is not Kind.VIDEO or (duration_s is not None and duration_s <= every_s):
        return ()
    times_s = frame_times(source, settings.camera)
    return cut(looked_at(times_s or (), settings.sampling.looks_per_s), every_s)


def search(
    source: str, settings: Settings, section: Section, file: IO[bytes] | None = None
) -> bytes:
    """Search a section of the recording `source` for people, as a replay of the whole does.

    Return what was seen, compressed.  The recording is read from `file` where that is given.

    Raises:
        CutError: Its pictures are not where they should be.
        SourceError: It cannot be read.
    """
    with (
        open_stretch(source, settings.camera, section.start_s, file) as stretch,
        resources.open_finder(settings) as finder,
    ):
        begins = stretch.fingerprint(section.start_s)
        seen = tuple(_searched(stretch, finder, section))
        goes_on = stretch.fingerprint(section.end_s)
    return to_bytes(seen, Ends(stretch.size, begins, goes_on))


def _searched(stretch: Stretch, finder: PoseFinder, section: Section) -> Iterator[Observation]:
    seen = PoseSource(stretch, finder)
    for t in section.times_s:
        observation = seen.next(t)
        if observation is None or observation.t != t:
            raise CutError(stretch.name, t)
        yield replace(observation, frame=None)


class Joined:
    """The observations of all sections, as of one recording, with the facts about it."""

    live = False
    assumed: str | None = None  # where anything is, the recording is measured as a whole
    note: str | None = None

    def __init__(self, sections: tuple[bytes, ...], duration_s: float | None) -> None:
        """Join `sections`; memory holds one of them unpacked."""
        self.size, self.duration_s = ends_of(sections[0]).size, duration_s
        self._seen = chain.from_iterable(map(from_bytes, sections))

    def next(
        self,
        not_before_s: float,  # noqa: ARG002 - the sections hold what a replay looks at
        reuse: Reuse = NO_REUSE,  # noqa: ARG002 - nothing is searched here
    ) -> Observation | None:
        """Return the next observation; None at the end."""
        return next(self._seen, None)


def joined(prepared: Prepared, seen: tuple[bytes, ...]) -> Joined | None:
    """Join what was `seen` in the sections; None if they are not the parts of one recording."""
    if not all(seen) or len(seen) != len(prepared.sections):
        return None
    ends = map(ends_of, seen)
    meet = all(one.goes_on == other.begins for one, other in pairwise(ends))
    return Joined(seen, prepared.duration_s) if meet else None
