"""Sessions before two cameras whose truth is known: recordings, and the people of the tapes."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Final

import numpy as np

from bench.compact import Floats
from bench.recordings import DESK_UPRIGHT_S, Variant, pose_of, tape_of
from bench.sessions import Session
from bench.side_points import pose_from_the_side
from posturecam import monitor
from posturecam.app.policies import every_frame, rules_of
from posturecam.app.replay.replay import EVERY_FRAME_PER_S, Nobody
from posturecam.app.verify.gathering import Listed
from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewing_direction import direction_deg
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Observation, Pose, Reading, Unseen
from posturecam.core.verify.agreement import NotCompared, Pair
from posturecam.core.verify.blocks import BLOCK_S
from posturecam.core.verify.reference import reference
from posturecam.edges.sources.tape import open_tape
from posturecam.settings import Settings

FRONT_DEG: Final = 30.0  # a camera further round than this is taken for the one at the side
Looks = list[Pose | Unseen]
Row = tuple[Reading | Unseen, Reading | Unseen, float]  # front, side, true


@dataclass(frozen=True, slots=True, eq=False)
class Sitting:
    """One person before two cameras: what both measured, and the true changes of CVA."""

    name: str
    pairs: tuple[Pair, ...]
    true_deg: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """A recording with its truth."""

    path: Path
    size: tuple[int, int]
    looks: Looks
    t: Floats
    cva_deg: Floats

    @property
    def upright(self) -> Looks:
        """What is calibrated on."""
        return [look for look in self.looks if look.t < DESK_UPRIGHT_S]

    @property
    def from_the_front(self) -> bool:
        """Whether the camera stands in front."""
        seen = [look for look in self.upright if isinstance(look, Pose)]
        return direction_deg(seen) < FRONT_DEG

    def true_deg(self, times_s: Floats) -> Floats:
        """Return the true changes of CVA at some times."""
        upright = self.cva_deg[self.t < DESK_UPRIGHT_S].mean()
        return np.asarray(np.interp(times_s, self.t, self.cva_deg - upright))


def filmed(folder: Path, variant: Variant) -> Iterator[Sitting]:
    """Yield every front camera with every side camera that filmed the same movement.

    Says which are refused, and why.
    """
    films = [film for path in sorted(folder.glob("*.mp4")) if (film := _film(path, variant))]
    for front, side in permutations(films, 2):
        same = len(front.t) == len(side.t) and np.allclose(front.cva_deg, side.cva_deg)
        if same and front.from_the_front and not side.from_the_front:
            sitting = _sitting(front, side)
            if isinstance(sitting, NotCompared):
                print(f"{front.path.stem} + {side.path.stem} is not compared: {sitting.reason}")
            else:
                yield sitting


def people(sessions: Iterable[Session]) -> Iterator[Sitting]:
    """Yield the people of the tapes: before their camera, and with true points from the side."""
    for session in sessions:
        profile = calibrate(session.guided(()), (session.width, session.height))
        if isinstance(profile, Refused):
            continue
        tests = session.tests()
        beside = [pose_from_the_side(session, n, float(t)) for n, t in enumerate(session.times_s())]
        calm = np.flatnonzero((session.block == "A") & (session.pose == "upright"))
        side = _reference([beside[n] for n in tests], [beside[n] for n in calm])
        front = _measured(profile, [session.observations()[n] for n in tests])
        true = session.truth["d_cva_deg"][tests]
        rows = _held(zip(front, side, true, strict=True))
        yield _joined(f"tape {session.number}", rows)


def _held(rows: Iterable[Row]) -> Iterator[Row]:
    """Hold each still for a block of time: stills are unrelated, blocks are taken to be so."""
    for number, (front, side, true) in enumerate(rows):
        for second in range(int(BLOCK_S)):
            yield replace(front, t=number * BLOCK_S + second), side, true


def _measured(profile: Profile, looks: Looks) -> Iterator[Reading | Unseen]:
    """Measure stills as one sitting."""
    prepared, belief = prepare(profile), CameraBelief()
    for look in looks:
        if isinstance(look, Unseen):
            yield look
            continue
        belief, measured = measure_in_sitting(prepared, belief, look)
        yield qualify(look, measured, profile.front)


def _film(path: Path, variant: Variant) -> Film | None:
    truth, tape = path.with_suffix(".csv"), tape_of(path, variant)
    if tape is None or not truth.exists():
        return None
    with truth.open() as file:
        rows = [(float(row["t"]), float(row["cva_deg"])) for row in csv.DictReader(file)]
    with open_tape(tape) as kept:
        looks = [pose_of(one) for one in iter(lambda: kept.next(0.0), None)]
        return Film(path, kept.size, looks, *np.array(rows).T)


def _sitting(front: Film, side: Film) -> Sitting | NotCompared:
    """Measure the front camera as `replay` does, the side one as `verify` does."""
    profile = calibrate({"upright": front.upright}, front.size)
    if isinstance(profile, Refused):
        raise ValueError("; ".join(profile.problems))  # noqa: TRY004 (looks are at fault)
    rules = every_frame(rules_of(Settings()), EVERY_FRAME_PER_S)
    seen = Listed(tuple(map(_observed, front.looks)))
    ticks = monitor.watch(seen, profile, rules, Nobody())
    readings = [tick.reading for tick in ticks]
    beside = reference(side.looks, side.upright)
    if isinstance(beside, NotCompared):
        return beside
    at_the_side = {round(one.t, 2): one for one in beside}
    true = front.true_deg(np.array([reading.t for reading in readings]))
    rows = [
        (reading, at_the_side[round(reading.t, 2)], float(change))
        for reading, change in zip(readings, true, strict=True)
        if round(reading.t, 2) in at_the_side
    ]
    found = _joined(f"{front.path.stem} + {side.path.stem}", rows)
    zero = np.mean([pair.front_deg for pair in found.pairs if pair.t < DESK_UPRIGHT_S])
    moved = (replace(pair, side_deg=pair.side_deg + float(zero)) for pair in found.pairs)
    return replace(found, pairs=tuple(moved))


def _observed(look: Pose | Unseen) -> Observation:
    if isinstance(look, Pose):
        return Observation(look.t, (look,))
    return Observation(look.t, (), look.why)


def _reference(looks: Looks, upright: Looks) -> Sequence[Reading | Unseen]:
    found = reference(looks, upright)
    if isinstance(found, NotCompared):
        raise ValueError(found.reason)  # noqa: TRY004 (looks are at fault)
    return found


def _joined(name: str, rows: Iterable[Row]) -> Sitting:
    """Keep what both measured."""
    kept = [
        (Pair(front.t, *_cva(front), *_cva(side)), true)
        for front, side, true in rows
        if _cva(front) and _cva(side)
    ]
    return Sitting(name, tuple(pair for pair, _ in kept), np.array([true for _, true in kept]))


def _cva(reading: Reading | Unseen) -> tuple[float, ...]:
    """Return change of CVA and its sd, or nothing."""
    if isinstance(reading, Unseen) or reading.cva_change_deg is None:
        return ()
    return reading.cva_change_deg, reading.cva_change_sd_deg or 0.0
