"""Recordings beside the project, seen once by the pose model and then kept as pose tapes.

The folder `../shared` holds rendered clips with their truth (`clips`) and real people (`footage`).
Where it does not exist, or a tape is neither kept nor can be made, there is nothing to run.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from bench.compact import Floats
from posturecam.app.resources import open_finder
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.values import Frame, Observation, Pose, Unseen, Why
from posturecam.edges.sources.open_source import open_source
from posturecam.edges.sources.tape import open_tape
from posturecam.edges.sources.tape_writer import record_tape
from posturecam.errors import PosturecamError
from posturecam.ports import FrameSource, PoseFinder
from posturecam.settings import Settings

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
CACHE: Final = Path(__file__).resolve().parents[1] / ".cache"
VIDEOS: Final = (".mp4", ".mkv", ".gif")
UPRIGHT_SHARE: Final = 0.15  # of a clip, at its start
DESK_UPRIGHT_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Variant:
    """How a recording is looked at: how often, and at what share of its size."""

    name: str
    every_s: float
    scale: float = 1.0


USUAL: Final = Variant("video4", 0.25)
FOOTAGE: Final = Variant("footage", 0.0)
RATES: Final = (Variant("video10", 0.0), USUAL, Variant("video2", 0.5), Variant("video1", 1.0))
SIZES: Final = (USUAL, Variant("half", 0.25, 1 / 2), Variant("third", 0.25, 1 / 3))


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A recording as looks: `truth` has one value for each look, or is None for real people."""

    name: str
    size: tuple[int, int]
    observations: tuple[Observation, ...]
    truth: Mapping[str, Floats] | None

    def upright_until_s(self) -> float:
        """Give the time until which the person sits upright."""
        return (
            DESK_UPRIGHT_S
            if self.name.startswith("desk")
            else UPRIGHT_SHARE * self.observations[-1].t
        )


def rendered_clips(variant: Variant = USUAL) -> Iterator[Clip]:
    """Yield the rendered clips with their truth."""
    for path in sorted((SHARED / "clips").glob("*.mp4")):
        clip = _clip(path, variant)
        if clip is not None:
            yield Clip(clip.name, clip.size, clip.observations, _truth(path, clip.observations))


def real_footage() -> Iterator[Clip]:
    """Yield the recordings of real people."""
    for path in sorted((SHARED / "footage").glob("*/*")):
        clip = _clip(path, FOOTAGE) if path.suffix in VIDEOS else None
        if clip is not None:
            yield clip


def pose_of(observation: Observation) -> Pose | Unseen:
    """Give the first person of a look."""
    return (
        observation.people[0]
        if observation.people
        else Unseen(observation.t, observation.why or Why.NOBODY)
    )


def tape_of(path: Path, variant: Variant) -> Path | None:
    """Give the kept tape of a recording, made now if need be; None if that is not possible."""
    name = path.stem if path.suffix == ".mp4" else path.name
    tape = CACHE / variant.name / f"{name}.tape.jsonl.gz"
    return tape if tape.exists() or _make(path, tape, variant) else None


def _clip(path: Path, variant: Variant) -> Clip | None:
    tape = tape_of(path, variant)
    if tape is None:
        return None
    name = tape.name.removesuffix(".tape.jsonl.gz")
    with open_tape(tape) as observations:
        found = tuple(iter(lambda: observations.next(0.0), None))
        return Clip(name, observations.size, found, None)


def _make(path: Path, tape: Path, variant: Variant) -> bool:
    """Look at a recording with the pose model; false if the model is not there."""
    try:
        with ExitStack() as opened:
            _record(path, tape, variant, opened)
    except PosturecamError as error:
        print(f"{path.name} is left out: {error}")
        return False
    return True


def _record(path: Path, tape: Path, variant: Variant, opened: ExitStack) -> None:
    source = opened.enter_context(open_source(str(path), Settings().camera))
    finder = opened.enter_context(open_finder(Settings()))
    tape.parent.mkdir(parents=True, exist_ok=True)
    width, height = (round(variant.scale * side) for side in source.size)
    writer = opened.enter_context(record_tape(tape, (width, height)))
    followed = Followed()
    for observation in _observations(source, finder, variant):
        followed, pose = follow_subject(followed, observation, None)
        writer.write(pose)


def _observations(
    source: FrameSource, finder: PoseFinder, variant: Variant
) -> Iterator[Observation]:
    not_before_s = 0.0
    while (frame := source.read(not_before_s)) is not None:
        if isinstance(frame, Frame):
            yield finder.find(_scaled(frame, variant.scale))
        not_before_s = frame.t + variant.every_s - 1e-6 if variant.every_s else 0.0


def _scaled(frame: Frame, scale: float) -> Frame:
    if scale == 1:
        return frame
    small = cv2.resize(frame.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return Frame(frame.t, np.ascontiguousarray(small, dtype=np.uint8))


def _truth(path: Path, observations: tuple[Observation, ...]) -> dict[str, Floats]:
    """Take the truth at the time of each look; the shoulder angle against the trunk."""
    with path.with_suffix(".csv").open() as file:
        rows = list(csv.DictReader(file))
    t = np.array([observation.t for observation in observations])
    names = ("cva_deg", "fsa_deg", "trunk_lean_deg", "head_pitch_down_deg")
    known = {name: np.array([float(row[name]) for row in rows]) for name in ("t", *names)}
    truth = {name: np.interp(t, known["t"], known[name]) for name in names}
    return truth | {"fsa_trunk_deg": truth["fsa_deg"] + truth["trunk_lean_deg"]}
