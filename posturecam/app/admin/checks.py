"""What `posturecam cameras` and `posturecam doctor` do."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from posturecam.app.resources import chosen_profile, settings_of
from posturecam.edges.desktop.doctor import all_well, examine
from posturecam.edges.desktop.finding import Finding
from posturecam.edges.files.settings_file import overridden
from posturecam.edges.sources.camera_names import list_cameras
from posturecam.errors import InputError
from posturecam.settings import Settings

NONE = "No camera found. Connect one, then run `posturecam doctor`."


def cameras_text() -> str:
    """Return one line per camera."""
    found = list_cameras()
    lines = [f"{one.index}: {one.name or 'camera without a name'}" for one in found]
    return "\n".join(lines) or NONE


def cameras_values() -> list[dict[str, Any]]:
    """Return the cameras, as JSON-ready values."""
    return [asdict(one) for one in list_cameras()]


def examined(profile: str | None, overrides: Sequence[str]) -> tuple[tuple[Finding, ...], bool]:
    """Return every finding, and whether nothing required is missing.

    Raises:
        SettingsError: `overrides` has faults.
    """
    settings = _settings(overrides)
    findings = examine(settings, _profile(profile, settings))
    return findings, all_well(findings)


def _settings(overrides: Sequence[str]) -> Settings:
    """Return the settings in use, or the defaults if the settings file cannot be used."""
    try:
        return settings_of(overrides)
    except InputError:
        return overridden({}, overrides)


def _profile(spec: str | None, settings: Settings) -> str:
    """Return the profile in use; with unusable settings, the one they name."""
    try:
        return chosen_profile(spec, settings)
    except InputError:
        return spec or settings.profiles.use


def doctor_text(findings: Sequence[Finding]) -> str:
    """Return one line per finding, followed by what to do about it."""
    return "\n".join(line for finding in findings for line in _lines(finding))


def doctor_values(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return the findings, as JSON-ready values."""
    return [asdict(finding) for finding in findings]


def _lines(finding: Finding) -> list[str]:
    mark = "ok" if finding.ok else ("missing" if finding.needed else "note")
    lines = [f"{mark:>7}  {finding.name}: {finding.text}"]
    return [*lines, f"{'':>7}  -> {finding.next_step}"] if finding.next_step else lines
