"""What `posturecam cameras` and `posturecam doctor` do."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from posturecam.app.resources import chosen_profile, settings_of
from posturecam.edges.desktop.doctor import Finding, all_well, examine
from posturecam.edges.files.settings_file import overridden
from posturecam.edges.sources.camera_names import list_cameras
from posturecam.errors import InputError
from posturecam.settings import Settings

NONE = "No camera found. Plug one in, and see `posturecam doctor`."


def cameras_text() -> str:
    """One line a camera."""
    found = list_cameras()
    lines = [f"{one.index}: {one.name or 'camera without a name'}" for one in found]
    return "\n".join(lines) or NONE


def cameras_values() -> list[dict[str, Any]]:
    """The cameras for programs."""
    return [asdict(one) for one in list_cameras()]


def examined(profile: str | None, overrides: Sequence[str]) -> tuple[tuple[Finding, ...], bool]:
    """Check everything; also tell whether nothing needed is missing."""
    settings = _settings(overrides)
    findings = examine(settings, _profile(profile, settings))
    return findings, all_well(findings)


def _settings(overrides: Sequence[str]) -> Settings:
    """The settings in use, or the defaults where the settings file cannot be used."""
    try:
        return settings_of(overrides)
    except InputError:
        return overridden({}, overrides)


def _profile(spec: str | None, settings: Settings) -> str:
    """The profile in use, as far as that can be known."""
    try:
        return chosen_profile(spec, settings)
    except InputError:
        return spec or settings.profiles.use


def doctor_text(findings: Sequence[Finding]) -> str:
    """One line a finding, and what to do about it under it."""
    return "\n".join(line for finding in findings for line in _lines(finding))


def doctor_values(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings for programs."""
    return [asdict(finding) for finding in findings]


def _lines(finding: Finding) -> list[str]:
    mark = "ok" if finding.ok else ("missing" if finding.needed else "note")
    lines = [f"{mark:>7}  {finding.name}: {finding.text}"]
    return [*lines, f"{'':>7}  -> {finding.next_step}"] if finding.next_step else lines
