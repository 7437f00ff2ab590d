"""What `posturecam profiles` does."""

from pathlib import Path
from typing import Any

from posturecam.core.describe import describe
from posturecam.edges import profiles
from posturecam.edges.clashes import refuse_clashes
from posturecam.edges.folders import profiles_dir
from posturecam.edges.screen import clean


def list_text() -> str:
    """One line a profile."""
    entries = profiles.entries(profiles_dir())
    if not entries:
        return f"No profiles in {profiles_dir()}. {profiles.CALIBRATE}"
    return "\n".join(clean(_line(entry)) for entry in entries)


def list_values() -> list[dict[str, Any]]:
    """The profiles for programs."""
    return [
        {"name": entry.name, "path": str(entry.path), "problem": entry.problem or None}
        for entry in profiles.entries(profiles_dir())
    ]


def show_text(name: str) -> str:
    """Card and findings of one profile."""
    stored = profiles.load(profiles_dir(), name)
    card = stored.card
    head = [
        f"{card.name} ({profiles.path_of(profiles_dir(), name)})",
        f"made {card.created:%Y-%m-%d %H:%M} UTC with posturecam {card.posturecam}",
        f"camera {card.camera}, pictures {card.picture}",
        f"poses: {', '.join(stored.profile.poses)}",
    ]
    return "\n".join([*map(clean, head), *(f"  - {one}" for one in describe(stored.profile))])


def show_values(name: str) -> dict[str, Any]:
    """Card and findings for programs."""
    stored = profiles.load(profiles_dir(), name)
    card = stored.card
    return {
        "name": card.name,
        "path": str(profiles.path_of(profiles_dir(), name)),
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
    }


def rename(old: str, new: str) -> str:
    """Rename a profile; return the new name."""
    return profiles.rename(profiles_dir(), old, new).stem


def require(name: str) -> None:
    """Refuse a profile that is not there."""
    profiles.existing(profiles_dir(), name)


def delete(name: str) -> Path:
    """Delete a profile; return where it was."""
    return profiles.delete(profiles_dir(), name)


def export(name: str, file: Path) -> Path:
    """Copy a profile to `file`."""
    reads = profiles.path_of(profiles_dir(), name), "one of your calibration profiles"
    refuse_clashes((file,), (reads,))
    return profiles.export_to(profiles_dir(), name, file)


def import_(file: Path, name: str | None) -> Path:
    """Take in the profile in `file`; return where it is kept."""
    return profiles.import_from(profiles_dir(), file, name)


def _line(entry: profiles.Entry) -> str:
    if entry.stored is None:
        return f"{entry.name}: damaged; `posturecam profiles show {entry.name}` says why"
    card = entry.stored.card
    poses = len(entry.stored.profile.poses)
    return (
        f"{entry.name}: {card.created:%Y-%m-%d}, camera {card.camera}, {card.picture}, "
        f"{poses} pose{'' if poses == 1 else 's'}"
    )
