"""The command `calibrate`: live and guided, from a recording, or after the camera was moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from posturecam.app.calibrate.from_recording import REFUSED, calibrate_recording, spans_of
from posturecam.app.calibrate.guided import calibrate_live, poses_of
from posturecam.app.calibrate.recalibrate import gather
from posturecam.app.resources import chosen_profile, open_seen, say_note, stored_profile
from posturecam.core.measure.calibration import Refused, recalibrate
from posturecam.core.measure.describe import describe
from posturecam.core.measure.subject_tracking import Followed
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.sources.open_source import LIVE, kind_of
from posturecam.edges.sources.source_name import printable
from posturecam.edges.terminal.live_view import say_line
from posturecam.edges.terminal.printable import clean
from posturecam.errors import CalibrationError, InputError
from posturecam.settings import Settings


@dataclass(frozen=True, slots=True)
class Calibrate:
    """How to calibrate."""

    source: str | None = None
    profile: str | None = None
    spans: tuple[str, ...] = ()
    poses: str | None = None
    quick: bool = False
    camera_moved: bool = False


def calibrate(
    wish: Calibrate, settings: Settings, may_replace: Callable[[Path], bool]
) -> tuple[Path, Stored]:
    """Calibrate as wished, save the profile, and return it with its file.

    `may_replace` is asked before a profile that is named by its path is written over.

    Raises:
        CalibrationError: There is no new profile; nothing is changed.
        InputError: The options do not go together, or source or profile cannot be used.
    """
    source = wish.source or settings.camera.source
    _check(wish, source)
    moved = wish.camera_moved
    spec = chosen_profile(wish.profile, settings) if moved else _target(wish, settings)
    path = profile_store.check_target(folders.profiles_dir(), spec)
    if spec.endswith(".toml") and path.exists() and not may_replace(path):
        msg = f"{path} was left unchanged. Name another profile with --profile."
        raise InputError(msg)
    if moved:
        stored = _follow_camera(source, spec, settings)
    elif wish.spans:
        stored = calibrate_recording(source, spec, spans_of(wish.spans), settings)
    else:
        if kind_of(source) not in LIVE:
            msg = (
                f"{printable(source)} is a recording: say where it shows you sitting well, such as "
                "--pose upright=0:10 (seconds)."
            )
            raise InputError(msg)
        stored = calibrate_live(source, spec, poses_of(wish.poses, quick=wish.quick), settings)
    return path, stored


def _target(wish: Calibrate, settings: Settings) -> str:
    return wish.profile or settings.profiles.use


def _check(wish: Calibrate, source: str) -> None:
    """Refuse what does not go together."""
    ways = {
        "--pose": wish.spans,
        "--poses": wish.poses is not None,
        "--quick": wish.quick,
        "--camera-moved": wish.camera_moved,
    }
    given = [way for way, is_given in ways.items() if is_given]
    if len(given) > 1:
        msg = f"{' and '.join(given)} cannot be combined. Give one of them."
        raise InputError(msg)
    if wish.spans and kind_of(source) in LIVE:
        msg = (
            f"--pose is for a recording, and {printable(source)} is live. Name the recording with "
            "--source, or leave --pose out to be guided."
        )
        raise InputError(msg)


def sentences(path: Path, stored: Stored) -> str:
    """What was found out, for people."""
    lines = [clean(f"Calibrated: {stored.card.name} ({path})")]
    lines += [f"  - {sentence}" for sentence in describe(stored.profile)]
    if backup_of(path).is_file():
        lines.append(f"The previous profile is kept as {backup_of(path)}")
    return "\n".join(lines)


def values(path: Path, stored: Stored) -> dict[str, object]:
    """What was found out, for programs."""
    profile = stored.profile
    return {
        "profile": stored.card.name,
        "path": str(path),
        "picture": stored.card.picture,
        "view": profile.view.value,
        "looks": profile.looks,
        "poses": profile.poses,
        "distance_cm": profile.distance_cm,
        "shoulders_measurable": profile.shoulders_measurable,
        "found": describe(profile),
        "left_out": [{"pose": one.pose, "reason": one.reason} for one in profile.left_out],
    }


def _follow_camera(source: str, spec: str, settings: Settings) -> Stored:
    """Look for ten seconds and adjust the profile `spec` to where the camera is now."""
    stored = stored_profile(spec)
    with open_seen(source, settings, real_time=False) as (observations, facts):
        _same_picture(stored, facts.size)
        seen = gather(observations, stored.profile, Followed(), 0.0, say_line)
    fresh = recalibrate(stored.profile, seen)
    if isinstance(fresh, Refused):
        raise CalibrationError(REFUSED, fresh.problems)
    kept = replace(stored, profile=fresh)
    profile_store.save(folders.profiles_dir(), spec, kept, say_note)
    return kept


def _same_picture(stored: Stored, size: Sequence[int]) -> None:
    made = stored.profile.picture_width, stored.profile.picture_height
    if made != tuple(size):
        msg = (
            f"The profile was made with pictures of {made[0]}x{made[1]}, these have "
            f"{size[0]}x{size[1]}. Calibrate again with `posturecam calibrate`."
        )
        raise InputError(msg)
