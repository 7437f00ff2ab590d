"""The chapter of RESULTS.md on a camera or chair that has moved since calibration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench import report, texts
from bench.bench import Bench
from bench.compact import Floats
from bench.moved import Move, moved
from bench.run import calibrated, tolerances
from bench.scores import LOSS_DEG, UNCHANGED_DEG, coverage, error
from bench.sessions import Session
from bench.table import Table, table_of
from posturecam.core.alerts.assessment import assess
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose, Reading
from posturecam.settings import Settings

Mask = NDArray[np.bool_]
SEED: Final = 1
BOWED: Final = ("lookdown", "phone")  # a nod explains part of the loss, so they are not called
MOVES: Final[Mapping[str, Sequence[Move]]] = {
    "nothing": (Move(),),
    "lid by 4 degrees": (Move(tilt_deg=4), Move(tilt_deg=-4)),
    "lid by 8 degrees": (Move(tilt_deg=8), Move(tilt_deg=-8)),
    "height of camera or chair by 3 cm": (Move(up_cm=3), Move(up_cm=-3)),
    "height by 6 cm": (Move(up_cm=6), Move(up_cm=-6)),
    "distance by 5 cm": (Move(nearer_cm=5), Move(nearer_cm=-5)),
    "distance by 10 cm": (Move(nearer_cm=10), Move(nearer_cm=-10)),
    "sideways by 10 cm": (Move(aside_cm=10), Move(aside_cm=-10)),
    "all at once": (),
}
HEADS: Final = (
    *("moved since calibration", "looks measured", "error (rms, deg)", "90 % intervals hold"),
    *("not sure", "upright called poor", "loss of 10 deg called", "AUC"),
    "AUC of nose-shoulder gap",
)


def moved_camera(bench: Bench) -> str:
    """Sittings of 25 unrelated looks, calibrated upright only before the camera was moved."""
    chance = np.random.default_rng(SEED)
    rows = [_row(name, table_of(_sittings(bench, moves, chance))) for name, moves in MOVES.items()]
    return texts.MOVED + report.table(HEADS, rows)


def any_move(chance: np.random.Generator) -> Move:
    """Return a lid opened again and a chair moved: all at once, each evenly spread."""
    tilt, up, nearer, aside = (float(chance.uniform(-most, most)) for most in (8, 6, 10, 6))
    return Move(tilt, up, nearer, aside)


def _sittings(
    bench: Bench, moves: Sequence[Move], chance: np.random.Generator
) -> Iterator[dict[str, Any]]:
    for session in bench.sessions:
        with bench.learned(session.body):
            profile = calibrated(session, ())
            if not isinstance(profile, Profile):
                continue
            for move in moves or (any_move(chance), any_move(chance)):
                yield from sitting(session, session, profile, move, chance)


def sitting(
    calibration: Session,
    session: Session,
    profile: Profile,
    move: Move | None,
    chance: np.random.Generator,
) -> Iterator[dict[str, Any]]:
    """The test looks of `session` in any order, one a second: what is learned is kept."""
    prepared, belief, limits = prepare(profile), CameraBelief(), tolerances(Settings())
    observations = session.observations()
    gap, true_cva = _upright(calibration)
    for t, number in enumerate(chance.permutation(session.tests())):
        observation = observations[number]
        if not isinstance(observation, Pose):
            continue
        pose = observation if move is None else moved(observation, session, number, move)
        pose = replace(pose, t=float(t))
        belief, measured = measure_in_sitting(prepared, belief, pose)
        reading = qualify(pose, measured, profile.front)
        seen = reading if isinstance(reading, Reading) else None
        yield {
            "pose": str(session.pose[number]),
            "true_cva": float(session.truth["cva_deg"][number]) - true_cva,
            "own_cva": float(session.truth["d_cva_deg"][number]),
            "cva": seen and seen.cva_change_deg,
            "cva_sd": seen and seen.cva_change_sd_deg,
            "verdict": assess(reading, limits).verdict.value,
            "gap": _gap(pose) - gap,
        }


def _upright(session: Session) -> tuple[float, float]:
    """Nose-shoulder gap and true craniovertebral angle of the upright looks of a calibration."""
    upright = [_gap(pose) for pose in session.guided(())["upright"] if isinstance(pose, Pose)]
    shown = (session.block == "A") & (session.pose == "upright")
    return float(np.mean(upright)), float(session.truth["cva_deg"][shown].mean())


def _row(name: str, observations: Table) -> tuple[str, ...]:
    truth = observations["true_cva"]
    unchanged = upright(observations) & (np.abs(truth) <= UNCHANGED_DEG)
    return (name, *rates(observations, truth, unchanged), *rankings(observations, truth, unchanged))


def upright(observations: Table) -> Mask:
    """Which looks were measured while the person sat upright."""
    return np.isfinite(observations["cva"]) & (observations["pose"] == "upright")


def slouched(observations: Table, truth: Floats) -> Mask:
    """Which looks were measured with a true loss that must be called."""
    badly = (truth <= -LOSS_DEG) & ~np.isin(observations["pose"], BOWED)
    return np.asarray(np.isfinite(observations["cva"]) & badly)


def rates(observations: Table, truth: Floats, well: Mask) -> tuple[str, ...]:
    """Measured, error, coverage, not sure, upright called poor and losses called."""
    verdict, off = observations["verdict"], error(observations["cva"], truth)
    return (
        f"{off.share:.0%}",
        f"{off.rmse:.1f}",
        f"{coverage(observations['cva'], observations['cva_sd'], truth):.0%}",
        f"{(verdict[np.isfinite(observations['cva'])] == 'unknown').mean():.0%}",
        f"{(verdict[well] == 'poor').mean():.0%}",
        f"{(verdict[slouched(observations, truth)] == 'poor').mean():.0%}",
    )


def rankings(observations: Table, truth: Floats, well: Mask) -> tuple[str, str]:
    """AUC of the measured change, and of the nose-shoulder gap."""
    badly = slouched(observations, truth)
    ours, gap = (ranking(observations[name], badly, well) for name in ("cva", "gap"))
    return f"{ours:.2f}", f"{gap:.2f}"


def ranking(values: Floats, low: Mask, high: Mask) -> float:
    """How often a look of `low` has the lower value than one of `high` (area under the curve)."""
    below, above = values[low][:, None], values[high][None, :]
    return float(np.mean((below < above) + 0.5 * (below == above)))


def _gap(pose: Pose) -> float:
    """The crudest measure there is: nose above shoulders, in shoulder widths."""
    left, right = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    down = (left[1] + right[1]) / 2.0 - pose.points[Body.NOSE][1]
    return float(down / np.hypot(*(left - right)))
