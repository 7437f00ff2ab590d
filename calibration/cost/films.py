"""Recordings held in memory as a webcam delivers them, and played in a simulated clock."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from bench.recordings import SHARED, VIDEOS
from numpy.typing import NDArray

from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.values import Frame
from posturecam.edges.sources.video import open_video
from posturecam.ports import PoseFinder

CAMERA_FPS: Final = 15.0
JPEG_QUALITY: Final = 90
CALIBRATION_FPS: Final = 10.0
REAL_UPRIGHT_S: Final = 1.0  # of recordings that last seconds
When = Callable[[float], float]  # the time of the recording to show at a time of the clock


@dataclass(frozen=True, slots=True)
class Film:
    """A recording: its pictures as JPEG, `fps` of them a second."""

    name: str
    fps: float
    pictures: tuple[NDArray[np.uint8], ...]
    upright_s: float

    @property
    def lasts_s(self) -> float:
        """From the first picture to the last."""
        return (len(self.pictures) - 1) / self.fps

    def at(self, t: float) -> NDArray[np.uint8]:
        """Decode the picture (H, W, 3), RGB, at `t`."""
        encoded = self.pictures[min(len(self.pictures) - 1, round(t * self.fps))]
        return cv2.cvtColor(cv2.imdecode(encoded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def to_and_fro(t: float, start_s: float, end_s: float) -> float:
    """Say which time of a film to show at `t` when it is played to and fro for ever."""
    length_s = end_s - start_s
    there_s = t % (2 * length_s)
    return start_s + min(there_s, 2 * length_s - there_s)


def load(path: Path, upright_s: float, most_s: float = inf) -> Film:
    """Read `most_s` of the recording at `path`, in which somebody sits well until `upright_s`."""
    pictures, t = [], 0.0
    with open_video(str(path)) as source:
        while (frame := source.read(0.0)) is not None and frame.t <= most_s:
            quality = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
            bgr = cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR)
            pictures.append(cv2.imencode(".jpg", bgr, quality)[1])
            t = frame.t
    return Film(path.stem, (len(pictures) - 1) / t, tuple(pictures), upright_s)


def real_people() -> tuple[Film, ...]:
    """Read the recordings of real people beside the project, where there are any."""
    folder = SHARED / "footage" / "sample-videos"
    paths = sorted(path for path in folder.glob("*") if path.suffix in VIDEOS)
    return tuple(load(path, REAL_UPRIGHT_S) for path in paths)


def profile_of(film: Film, finder: PoseFinder) -> Profile | Refused:
    """Calibrate on the upright seconds of `film`."""
    count = round(film.upright_s * CALIBRATION_FPS)
    frames = [Frame(n / CALIBRATION_FPS, film.at(n / CALIBRATION_FPS)) for n in range(count)]
    seen = [follow_subject(Followed(), finder.find(frame), None)[1] for frame in frames]
    height, width = frames[0].image.shape[:2]
    return calibrate({"upright": seen}, (width, height))


class Clock:
    """Time that passes when somebody waits for it."""

    def __init__(self) -> None:
        """Begin at 0."""
        self.now_s = 0.0

    def __call__(self) -> float:
        """Return the simulated time."""
        return self.now_s

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.now_s += seconds


class FilmCamera:
    """A camera before which a film is played."""

    live = True

    def __init__(self, film: Film, clock: Clock, lasts_s: float, when: When | None = None) -> None:
        """Show `film` for `lasts_s` of `clock`: to and fro, or at each time what `when` says."""
        self._film, self._clock, self._lasts_s = film, clock, lasts_s
        self._when = when or (lambda t: to_and_fro(t, 0.0, film.lasts_s))
        self._shown = -1

    def read(self, not_before_s: float) -> Frame | None:
        """Return the picture that is taken next, once it is due."""
        wanted_s = max(not_before_s, self._clock.now_s)
        self._shown = max(self._shown + 1, int(np.ceil(wanted_s * CAMERA_FPS - 1e-6)))
        t = self._shown / CAMERA_FPS
        self._clock.now_s = max(self._clock.now_s, t)
        return None if t >= self._lasts_s else Frame(t, self._film.at(self._when(t)))
