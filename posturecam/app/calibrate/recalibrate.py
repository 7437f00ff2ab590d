"""Ten seconds of sitting well: the calibration follows the camera and the chair."""

from collections.abc import Callable
from dataclasses import replace

from posturecam.core.measure.calibration import Refused, recalibrate
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.values import Pose, Unseen, Verdict, Why
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import Stored
from posturecam.errors import InputError, StorageError
from posturecam.monitor import Tick
from posturecam.ports import Observations

LASTS_S = 10.0
EVERY_S = 0.25
DOUBTED = "Recalibrated to how you sat just now. If you were not upright, sit up and press r again."
Notify = Callable[[str], None]


def recalibrate_now(
    stored: Stored, spec: str, observations: Observations, since: Tick, notify: Notify
) -> Stored:
    """Look for ten seconds after `since` and return the new profile, or `stored` if refused.

    The new profile is saved where `spec` says; the old one stays as `.bak`.
    """
    followed = Followed(since.pose if isinstance(since.pose, Pose) else None)
    seen = gather(observations, stored.profile, followed, since.observation.t, notify)
    fresh = recalibrate(stored.profile, seen)
    if isinstance(fresh, Refused):
        notify("Not recalibrated, the old calibration stays: " + "; ".join(fresh.problems))
        return stored
    kept = replace(stored, profile=fresh)
    try:
        complaints: list[str] = []
        profile_store.save(folders.profiles_dir(), spec, kept, complaints.append)
    except (StorageError, InputError) as error:
        notify(f"Recalibrated for this sitting only. {error}")
    else:
        done = DOUBTED if _slouched(since) else "Recalibrated."
        notify(" ".join([done, *complaints]))
    return kept


def _slouched(tick: Tick) -> bool:
    """Whether the old calibration took this for a slouch; a moved camera may be taken for one."""
    return tick.assessment.verdict is Verdict.POOR or tick.assessment.why is Why.CAMERA_MOVED


def gather(
    observations: Observations,
    profile: Profile,
    followed: Followed,
    from_s: float,
    notify: Notify,
) -> list[Pose | Unseen]:
    """Look for ten seconds from `from_s` on and show the time left."""
    seen: list[Pose | Unseen] = []
    t = from_s
    while (
        observation := observations.next(t + EVERY_S)
    ) is not None and observation.t < from_s + LASTS_S:
        t = observation.t
        followed, pose = follow_subject(followed, observation, profile)
        seen.append(pose)
        notify(
            f"Recalibrating: sit well and look at the screen, {from_s + LASTS_S - t:.0f} s left."
        )
    return seen
