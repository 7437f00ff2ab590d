"""Landmarks of a recording without any calibration, such as for a report of its trouble."""

from pathlib import Path

from rich.console import Console

from posturecam.app.resources import open_seen, say_note
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.tape_writer import record_tape
from posturecam.edges.terminal.progress_bar import open_progress
from posturecam.settings import Settings


def tape_only(source: str, path: Path, looks_per_s: float, settings: Settings) -> None:
    """Write the landmarks seen in `source` to the pose tape `path`."""
    console = Console(stderr=True)
    with (
        open_seen(source, settings, real_time=False) as (observations, facts),
        record_tape(path, facts.size) as tape,
        open_progress(Path(printable(source)).name, facts.duration_s, console) as advance,
    ):
        say_note(facts.assumed)
        followed, t = Followed(), 0.0
        while (observation := observations.next(t)) is not None:
            followed, seen = follow_subject(followed, observation, None)
            tape.write(seen)
            advance(observation.t)
            t = observation.t + 1 / looks_per_s
        say_note(facts.note)
    say_note("There is no calibration profile yet, so only the landmarks were written.")
