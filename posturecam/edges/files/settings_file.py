"""The settings file (TOML): read and checked, with every fault told at once."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from posturecam.edges.files.bounded_read import SETTINGS_BYTES, read_text
from posturecam.errors import InputError, SettingsError
from posturecam.settings import Settings

FILE_FAULTS = "The settings file needs fixing"
SET_FAULTS = "A setting cannot be used"
BOUNDS = {"ge": "from", "gt": "above", "le": "to", "lt": "below"}
KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}


@dataclass(frozen=True, slots=True)
class Known:
    """One setting as the program knows it; `name` is SECTION.KEY, `allowed` is in words."""

    name: str
    value: Any
    default: Any
    unit: str
    allowed: str
    help: str


def read_settings(path: Path, overrides: Sequence[str] = ()) -> Settings:
    """Read the settings at `path`, if there are any, with each SECTION.KEY=VALUE in place."""
    table = read_table(path)
    checked(table, f"{FILE_FAULTS} ({path})")
    return overridden(table, overrides)


def overridden(table: dict[str, Any], overrides: Sequence[str]) -> Settings:
    """Return the settings of a sound `table` with each SECTION.KEY=VALUE in place."""
    changes = parse_overrides(overrides)
    for (section, key), value in changes.items():
        table.setdefault(section, {})[key] = value
    return checked(table, SET_FAULTS)


def read_table(path: Path) -> dict[str, Any]:
    """Read the TOML file at `path` as it stands; a file that is not there has no settings."""
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


def checked(table: Mapping[str, Any], heading: str) -> Settings:
    """Check `table` and return the settings, or raise SettingsError with every fault."""
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        raise SettingsError(heading, _faults(error)) from error


def parse_overrides(overrides: Iterable[str]) -> dict[tuple[str, str], Any]:
    """Split each SECTION.KEY=VALUE; raise SettingsError with everything wrong in any of them."""
    problems, changes = [], {}
    for override in overrides:
        name, equals, text = override.partition("=")
        if not equals or not name.strip():
            problems.append(f"{override!r} is not SECTION.KEY=VALUE")
        elif problem := unknown(name):
            problems.append(problem)
        else:
            section, _, key = name.strip().partition(".")
            changes[section, key] = _parse(section, key, text.strip())
    if problems:
        raise SettingsError(SET_FAULTS, [*problems, *_faults_of(changes)])
    return changes


def _faults_of(changes: Mapping[tuple[str, str], Any]) -> list[str]:
    try:
        Settings.model_validate(nested(changes))
    except ValidationError as error:
        return _faults(error)
    return []


def nested(changes: Mapping[tuple[str, str], Any]) -> dict[str, dict[str, Any]]:
    """Put each value under its section, as in the file."""
    table: dict[str, dict[str, Any]] = {}
    for (section, key), value in changes.items():
        table.setdefault(section, {})[key] = value
    return table


def unknown(name: str) -> str | None:
    """Say what is wrong with the setting's `name`, or return None if there is such a setting."""
    names = [known.name for known in known_settings()]
    if name.strip() in names:
        return None
    near = _did_you_mean(name.strip(), names) or "; `posturecam settings list` lists them all"
    return f"{name.strip()} is not a setting{near}"


def known_settings(settings: Settings | None = None) -> tuple[Known, ...]:
    """Every setting, in order, with its value in `settings`."""
    settings = settings or Settings()
    return tuple(
        Known(
            name=f"{section}.{key}",
            value=getattr(getattr(settings, section), key),
            default=field.default,
            unit=_extra(field, "unit"),
            allowed=_allowed(field),
            help=field.description or "",
        )
        for section, fields in sections_of().items()
        for key, field in fields.items()
    )


def not_toml(path: Path, error: Exception) -> SettingsError:
    """Say that the settings file cannot be read as TOML."""
    problem = (
        "it is not text" if isinstance(error, UnicodeDecodeError) else f"it is not TOML: {error}"
    )
    return SettingsError(f"{FILE_FAULTS} ({path})", [problem])


def sections_of() -> dict[str, dict[str, FieldInfo]]:
    """The fields of each section, by name."""
    return {
        name: field.annotation.model_fields
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    }


def _parse(section: str, key: str, text: str) -> Any:
    """Read `text` as TOML unless the setting is a text itself; a list may also have commas."""
    annotation = sections_of()[section][key].annotation
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        value = text
    if get_origin(annotation) is tuple and not isinstance(value, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    if annotation is str or (
        get_origin(annotation) is Literal and value not in get_args(annotation)
    ):
        return value if isinstance(value, str) else text
    return value


def _faults(error: ValidationError) -> list[str]:
    sections = sections_of()
    return [_fault(item["loc"], item["type"], item["input"], sections) for item in error.errors()]


def _fault(
    loc: tuple[int | str, ...], kind: str, got: Any, sections: dict[str, dict[str, FieldInfo]]
) -> str:
    name = ".".join(str(part) for part in loc[:2])
    section = str(loc[0])
    if kind == "extra_forbidden":
        siblings = [f"{section}.{key}" for key in sections.get(section, {})]
        everything = [f"{part}.{key}" for part, keys in sections.items() for key in keys]
        near = _did_you_mean(name, siblings) or _did_you_mean(name, [*sections, *everything])
        return f"{name} is not a setting{near}"
    if len(loc) == 1:
        return f"[{section}] must be a section with settings in it, got {got!r}"
    field = sections[section][str(loc[1])]
    return f"{name} must be {_allowed(field)}, got {got!r}"


def _did_you_mean(name: str, candidates: Sequence[str]) -> str:
    lower = {candidate.lower(): candidate for candidate in candidates}
    near = get_close_matches(name.lower(), lower, n=1)
    return f"; did you mean {lower[near[0]]}?" if near else ""


def _extra(field: FieldInfo, key: str) -> str:
    extra = field.json_schema_extra
    return str(extra.get(key, "")) if isinstance(extra, dict) else ""


def _allowed(field: FieldInfo) -> str:
    """What `field` may be, in words: `a number from 1 to 60`."""
    if words := _extra(field, "words"):
        return words
    if get_origin(field.annotation) is Literal:
        choices = [str(choice) for choice in get_args(field.annotation)]
        return " or ".join([", ".join(choices[:-1]), choices[-1]]) if choices[1:] else choices[0]
    kind = field.annotation
    words = KINDS.get(kind, "a list") if isinstance(kind, type) else "a list"
    bounds = [(name, _limit(field, name)) for name in BOUNDS]
    reported = [f"{BOUNDS[name]} {limit:g}" for name, limit in bounds if limit is not None]
    return " ".join([words, *reported])


def _limit(field: FieldInfo, name: str) -> float | None:
    limits = (getattr(part, name, None) for part in field.metadata)
    return next((float(limit) for limit in limits if limit is not None), None)
