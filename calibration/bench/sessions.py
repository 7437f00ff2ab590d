"""The pose tapes of the project: sessions of rendered people with their exact truth.

for session in load_sessions():
    guided = session.guided()          # {"upright": [Pose, ...], "slump": [...], ...}
    tests = session.tests()            # indices of the looks of block B
"""

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.compact import Floats, unpack_meshes, unpack_places, unpack_shares
from posturecam.core.values import Pose, Unseen, Why

TAPES: Final = Path(__file__).resolve().parents[1] / "tapes"
GUIDED_NAMES: Final = {
    "upright": "upright",
    "slump": "slump",
    "headfwd": "head_forward",
    "round": "shoulders_rounded",
    "leanin": "lean_in",
    "leanback": "lean_back",
    "lookdown": "look_down",
    "turnL": "turn",
    "turnR": "turn",
    "shrug": "shrug",
}
TEST_GAP_S: Final = 30.0  # between looks of block B, which are unrelated stills


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """One look as MediaPipe gives it: fractions of the picture; None where nothing was found."""

    landmarks: Floats | None  # (33, 5): x, y, z, visibility, presence
    world: Floats | None  # (33, 3), metres
    face: Floats | None  # (468, 3): x, y, z


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """One person before one camera: block A (calibration), then block B (tests)."""

    number: int
    body: int
    width: int
    height: int
    facts: Mapping[str, str]
    block: NDArray[np.str_]
    pose: NDArray[np.str_]
    truth: Mapping[str, Floats]
    points_cm: Mapping[
        str, Floats
    ]  # true places in the room: x to the person's left, y up, z ahead
    raws: tuple[Raw, ...]

    def times_s(self) -> Floats:
        """Give one look a second to block A, so `upright=0:6`, and 30 s between tests."""
        calibration = int((self.block == "A").sum())
        tests = np.arange(1, len(self.block) - calibration + 1) * TEST_GAP_S
        return np.concatenate([np.arange(calibration, dtype=np.float64), calibration + tests])

    def observations(self) -> list[Pose | Unseen]:
        """Give every look as the program sees it."""
        times = self.times_s()
        return [self._pose(float(t), raw) for t, raw in zip(times, self.raws, strict=True)]

    def guided(self, wanted: Iterable[str] | None = None) -> dict[str, list[Pose | Unseen]]:
        """Give the looks of block A by guided pose: all, or `upright` and the `wanted` ones."""
        keep = None if wanted is None else {"upright", *wanted}
        found: dict[str, list[Pose | Unseen]] = {}
        for observation, pose, block in zip(
            self.observations(), self.pose, self.block, strict=True
        ):
            name = GUIDED_NAMES.get(str(pose))
            if block == "A" and name is not None and (keep is None or name in keep):
                found.setdefault(name, []).append(observation)
        return found

    def tests(self) -> NDArray[np.int64]:
        """Give the numbers of the looks of block B."""
        return np.flatnonzero(self.block == "B")

    def _pose(self, t: float, raw: Raw) -> Pose | Unseen:
        if raw.landmarks is None or raw.world is None:
            return Unseen(t, Why.NOBODY)
        aspect = self.width / self.height
        stretch = np.array([aspect, 1.0, aspect])
        return Pose(
            t=t,
            points=raw.landmarks[:, :2] * stretch[:2],
            visibility=raw.landmarks[:, 3],
            world=raw.world,
            face=None if raw.face is None else raw.face * stretch,
            aspect=aspect,
        )


@cache
def load_sessions(mode: str = "video", *, face: bool = True) -> tuple[Session, ...]:
    """Load all sessions; `mode` is the pose model's running mode, "video" or "image"."""
    truth, facts = _load("truth"), _load_facts()
    columns = dict(zip(truth["names"].tolist(), truth["values"].astype(float).T, strict=True))
    points = _load_points()
    raws = _load_raws(mode, face=face)
    numbers = truth["session"]
    return tuple(
        _session(
            int(number), np.flatnonzero(numbers == number), truth, columns, points, facts, raws
        )
        for number in np.unique(numbers)
    )


def write_tape(session: Session, path: Path) -> None:
    """Write `session` as a pose tape that the program replays and calibrates from."""
    with gzip.open(path, "wt") if path.suffix == ".gz" else path.open("w") as file:
        head = {"width": session.width, "height": session.height}
        file.write(json.dumps({"format": "posturecam-tape", "version": 1, **head}) + "\n")
        file.writelines(json.dumps(line) + "\n" for line in _lines(session))


def guided_times(session: Session) -> dict[str, tuple[float, float]]:
    """Give start and end (s) of each guided pose of block A, as `--pose` wants them."""
    spans: dict[str, tuple[float, float]] = {}
    for t, pose, block in zip(session.times_s(), session.pose, session.block, strict=True):
        if block == "A":
            name = GUIDED_NAMES[str(pose)]
            spans[name] = (spans.get(name, (float(t), 0.0))[0], float(t) + 1.0)
    return spans


def _session(
    number: int,
    rows: NDArray[np.int64],
    truth: Mapping[str, NDArray[Any]],
    columns: Mapping[str, Floats],
    points: Mapping[str, Floats],
    facts: Mapping[int, Mapping[str, str]],
    raws: list[Raw],
) -> Session:
    known = facts[number]
    return Session(
        number=number,
        body=int(known["body"]),
        width=int(known["width"]),
        height=int(known["height"]),
        facts=known,
        block=truth["block"][rows].astype(str),
        pose=truth["pose"][rows].astype(str),
        truth={name: values[rows] for name, values in columns.items()},
        points_cm={name: places[rows] for name, places in points.items()},
        raws=tuple(raws[row] for row in rows),
    )


def _load(name: str) -> dict[str, NDArray[Any]]:
    with np.load(TAPES / f"{name}.npz") as file:
        return {key: file[key] for key in file.files}


def _load_points() -> dict[str, Floats]:
    packed = _load("points")
    places = 100.0 * unpack_places(packed["places"])
    return {str(name): places[:, number] for number, name in enumerate(packed["names"])}


def _load_facts() -> dict[int, dict[str, str]]:
    with (TAPES / "sessions.csv").open() as file:
        return {int(row["session"]): row for row in csv.DictReader(file)}


def _load_raws(mode: str, *, face: bool) -> list[Raw]:
    body, meshes = _load(f"body_{mode}"), unpack_meshes(_load("face"))
    places, world = unpack_places(body["places"]), unpack_places(body["world"])
    marks = np.concatenate([places, unpack_shares(body["shares"])], axis=2)
    return [
        Raw(_seen(mark), _seen(metres), _seen(mesh) if face else None)
        for mark, metres, mesh in zip(marks, world, meshes, strict=True)
    ]


def _seen(values: Floats) -> Floats | None:
    return None if np.isnan(values).any() else values


def _lines(session: Session) -> Iterator[dict[str, object]]:
    for t, raw in zip(session.times_s(), session.raws, strict=True):
        if raw.landmarks is None or raw.world is None:
            yield {"t": float(t), "unseen": Why.NOBODY.value}
        else:
            face = None if raw.face is None else raw.face.round(6).tolist()
            landmarks, world = raw.landmarks.round(5).tolist(), raw.world.round(5).tolist()
            yield {"t": float(t), "landmarks": landmarks, "world": world, "face": face}
