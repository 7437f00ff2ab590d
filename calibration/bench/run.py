"""The program's own calibration, measurement and judgement over sessions of the tapes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields
from typing import Any, Final

import numpy as np

from bench import others
from bench.sessions import Session
from bench.table import Table, table_of
from posturecam.core.alerts.assessment import Tolerances, assess
from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import Prepared, prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Pose, Reading, Unseen
from posturecam.settings import Settings

Guide = tuple[str, ...] | None  # the guided poses besides upright; None: all there are
Change = Callable[[Profile], Profile]
Learned = Callable[[int], AbstractContextManager[None]]
TRUE: Final = {
    "true_cva": "d_cva_deg",
    "true_fsa": "d_fsa_trunk_deg",
    "true_acromion_cm": "d_acromion_fwd_of_c7_cm",
    "true_lean": "d_trunk_lean_deg",
    "true_pitch": "d_head_pitch_down_deg",
}


def tolerances(settings: Settings) -> Tolerances:
    """Give the limits of `settings` as the core takes them."""
    return Tolerances(**{f.name: getattr(settings.limits, f.name) for f in fields(Tolerances)})


def same_for_all(_body: int) -> AbstractContextManager[None]:
    """Use what was learned from every body, the tested one too."""
    return nullcontext()


def calibrated(session: Session, guide: Guide) -> Profile | Refused:
    """Calibrate as `posturecam calibrate` does."""
    return calibrate(session.guided(guide), (session.width, session.height))


def measured(
    sessions: Sequence[Session],
    guide: Guide,
    *,
    learned: Learned = same_for_all,
    changed: Change = lambda profile: profile,
    tick: Callable[[], None] = lambda: None,
) -> Table:
    """Measure every look of the test blocks; one row for each, measured or not."""
    rows: list[Mapping[str, Any]] = []
    for session in sessions:
        with learned(session.body):
            rows.extend(_rows(session, guide, changed))
        tick()
    return table_of(rows)


def others_measured(sessions: Sequence[Session]) -> dict[str, Table]:
    """Measure the same looks as other programs do, by name of the measure."""
    return {name: _others(sessions, name) for name in others.MEASURES}


def _rows(session: Session, guide: Guide, changed: Change) -> Iterator[Mapping[str, Any]]:
    profile = calibrated(session, guide)
    profile = profile if isinstance(profile, Refused) else changed(profile)
    observations, limits = session.observations(), tolerances(Settings())
    belief, tests = CameraBelief(), set(session.tests().tolist())
    prepared = profile if isinstance(profile, Refused) else prepare(profile)
    for number, observation in enumerate(observations):
        belief, reading = _reading(belief, observation, prepared)
        if number not in tests:
            continue
        yield _truth(session, number) | _judged(reading, limits) | _profiled(profile)


def _reading(
    belief: CameraBelief, observation: Pose | Unseen, prepared: Prepared | Refused
) -> tuple[CameraBelief, Reading | Unseen | None]:
    if isinstance(prepared, Refused):
        return belief, None
    if isinstance(observation, Unseen):
        return belief, observation
    belief, measured = measure_in_sitting(prepared, belief, observation)
    return belief, qualify(observation, measured, prepared.profile.front)


def _truth(session: Session, number: int) -> dict[str, Any]:
    truth = {ours: float(session.truth[theirs][number]) for ours, theirs in TRUE.items()}
    return truth | {
        "session": session.number,
        "body": session.body,
        "pose": str(session.pose[number]),
        "tilt_deg": float(session.facts["cam_tilt_up_deg"]),
        "distance_cm": float(session.facts["cam_dist_cm"]),
    }


def _judged(reading: Reading | Unseen | None, limits: Tolerances) -> dict[str, Any]:
    causes = "" if reading is None else "+".join(assess(reading, limits).causes)
    found = reading if isinstance(reading, Reading) else None
    return {
        "why": str(reading.why) if isinstance(reading, Unseen) else "",
        "causes": causes,
        "cva": found and found.cva_change_deg,
        "cva_sd": found and found.cva_change_sd_deg,
        "fsa": found and found.fsa_change_deg,
        "fsa_sd": found and found.fsa_change_sd_deg,
        "lean": found and found.trunk_lean_change_deg,
    }


def _profiled(profile: Profile | Refused) -> dict[str, Any]:
    if isinstance(profile, Refused):
        return {"refused": True, "able": False}
    return {"refused": False, "able": profile.shoulders_measurable}


def _others(sessions: Sequence[Session], name: str) -> Table:
    rows: list[Mapping[str, Any]] = []
    for session in sessions:
        observations = session.observations()
        upright = [pose for pose in session.guided(())["upright"] if isinstance(pose, Pose)]
        tests = [
            observations[n] if isinstance(observations[n], Pose) else None for n in session.tests()
        ]
        change = others.change_of(others.MEASURES[name], upright, tests)
        for number, value in zip(session.tests(), change, strict=True):
            rows.append(_truth(session, number) | {"change": value})
    table = table_of(rows)
    fitted = others.fitted_elsewhere(table["change"], table["true_cva"], table["body"])
    return table.add(cva=fitted, raw=np.asarray(table["change"]))
