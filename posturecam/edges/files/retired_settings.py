"""Retired settings in a settings file or in `--set`: left aside, with a note."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from posturecam.settings.retired import RETIRED


def without_retired(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return `table`, values by section and key, without the retired settings."""
    return {
        section: {key: value for key, value in values.items() if f"{section}.{key}" not in RETIRED}
        if isinstance(values, Mapping)
        else values
        for section, values in table.items()
    }


def retired_note(table: Mapping[str, Any], overrides: Iterable[str]) -> str:
    """Return a note about the retired settings in the file's `table` and in `overrides`, or ""."""
    filed = [
        f"{section}.{key}"
        for section, values in table.items()
        if isinstance(values, Mapping)
        for key in values
        if f"{section}.{key}" in RETIRED
    ]
    given = [name for name in retired_in(overrides) if name not in filed]
    parts = []
    if filed:
        unset = f"`posturecam settings unset {' '.join(filed)}`"
        parts.append(f"{no_longer(filed)}. Remove {_them(filed)} with {unset}.")
    if given:
        parts.append(f"{no_longer(given)}. --set has no effect on {_them(given)}.")
    return " ".join(parts)


def retired_in(overrides: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the retired settings among SECTION.KEY=VALUE, each once, in order."""
    names = (override.partition("=")[0].strip() for override in overrides if "=" in override)
    return tuple(dict.fromkeys(name for name in names if name in RETIRED))


def no_longer(names: Sequence[str]) -> str:
    """Say that the settings `names` are retired; a clause without a full stop."""
    *others, last = names
    if not others:
        return f"{last} is no longer a setting; posturecam works it out itself"
    return (
        f"{', '.join(others)} and {last} are no longer settings; posturecam works them out itself"
    )


def _them(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"
