"""What `posturecam profiles` does."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from posturecam.core.measure.describe import describe, describe_learned, spread_of
from posturecam.core.measure.person_model import knowledge
from posturecam.core.measure.profile import FrontCalibration
from posturecam.edges.files import learned_file, profile_store, profile_transfer
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.folders import data_dir, profiles_dir
from posturecam.edges.files.learned_file import Learned, beside
from posturecam.edges.files.output_conflicts import refuse_clashes
from posturecam.edges.files.process_lock import only_one
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.terminal.printable import clean
from posturecam.errors import InputError, LearnedError


def list_text() -> str:
    """Return one line per profile."""
    entries = profile_store.entries(profiles_dir())
    if not entries:
        return f"No profiles in {profiles_dir()}. {profile_store.CALIBRATE}"
    return "\n".join(clean(_line(entry)) for entry in entries)


def list_values() -> list[dict[str, Any]]:
    """Return the profiles, as JSON-ready values."""
    return [
        {"name": entry.name, "path": str(entry.path), "problem": entry.problem or None}
        for entry in profile_store.entries(profiles_dir())
    ]


def show_text(name: str) -> str:
    """Return what one profile says, line by line.

    Raises:
        ProfileMissingError: There is no such profile.
        ProfileError: The profile has faults.
    """
    stored = profile_store.load(profiles_dir(), name)
    card = stored.card
    head = [
        f"{card.name} ({profile_store.path_of(profiles_dir(), name)})",
        f"made {card.created:%Y-%m-%d %H:%M} UTC with posturecam {card.posturecam}",
        f"camera {card.camera}, pictures {card.picture}",
        f"poses: {', '.join(stored.profile.poses)}",
    ]
    found = [*describe(stored.profile), *_learned_sentences(name, stored), *_gains_note(stored)]
    return "\n".join([*map(clean, head), *(f"  - {clean(one)}" for one in found)])


def show_values(name: str) -> dict[str, Any]:
    """Return what one profile says, as JSON-ready values.

    Raises:
        ProfileMissingError: There is no such profile.
        ProfileError: The profile has faults.
    """
    stored = profile_store.load(profiles_dir(), name)
    card = stored.card
    return {
        "name": card.name,
        "path": str(profile_store.path_of(profiles_dir(), name)),
        "created": card.created.isoformat(),
        "camera": card.camera,
        "picture": card.picture,
        "posturecam": card.posturecam,
        "poses": stored.profile.poses,
        "view": stored.profile.view.value,
        "distance_cm": stored.profile.distance_cm,
        "shoulders_measurable": stored.profile.shoulders_measurable,
        "found": describe(stored.profile),
        "left_out": [{"pose": one.pose, "reason": one.reason} for one in stored.profile.left_out],
        **_learned_values(name, stored),
        "gains": _gains_values(stored),
    }


def rename(old: str, new: str) -> str:
    """Rename a profile; return the new name.

    Raises:
        ProfileMissingError: There is no profile `old`.
        InputError: `new` is not a name, or is taken.
    """
    return profile_transfer.rename(profiles_dir(), old, new).stem


def require(name: str) -> None:
    """Check that a profile exists.

    Raises:
        ProfileMissingError: There is no such profile.
    """
    profile_store.existing(profiles_dir(), name)


def delete(name: str) -> Path:
    """Delete a profile; return its path.

    Raises:
        ProfileMissingError: There is no such profile.
    """
    return profile_transfer.delete(profiles_dir(), name)


def exported(name: str, file: Path) -> tuple[Path, ...]:
    """Return the files that an export to `file` writes: the profile, and its learned data."""
    learned = beside(profile_store.path_of(profiles_dir(), name))
    return (file, beside(file)) if learned.is_file() else (file,)


def export(name: str, file: Path) -> tuple[Path, ...]:
    """Copy a profile to `file`, and its learned data beside it; return the files written.

    Raises:
        ProfileMissingError: There is no such profile.
        InputError: `file` is one that posturecam keeps.
        StorageError: A file cannot be written.
    """
    path, files = profile_store.path_of(profiles_dir(), name), exported(name, file)
    reads = (path, "one of your calibration profiles"), (beside(path), "its learned data")
    refuse_clashes(files, reads)
    profile_transfer.export_to(profiles_dir(), name, file)
    return tuple(one for one in files if one.is_file())


def what_was_learned(name: str) -> str | None:
    """Return what `forget` would delete, in words; None if there is nothing.

    Raises:
        ProfileMissingError: There is no such profile.
    """
    path = beside(profile_store.existing(profiles_dir(), name))
    if not (path.exists() or backup_of(path).exists()):
        return None
    try:
        sentences = _learned_sentences(name, profile_store.load(profiles_dir(), name))
    except InputError:  # the profile is damaged
        sentences = []
    return clean(sentences[0]) if sentences else f"what {path} holds"


def forget(name: str) -> None:
    """Delete the learned data of a profile.

    Raises:
        RunningError: `posturecam watch` is using the profile.
        ProfileMissingError: There is no such profile.
    """
    with only_one(data_dir() / "locks", name):
        learned_file.forget(beside(profile_store.existing(profiles_dir(), name)))


def forget_gains(name: str) -> bool:
    """Delete the personal gains of a profile; return whether it had any.

    Raises:
        RunningError: `posturecam watch` is using the profile.
        ProfileMissingError: There is no such profile.
        ProfileError: The rest of the profile has faults.
    """
    with only_one(data_dir() / "locks", name):
        return profile_store.forget_gains(profiles_dir(), name)


def import_(file: Path, name: str | None) -> Path:
    """Import the profile in `file`; return the path of the copy.

    Raises:
        InputError: There is no such file, or `name` is not a profile name.
        ProfileError: The profile has faults.
    """
    return profile_transfer.import_from(profiles_dir(), file, name)


def _learned(name: str, stored: Stored) -> tuple[FrontCalibration, Learned] | None:
    """Return the learned data that fits the calibration; None if there is none."""
    front = stored.profile.front
    if front is None:
        return None
    learned = learned_file.load(beside(profile_store.path_of(profiles_dir(), name)), front)
    return None if learned is None else (front, learned)


def _learned_sentences(name: str, stored: Stored) -> list[str]:
    """Return a sentence about the learned data, or why it cannot be used; empty without any."""
    try:
        found = _learned(name, stored)
    except LearnedError as error:
        return [f"{error} `posturecam profiles forget {name}` deletes it."]
    if found is None:
        return []
    front, learned = found
    since = f"{learned.since.day} {learned.since:%B %Y}"
    return [describe_learned(front, learned.person, learned.observations, learned.sittings, since)]


def _learned_values(name: str, stored: Stored) -> dict[str, Any]:
    """Return the learned data, as JSON-ready values."""
    try:
        found = _learned(name, stored)
    except LearnedError as error:
        return {"learned": None, "learned_problem": str(error)}
    return {"learned": found and _values(*found), "learned_problem": None}


def _gains_note(stored: Stored) -> list[str]:
    learned = stored.gains_card
    if learned is None:
        return []
    how = f"`posturecam profiles forget-gains {stored.card.name}` removes them"
    return [f"the gains are of {learned.learned:%Y-%m-%d}, posturecam {learned.posturecam}; {how}"]


def _gains_values(stored: Stored) -> dict[str, Any] | None:
    gains, learned = stored.profile.gains, stored.gains_card
    if gains is None or learned is None:
        return None
    return {
        "learned": learned.learned.isoformat(),
        "posturecam": learned.posturecam,
        **asdict(gains),
    }


def _values(front: FrontCalibration, learned: Learned) -> dict[str, Any]:
    (tilt, size), (tilt_then, size_then) = spread_of(learned.person), spread_of(knowledge(front))
    return {
        "since": learned.since.isoformat(),
        "sittings": learned.sittings,
        "looks": learned.observations,
        "camera_tilt_sd_deg": tilt,
        "camera_tilt_sd_calibrated_deg": tilt_then,
        "face_size_sd_percent": size,
        "face_size_sd_calibrated_percent": size_then,
    }


def _line(entry: profile_store.Entry) -> str:
    if entry.stored is None:
        return f"{entry.name}: damaged; `posturecam profiles show {entry.name}` says why"
    card = entry.stored.card
    poses = len(entry.stored.profile.poses)
    return (
        f"{entry.name}: {card.created:%Y-%m-%d}, camera {card.camera}, {card.picture}, "
        f"{poses} pose{'' if poses == 1 else 's'}"
    )
