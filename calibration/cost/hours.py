"""What an hour of watching costs, against searching every picture."""

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.live import Live

from cost.films import Clock, Film, FilmCamera, to_and_fro
from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.run_totals import Totals
from posturecam.app.waiting import Waiting
from posturecam.app.watch.controls import Controls
from posturecam.app.watch.session import Outlets, Session
from posturecam.app.watch.telling import open_telling
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Frame, Observation
from posturecam.edges.sources.pose_source import PoseSource
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.terminal.live_view import Drawn
from posturecam.ports import PoseFinder
from posturecam.settings import Settings
from posturecam.settings.telling import Notifications

NAIVE_FPS = 30.0
CHUNK = 30
Advance = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Hour:
    """A stretch of watching: seconds of processor time per second, and how often it looked."""

    load: float
    looks_per_s: float
    searches_per_s: float


@dataclass(frozen=True, slots=True)
class Part:
    """A share of an hour: who is watched, with what calibration."""

    share: float
    film: Film
    profile: Profile


def parts_of(film: Film, profile: Profile, more: Sequence[tuple[Film, Profile]]) -> list[Part]:
    """Half an hour of `film`, and the other half shared by `more`, if there are any."""
    rest = [Part(0.5 / len(more), *one) for one in more]
    return [Part(1.0 - sum(part.share for part in rest), film, profile), *rest]


class Counting:
    """A pose finder that counts its work."""

    def __init__(self, finder: PoseFinder) -> None:
        """Count the looks of `finder`."""
        self.count = 0
        self._finder = finder

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:
        """Look."""
        self.count += 1
        return self._finder.find(frame, sure=sure)


def naive(film: Film, finder: PoseFinder, seconds: float, advance: Advance) -> float:
    """Search every picture, 30 a second: processor time per second."""
    loads, frames = [], max(CHUNK, round(seconds * NAIVE_FPS))
    for start in range(0, frames, CHUNK):
        began_s = time.process_time()
        for number in range(start, start + CHUNK):
            t = number / NAIVE_FPS
            finder.find(Frame(t, film.at(to_and_fro(t, 0.0, film.lasts_s))))
        loads.append((time.process_time() - began_s) / (CHUNK / NAIVE_FPS))
        advance(CHUNK / NAIVE_FPS)
    return median(loads)


def watched(
    film: Film, profile: Profile, finder: PoseFinder, seconds: float, advance: Advance
) -> Hour:
    """Watch `film` as `posturecam watch` does with its default settings, live view and all."""
    settings, clock, counting = Settings(), Clock(), Counting(finder)
    rules, controls = rules_of(settings), Controls(900.0)
    totals = Totals()
    console = Console(file=io.StringIO(), force_terminal=True, width=100, height=32)
    observations, began_s = 0, time.process_time()
    silent = settings.model_copy(update={"notifications": Notifications(desktop=False)})
    with (
        Live(console=console, auto_refresh=False, screen=True, transient=True) as live,
        open_telling(rules.offers.catalogue, silent, print) as telling,
    ):
        outlets = Outlets(Drawn(live), telling, None)
        names = "camera 0", "default"
        session = Session(rules, controls, outlets, names, totals)
        camera = FilmCamera(film, clock, seconds)
        stream = StreamClock(clock)
        stream.start()
        waiting = Waiting(
            PoseSource(camera, counting), session.poll, for_s=None, clock=stream, sleep=clock.sleep
        )
        last_s = 0.0
        for tick in monitor.watch(waiting, profile, rules, controls):
            session.take_in(tick)
            observations += 1
            advance(tick.observation.t - last_s)
            last_s = tick.observation.t
            console.file.seek(0)
            console.file.truncate()
    spent_s = time.process_time() - began_s
    return Hour(spent_s / seconds, observations / seconds, counting.count / seconds)


def mean_of(shares: Sequence[float], hours: Sequence[Hour]) -> Hour:
    """Join `hours`, each counting by its share."""
    rows = [(one.load, one.looks_per_s, one.searches_per_s) for one in hours]
    return Hour(
        *(
            float(sum(s * v for s, v in zip(shares, column, strict=True)))
            for column in zip(*rows, strict=True)
        )
    )
