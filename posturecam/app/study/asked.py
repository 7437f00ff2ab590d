"""What a study is asked for: which recordings, against what, with which settings and models."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from posturecam import __version__
from posturecam.app.calibrate.from_recording import spans_of
from posturecam.app.resources import chosen_profile
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.bounded_read import (
    EXERCISES_BYTES,
    PROFILE_BYTES,
    read_bytes,
    read_text,
)
from posturecam.edges.mediapipe.bundles import find_bundles
from posturecam.edges.sources.content import content_of
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError, MissingError, ProfileMissingError
from posturecam.settings import Settings
from posturecam.study.against import Against, from_table
from posturecam.study.crew import LIBRARIES
from posturecam.study.keys import Basis, that_matter
from posturecam.study.recordings import find_recordings
from posturecam.study.remote_files import NO_STUDY
from posturecam.study.work import Job, Recording

ITSELF: Final = "its own poses"
OR_ITSELF: Final = (
    "Or measure each recording against its own seconds: --calibrate upright=START:END."
)
_NEEDED: Final = ("distributed", "fsspec", "pyarrow")


@dataclass(frozen=True, slots=True)
class Study:
    """What to measure, against what, where, and what to write."""

    sources: tuple[str, ...]
    out: Path
    spans: tuple[str, ...] = ()
    profiles: Path | None = None
    profile: str | None = None
    scheduler: str | None = None
    workers: int | None = None
    csv: bool = False


def check(wish: Study) -> None:
    """Refuse what does not go together, or needs packages that are missing.

    Raises:
        InputError: The options contradict each other.
        MissingError: The extra `study` is not installed.
    """
    ways = {"--calibrate": wish.spans, "--profiles": wish.profiles, "--profile": wish.profile}
    given = [name for name, value in ways.items() if value]
    if len(given) > 1:
        msg = f"{' and '.join(given)} contradict each other. Give one of them."
        raise InputError(msg)
    if any(find_spec(name) is None for name in _NEEDED):
        raise MissingError(NO_STUDY)


def jobs_of(wish: Study, settings: Settings) -> tuple[Job, ...]:
    """Return a job for each recording that is found, by name.

    Raises:
        PosturecamError: Recordings, profiles or poses cannot be used.
    """
    matter = that_matter(settings)
    spans = _canonical(wish.spans)
    recordings = find_recordings(wish.sources, wish.out)
    against = _against(wish, settings, spans, recordings)
    return tuple(
        Job(one, which.person, which.profile, which.profile_name, which.spans, matter)
        for one, which in zip(recordings, against, strict=True)
    )


def basis_of(settings: Settings) -> Basis:
    """Return what all results share.

    Raises:
        PosturecamError: A model or the file of own exercises cannot be used.
    """
    pose, face, own = (
        Path(path).expanduser() if path else None
        for path in (settings.model.path, settings.model.face_path, settings.stretches.own_file)
    )
    bundles = find_bundles(pose=pose, face=face)
    files = {"pose": content_of(bundles.pose), "face": content_of(bundles.face)}
    if own is not None:
        files["exercises"] = hashlib.sha256(read_bytes(own, EXERCISES_BYTES)).hexdigest()
    libraries = {name: version(name) for name in LIBRARIES}
    return Basis({"posturecam": __version__, **libraries}, files)


def as_values(wish: Study, jobs: Sequence[Job], basis: Basis) -> dict[str, Any]:
    """Return what was asked for, as values for `study.json`; without secrets."""
    return {
        "sources": [printable(source) for source in wish.sources],
        "recordings": len(jobs),
        "profiles": sorted({job.profile_name for job in jobs}),
        "poses": list(jobs[0].spans),
        "settings": jobs[0].settings,
        "versions": dict(basis.versions),
        "files": dict(basis.files),
    }


def _canonical(spans: Sequence[str]) -> tuple[str, ...]:
    """Return the poses so that equal ones are written alike, in the order of time."""
    if not spans:
        return ()
    found = sorted(spans_of(spans, "--calibrate"), key=lambda span: span.start_s)
    return tuple(f"{span.pose}={span.start_s!r}:{span.end_s!r}" for span in found)


def _against(
    wish: Study, settings: Settings, spans: tuple[str, ...], recordings: Sequence[Recording]
) -> Iterator[Against]:
    if wish.profiles is not None:
        folder = wish.profiles.parent
        table = from_table(wish.profiles, recordings, lambda spec: _profile(spec, folder))
        return (table[recording.name] for recording in recordings)
    if spans:
        return (Against(None, ITSELF, spans, recording.name) for recording in recordings)
    name = chosen_profile(wish.profile, settings)
    try:
        one = Against(_profile(name, Path()), printable(name), (), printable(name))
    except ProfileMissingError as error:
        msg = f"{error} {OR_ITSELF}"
        raise ProfileMissingError(msg) from error
    return (one for _ in recordings)


def _profile(spec: str, folder: Path) -> str:
    """Return the text of the profile that `spec` names; a file may be given from `folder` on.

    Raises:
        ProfileMissingError: There is none.
        InputError: It cannot be used.
    """
    beside = folder / Path(spec).expanduser()
    if spec.endswith(".toml") and beside.is_file():
        spec = str(beside)
    profile_store.load(folders.profiles_dir(), spec)  # which says what is wrong with it
    return read_text(profile_store.path_of(folders.profiles_dir(), spec), PROFILE_BYTES)
