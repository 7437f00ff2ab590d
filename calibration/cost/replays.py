"""What a replay costs beside decoding and searching the same pictures."""

import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median

from posturecam.app.losses import Losses
from posturecam.app.replay.replay import Replay, replay
from posturecam.core.values import Frame
from posturecam.edges.sources.video import open_video
from posturecam.ports import PoseFinder
from posturecam.settings import Settings

OpenFinder = Callable[[], AbstractContextManager[PoseFinder]]


def overhead(
    video: Path,
    profile: Path,
    open_finder: OpenFinder,
    runs: int,
    advance: Callable[[float], None],
) -> tuple[float, float]:
    """Return the median processor times (s) of a replay and of the bare loop, taken in turns."""
    wish, pairs = Replay((str(video),), str(profile)), []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(runs):
            written = Path(folder) / f"{number}.csv"
            whole_s = _spent_s(
                lambda path=written: replay(_writing(wish, path), Settings(), Losses())
            )
            pairs.append((whole_s, _spent_s(lambda: _bare(video, open_finder))))
            advance(1.0)
    return median(one for one, _ in pairs), median(other for _, other in pairs)


def _writing(wish: Replay, path: Path) -> Replay:
    return Replay(wish.sources, wish.profile, readings=path)


def _bare(video: Path, open_finder: OpenFinder) -> None:
    """Decode and search the pictures that a replay looks at."""
    every_s = 1 / Settings().sampling.looks_per_s
    with open_video(str(video)) as source, open_finder() as finder:
        t = 0.0
        while isinstance(frame := source.read(t), Frame):
            finder.find(frame)
            t = frame.t + every_s


def _spent_s(work: Callable[[], object]) -> float:
    began_s = time.process_time()
    work()
    return time.process_time() - began_s
