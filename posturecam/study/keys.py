"""What a result is known by: everything that it depends on, and nothing else."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from posturecam.settings import Alerts, Limits, Settings
from posturecam.study.work import Job

MATTERS: Final[Mapping[str, tuple[str, ...]]] = {
    # How a recording is read, and what of it is measured.
    "camera": (
        *("rotate", "mirror", "track", "recorded_fps", "image_every_s", "moved_by"),
        *("face_changed_s", "shared", "shared_every_s"),
    ),
    "model": ("path", "face_path"),  # of which the content counts, see `Basis`
    "stretches": ("place", "own_file", "exclude"),  # which exercise an alert proposes
    "sampling": ("looks_per_s",),
    "smoothing": ("window_s",),
    # What is a fault, when it is reported, and what is a break.
    "limits": tuple(Limits.model_fields),
    "alerts": tuple(Alerts.model_fields),
    "breaks": (
        *("every_min", "away_min", "again_min", "moved_min", "moved_cm", "moved_deg"),
        *("micro_every_min", "micro_s"),
    ),
}
"""The settings that change a reading, an episode or an alert of a recording.

The others say how somebody is interrupted, what is kept and shown, or how a live camera is used.
"""

_BY_CONTENT: Final = frozenset(
    {("model", "path"), ("model", "face_path"), ("stretches", "own_file")}
)
_CARD: Final = "card"  # of a profile: its name, date and camera


@dataclass(frozen=True, slots=True)
class Basis:
    """What all results of a study share: programs and files, by name."""

    versions: Mapping[str, str]  # of posturecam and the libraries that numbers depend on
    files: Mapping[str, str]  # SHA-256 of the models, and of the user's own exercises


def that_matter(settings: Settings) -> dict[str, dict[str, object]]:
    """Return the settings in `MATTERS`, by section."""
    every = settings.model_dump(mode="json")
    return {part: {name: every[part][name] for name in names} for part, names in MATTERS.items()}


def key_of(basis: Basis, job: Job, content: str) -> str:
    """Return the key of the result of `job`, whose recording has the hash `content`.

    It is the SHA-256 of canonical JSON.  Neither names nor places are in it: a recording that was
    moved, renamed or copied, measured on another computer or in another order, has the same key.
    """
    return _digest(
        {
            "content": content,
            "against": _calibration(job.profile) if job.profile is not None else sorted(job.spans),
            "settings": _settings(job.settings),
            **_shared(basis),
        }
    )


def reading_key(basis: Basis, settings: Mapping[str, Mapping[str, object]]) -> str:
    """Return what must be equal for a recording to be prepared in the same way."""
    return _digest({"settings": _settings(settings), **_shared(basis)})


def _shared(basis: Basis) -> dict[str, object]:
    return {"versions": dict(basis.versions), "files": dict(basis.files)}


def _settings(settings: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    return {
        part: {name: value for name, value in names.items() if (part, name) not in _BY_CONTENT}
        for part, names in settings.items()
    }


@lru_cache  # most recordings share one of few profiles
def _calibration(profile: str) -> dict[str, Any]:
    """Return what measures of a profile's file."""
    return {name: part for name, part in tomllib.loads(profile).items() if name != _CARD}


def _digest(value: object) -> str:
    text = json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """Return `value` with every number as a float: 60 is 60.0, whoever wrote it."""
    match value:
        case bool() | str() | float() | None:
            return value
        case int():
            return float(value)
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return str(value)  # a date
