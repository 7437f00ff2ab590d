"""The settings file (TOML) and `--set`: read and checked, with every fault in one error."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from posturecam.edges.files.bounded_read import SETTINGS_BYTES, read_text
from posturecam.edges.files.did_you_mean import did_you_mean
from posturecam.edges.files.known_settings import NAMES, allowed, type_of, unknown
from posturecam.edges.files.retired_settings import retired_note, without_retired
from posturecam.errors import InputError, SettingsError
from posturecam.settings import Settings
from posturecam.settings.retired import RETIRED

FILE_FAULTS = "The settings file needs fixing"
SET_FAULTS = "A setting cannot be used"
Table = dict[str, dict[str, Any]]  # values by section and key, as in the file


def read_settings(
    path: Path, overrides: Sequence[str] = (), say: Callable[[str], object] | None = None
) -> Settings:
    """Read the settings at `path`, if there are any, with each SECTION.KEY=VALUE in place.

    Retired settings are left aside; `say` receives one note about all of them.

    Raises:
        SettingsError: The file has faults, or else an override has.
        InputError: The file cannot be read.
    """
    table = read_table(path)
    checked(table, f"{FILE_FAULTS} ({path})")
    settings = overridden(table, overrides)
    if say is not None and (note := retired_note(table, overrides)):
        say(note)
    return settings


def overridden(table: Mapping[str, Any], overrides: Iterable[str]) -> Settings:
    """Return the settings of a sound `table` with each SECTION.KEY=VALUE in place.

    Raises:
        SettingsError: An override has faults.
    """
    changes = parse_overrides(overrides)
    changed = {section: table.get(section, {}) | values for section, values in changes.items()}
    return checked({**table, **changed}, SET_FAULTS)


def read_table(path: Path) -> dict[str, Any]:
    """Read the TOML file at `path`, unchecked; a file that is not there has no settings.

    Raises:
        SettingsError: It is not TOML.
        InputError: It cannot be read.
    """
    try:
        return tomllib.loads(read_text(path, SETTINGS_BYTES))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise not_toml(path, error) from error
    except OSError as error:
        msg = (
            f"Cannot read the settings file {path}: {error.strerror or error}. Check the path and "
            "who may read it."
        )
        raise InputError(msg) from error


def not_toml(path: Path, error: Exception) -> SettingsError:
    """Return the error that says that the settings file cannot be read as TOML."""
    is_text = not isinstance(error, UnicodeDecodeError)
    problem = f"it is not TOML: {error}" if is_text else "it is not text"
    return SettingsError(f"{FILE_FAULTS} ({path})", [problem])


def checked(table: Mapping[str, Any], heading: str) -> Settings:
    """Return the settings that `table` holds; retired ones are left aside.

    Raises:
        SettingsError: Something is wrong with it; the error has all of it under `heading`.
    """
    try:
        return Settings.model_validate(without_retired(table))
    except ValidationError as error:
        raise SettingsError(heading, map(_problem, error.errors(include_url=False))) from error


def parse_overrides(overrides: Iterable[str]) -> Table:
    """Return the values of each SECTION.KEY=VALUE, sound and as in the file; none is retired.

    Raises:
        SettingsError: Something is wrong with any of them; the error has all of it.
    """
    problems: list[str] = []
    changes: Table = {}
    for override in overrides:
        name, equals, text = (part.strip() for part in override.partition("="))
        if not equals or not name:
            problems.append(f"{override!r} is not SECTION.KEY=VALUE")
        elif name in RETIRED:
            continue
        elif problem := unknown(name):
            problems.append(problem)
        else:
            section, _, key = name.partition(".")
            changes.setdefault(section, {})[key] = _parse(type_of(section, key), text)
    try:
        checked(changes, SET_FAULTS)
    except SettingsError as error:
        problems += error.problems
    if problems:
        raise SettingsError(SET_FAULTS, problems)
    return changes


def _parse(kind: Any, text: str) -> Any:
    """Read `text` as TOML unless the setting is a text itself; a list may also have commas."""
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        value = text
    if get_origin(kind) is tuple and not isinstance(value, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    is_choice = get_origin(kind) is Literal and value not in get_args(kind)
    return text if (kind is str or is_choice) and not isinstance(value, str) else value


def _problem(error: ErrorDetails) -> str:
    """Word one fault: where it is, what may be there, what is there."""
    section, *keys = map(str, error["loc"][:2])
    name, got = ".".join([section, *keys]), error["input"]
    if error["type"] == "extra_forbidden":
        near = did_you_mean(name, NAMES.get(section, ()))
        everything = [*NAMES, *(one for names in NAMES.values() for one in names)]
        return f"{name} is not a setting{near or did_you_mean(name, everything)}"
    if not keys:
        return f"[{section}] must be a section with settings in it, got {got!r}"
    return f"{name} must be {allowed(section, keys[0])}, got {got!r}"
