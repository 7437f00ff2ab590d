"""Opens what every command needs: settings, profile, pose model, source.

Model and source are imported where they are opened: who needs only settings or profiles, such as
the page's process, does without 50 MB of codecs.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from posturecam.core.measure.profile import Profile
from posturecam.core.pose.renewal import RENEW_EVERY_S
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.file_names import shown
from posturecam.edges.files.learned_file import beside
from posturecam.edges.files.profile_toml import Card, Stored
from posturecam.edges.files.settings_file import read_settings
from posturecam.edges.mediapipe.bundles import find_bundles
from posturecam.edges.sources.source_name import scrubbed
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.ports import Observations, PoseFinder
from posturecam.settings import Camera, Settings

if TYPE_CHECKING:
    from posturecam.edges.files.output_conflicts import Read
    from posturecam.edges.sources.open_source import Facts

DEFAULT_PROFILE = Settings().profiles.use
SAME_SHAPE = 0.02  # of width / height


def settings_of(overrides: Sequence[str]) -> Settings:
    """The settings file with each SECTION.KEY=VALUE in place; a note says which are retired."""
    return read_settings(folders.settings_path(), overrides, say_note)


def chosen_profile(spec: str | None, settings: Settings) -> str:
    """Return `spec`, or the name in the settings, or the name of the only profile there is."""
    wanted = spec or settings.profiles.use
    if spec is None and wanted == DEFAULT_PROFILE:
        there = [entry.name for entry in profile_store.entries(folders.profiles_dir())]
        if len(there) == 1:
            wanted = there[0]
    return wanted


def setup_files(settings: Settings, profile: str) -> "Iterator[Read]":
    """The files beside the source that a command reads with `profile`."""
    if profile.endswith(".toml"):
        file = Path(profile).expanduser()
        yield file, "the calibration profile in use"
        yield beside(file), "the learned data of the calibration profile in use"
    if settings.stretches.own_file:
        yield Path(settings.stretches.own_file).expanduser(), "your exercise file"
    for path in (settings.model.path, settings.model.face_path):
        if path:
            yield Path(path).expanduser(), "the pose model in use"


def any_profile() -> bool:
    """Tell whether there is a profile, sound or not."""
    return bool(profile_store.entries(folders.profiles_dir()))


def stored_profile(spec: str) -> Stored:
    """Load the profile that `spec` means."""
    return profile_store.load(folders.profiles_dir(), spec)


@contextmanager
def open_finder(settings: Settings, *, related: bool = True) -> Iterator[PoseFinder]:
    """Open the pose model.

    `related` says that each picture follows the one before, as in a video.
    """
    from posturecam.edges.mediapipe.landmarker import open_landmarker  # noqa: PLC0415

    pose, face = _own_file(settings.model.path), _own_file(settings.model.face_path)
    with open_landmarker(find_bundles(pose=pose, face=face), related=related) as finder:
        yield finder


@contextmanager
def open_seen(
    spec: str,
    settings: Settings,
    *,
    real_time: bool,
    clock: StreamClock | None = None,
    renew_every_s: float = RENEW_EVERY_S,
) -> "Iterator[tuple[Observations, Facts]]":
    """Open the source `spec` and find people in it; what comes in real time comes by `clock`.

    In a recording the search begins again every `renew_every_s`.
    """
    from posturecam.edges.sources.open_source import (  # noqa: PLC0415
        Kind,
        kind_of,
        open_observations,
    )

    finder = partial(open_finder, settings, related=kind_of(spec) is not Kind.IMAGES)
    with open_observations(
        spec,
        settings.camera,
        finder,
        real_time=real_time,
        clock=clock,
        renew_every_s=renew_every_s,
    ) as seen:
        yield seen


def _own_file(path: str) -> Path | None:
    return Path(path).expanduser() if path else None


def picture_note(profile: Profile, size: tuple[int, int]) -> str | None:
    """Say so if the pictures have another size than those of the calibration."""
    made = profile.picture_width, profile.picture_height
    if size == made:
        return None
    note = (
        f"The profile was made with pictures of {made[0]}x{made[1]}, these have "
        f"{size[0]}x{size[1]}. "
    )
    if abs(made[0] / made[1] - size[0] / size[1]) < SAME_SHAPE:
        return note + "The shape is the same, so the angles are too."
    return note + "Their shape differs: angles may be off; calibrate with this camera setting."


def mirror_note(card: Card, spec: str, camera: Camera) -> str | None:
    """Say so if the calibration mirrored the pictures of this very source, or did not, unlike now.

    For another source nobody knows which way round is right.
    """
    if card.mirror == camera.mirror or card.camera not in (spec, shown(Path(spec).name)):
        return None
    return (
        f"The profile was made with camera.mirror={str(card.mirror).lower()}, now it is "
        f"{str(camera.mirror).lower()}: left and right are swapped. Set it as it was, or calibrate "
        "again."
    )


def say_note(text: str | None) -> None:
    """Tell the user something beside the output."""
    if text:
        with suppress(OSError):  # nobody reads it, or its disk is full: no reason to stop
            sys.stderr.write(f"Note: {scrubbed(text)}\n")
