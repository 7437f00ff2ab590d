"""What `posturecam settings` does."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from posturecam.app.resources import settings_of
from posturecam.edges.files.folders import settings_path
from posturecam.edges.files.known_settings import Known, known_settings, unknown
from posturecam.edges.files.settings_file import read_settings
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError, SettingsError

INTRODUCTION = (
    "Change one with `posturecam settings set SECTION.KEY=VALUE`, or for a single run with "
    "`--set SECTION.KEY=VALUE` on any command. `posturecam settings path` says where the file is. "
    "This page is made by `posturecam settings list --markdown`."
)


def list_text(overrides: Sequence[str]) -> str:
    """Every setting, a line each; those that are not at their default are marked with `*`."""
    known = known_settings(settings_of(overrides))
    return "\n".join([*(_line(one) for one in known), "", "* differs from the default"])


def list_values(overrides: Sequence[str]) -> list[dict[str, Any]]:
    """Every setting for programs."""
    return [
        {
            "name": one.name,
            "value": _safe(one.value),
            "default": one.default,
            "unit": one.unit,
            "allowed": one.allowed,
            "help": one.help,
        }
        for one in known_settings(settings_of(overrides))
    ]


def markdown_text() -> str:
    """Every setting with its default as a page in Markdown; `docs/settings.md` is this text."""
    rows = [
        f"| `{one.name}` | {_default(one)} | {one.allowed} | {one.help} |"
        for one in known_settings()
    ]
    head = ("# Settings", "", INTRODUCTION, "", "| setting | default | may be | what it does |")
    return "\n".join([*head, "| --- | --- | --- | --- |", *rows])


def get(name: str, overrides: Sequence[str]) -> str:
    """The value of the setting `name`."""
    known = {one.name: one.value for one in known_settings(settings_of(overrides))}
    if problem := unknown(name):
        heading = "There is no such setting"
        raise SettingsError(heading, [problem])
    return shown(known[name.strip()])


def check(file: Path | None) -> str:
    """Check `file`, or the user's own settings; raise with everything that is wrong."""
    path = file or settings_path()
    if file is not None and not file.exists():
        msg = f"There is no file {file}. Check its name and folder."
        raise InputError(msg)
    read_settings(path)
    return f"{path} is fine" if path.exists() else f"{path} is not there; the defaults hold"


def shown(value: Any) -> str:
    """Write a value as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(_safe(value))


def _safe(value: Any) -> Any:
    """Hide the password in a text; only the settings file itself has it."""
    return printable(value) if isinstance(value, str) else value


def _default(one: Known) -> str:
    value = shown(one.default)
    return f"`{value}`{f' {one.unit}' if one.unit else ''}" if value else "(empty)"


def _line(one: Known) -> str:
    mark = " " if one.value == one.default else "*"
    value = shown(one.value) or '""'
    unit = f" {one.unit}" if one.unit else ""
    return f"{mark} {one.name} = {value}{unit}  ({one.help}; {one.allowed})"
