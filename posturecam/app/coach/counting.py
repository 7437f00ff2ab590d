"""The repetitions of a whole recording, as fast as it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from posturecam.app.resources import open_seen, say_note
from posturecam.core.coach import coach
from posturecam.core.coach.coach import Coach
from posturecam.core.coach.movements import Set
from posturecam.core.coach.seen import Seen
from posturecam.core.coach.visibility import Visibility
from posturecam.core.values import Observation
from posturecam.edges.sources.source_name import printable
from posturecam.edges.terminal.interruption import ends_cleanly
from posturecam.edges.terminal.progress_bar import open_progress
from posturecam.ports import Observations
from posturecam.settings import Settings

ROUNDED_S: Final = 0.005
"""By which times in recordings are off; a recording at the rate wanted is taken whole."""

Follow = Callable[[Coach, Observation], Coach]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was seen of a set, and how well the camera could follow."""

    seen: Seen
    visibility: Visibility


def count_recording(asked: Set, source: str, settings: Settings) -> Counted:
    """Follow what is `asked` over the whole recording `source`."""
    every_s = 1 / settings.coaching.looks_per_s - ROUNDED_S
    console = Console(stderr=True)
    with ends_cleanly(), open_seen(source, settings, real_time=False) as (observations, facts):
        say_note(facts.assumed)
        name = Path(printable(source)).name
        with open_progress(name, facts.duration_s, console) as advance:
            counted = count(asked, observations, every_s, advance)
        say_note(facts.note)
    return counted


def count(
    asked: Set,
    observations: Observations,
    every_s: float,
    advance: Callable[[float], object],
    follow: Follow = coach.follow,
) -> Counted:
    """Follow what is `asked`, at most every `every_s`; `advance` gets the time reached."""
    now, visibility, not_before_s = coach.begin(asked), Visibility(), 0.0
    while (observation := observations.next(not_before_s)) is not None:
        now = follow(now, observation) if asked.movement is not None else now
        visibility = visibility.follow(observation.t, now.seen.obstacle)
        advance(observation.t)
        not_before_s = observation.t + every_s
    return Counted(now.seen, visibility)
