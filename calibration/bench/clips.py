"""The rendered clips as time series: calibrated on their own first seconds, upright only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.compact import Floats
from bench.recordings import Clip, pose_of
from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.smoothing import SmoothingPolicy, SmoothingState, smooth
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Pose, Reading, Unseen

GAP_S: Final = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Changes over time, degrees; NaN where not measured."""

    name: str
    t: Floats
    cva: Floats
    cva_sd: Floats
    true_cva: Floats
    fsa: Floats
    true_fsa: Floats
    problem: str = ""


def follow_clip(clip: Clip, window_s: float, calibration: Clip | None = None) -> Series:
    """Measure `clip` through calibration, measurement and smoothing over `window_s`.

    It is calibrated on its own upright looks, or on those of another recording of this body.
    """
    shown = calibration or clip
    until_s = shown.upright_until_s()
    upright = [
        pose_of(observation) for observation in shown.observations if observation.t < until_s
    ]
    profile = calibrate({"upright": upright}, clip.size)
    if isinstance(profile, Refused):
        return _series(clip, [], "; ".join(profile.problems))
    reference = _upright_cva(shown)
    return _series(clip, _smoothed(_found(clip, profile), window_s), "", reference)


def _found(clip: Clip, profile: Profile) -> list[Reading | Unseen]:
    """Measure every look of one sitting."""
    prepared, belief, found = prepare(profile), CameraBelief(), []
    for observation in clip.observations:
        pose = pose_of(observation)
        measured: Reading | Unseen
        if isinstance(pose, Pose):
            belief, measured = measure_in_sitting(prepared, belief, pose)
            measured = qualify(pose, measured, profile.front)
        else:
            measured = pose
        found.append(measured)
    return found


def _upright_cva(clip: Clip) -> float:
    """The true angle that a calibration on `clip` takes as upright."""
    upright = [observation.t < clip.upright_until_s() for observation in clip.observations]
    return float((clip.truth or {})["cva_deg"][upright].mean())


def _smoothed(readings: Sequence[Reading | Unseen], window_s: float) -> list[Reading | Unseen]:
    policy, state, smoothed = SmoothingPolicy(window_s, GAP_S), SmoothingState(), []
    for reading in readings:
        state, calm = smooth(policy, state, reading)
        smoothed.append(calm)
    return smoothed


def _series(
    clip: Clip, readings: Sequence[Reading | Unseen], problem: str, reference: float = np.nan
) -> Series:
    truth = clip.truth or {}
    cva, fsa = truth["cva_deg"], truth["fsa_trunk_deg"]
    upright = np.array(
        [observation.t < clip.upright_until_s() for observation in clip.observations]
    )
    empty = len(readings) == 0
    blank = np.full(len(cva), np.nan)
    return Series(
        name=clip.name,
        t=np.array([observation.t for observation in clip.observations]),
        cva=blank if empty else _column(readings, "cva_change_deg"),
        cva_sd=blank if empty else _column(readings, "cva_change_sd_deg"),
        true_cva=cva - reference,
        fsa=blank if empty else _column(readings, "fsa_change_deg"),
        true_fsa=fsa - fsa[upright].mean(),
        problem=problem,
    )


def _column(readings: Sequence[Reading | Unseen], name: str) -> Floats:
    values = [getattr(one, name) if isinstance(one, Reading) else None for one in readings]
    return np.array([np.nan if value is None else value for value in values], float)
