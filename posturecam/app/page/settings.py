"""Settings as the page shows and changes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from posturecam.app.page.what_if import counts
from posturecam.app.policies import catalogue_of, offers_of
from posturecam.edges.files.folders import settings_path
from posturecam.edges.files.known_settings import (
    Known,
    known_settings,
    purpose_of,
    shape_of,
    unknown,
)
from posturecam.edges.files.settings_edit import change_file
from posturecam.edges.files.settings_file import (
    FILE_FAULTS,
    SET_FAULTS,
    Table,
    checked,
    read_settings,
    read_table,
)
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError, SettingsError
from posturecam.page.backend import WrongValuesError
from posturecam.settings import Settings
from posturecam.settings.home import TERMINAL_ONLY
from posturecam.settings.retired import RETIRED
from posturecam.stretches.sentences import capital

OWN_FILE, EXCLUDE = "stretches.own_file", "stretches.exclude"


def sections() -> dict[str, Any]:
    """Return every setting by section; `problem` says what is wrong with the settings file, if so.

    A file that cannot be used shows as the defaults.
    """
    settings, problem = Settings(), ""
    try:
        settings = read_settings(settings_path())
    except InputError as error:
        problem = str(error)
    known: dict[str, list[Known]] = {}
    for one in known_settings(settings):
        known.setdefault(one.name.partition(".")[0], []).append(one)
    rows = [
        {"name": name, "help": purpose_of(name), "settings": [_row(one) for one in members]}
        for name, members in known.items()
    ]
    return {"sections": rows, "problem": problem}


def _row(one: Known) -> dict[str, Any]:
    section, _, key = one.name.partition(".")
    shape, value = shape_of(section, key), shown(one.value)
    return {
        "key": one.name,
        "help": one.help,
        "unit": one.unit,
        "type": shape.kind,
        "value": value,
        "default": shown(one.default),
        "choices": list(shape.choices),
        "min": shape.least,
        "max": shape.most,
        "above": shape.above,
        "allowed": one.allowed,
        "what_if": counts(one.name),
        "hidden": value != one.value and isinstance(value, str),
        "locked": section in TERMINAL_ONLY,
    }


def shown(value: Any) -> Any:
    """Return `value` as the page may show it: passwords in addresses are hidden."""
    if isinstance(value, str):
        return printable(value)
    return list(value) if isinstance(value, tuple) else value


def save(values: Mapping[str, Any], unset: Sequence[str]) -> dict[str, Any]:
    """Write `values` and take `unset` out of the settings file, all or nothing.

    Raises:
        WrongValuesError: Some cannot be taken.
        SettingsError: The file itself needs fixing.
        StorageError: It cannot be written.
    """
    names = tuple(name for name in unset if name not in values)
    changes = sound(read_table(settings_path()), values, names)
    change_file(settings_path(), changes, names)
    written = [f"{section}.{key}" for section, keys in changes.items() for key in keys]
    return {"saved": [*written, *names]}


def now_and_then(values: Mapping[str, Any]) -> tuple[Settings, Settings]:
    """Return the settings in the file, and as they would be with `values`.

    Raises:
        WrongValuesError: Some cannot be taken.
        SettingsError: The settings file needs fixing first.
    """
    table = read_table(settings_path())
    return settings_with(table, {}), settings_with(table, sound(table, values))


def sound(table: Table, values: Mapping[str, Any], unset: Sequence[str] = ()) -> Table:
    """Return `values` by section and key as they belong into the file, which holds `table`.

    A text that is as it was shown, with its password hidden, is left as it is in the file.

    Raises:
        WrongValuesError: Some are wrong.
        SettingsError: The settings file needs fixing first.
    """
    settings = checked(table, f"{FILE_FAULTS} ({settings_path()})")
    errors = {
        name: _beside(name, problem)
        for name in unset
        if name not in RETIRED and (problem := unknown(name) or _locked(name)) is not None
    }
    changes, wrong = _changes(settings, values)
    errors |= wrong
    errors |= {} if errors else _together(settings_with(table, changes, unset), values)
    if errors:
        raise WrongValuesError(errors)
    return changes


def _changes(settings: Settings, values: Mapping[str, Any]) -> tuple[Table, dict[str, str]]:
    """Return what `values` change in `settings`, and what is wrong with them, by name."""
    changes: Table = {}
    errors = {}
    for name, value in values.items():
        section, _, key = name.partition(".")
        try:
            fine = _checked(name, value)
        except SettingsError as error:
            errors[name] = _beside(name, error.problems[0])
            continue
        before = getattr(getattr(settings, section), key)
        if fine != before and fine == shown(before):
            continue
        changes.setdefault(section, {})[key] = fine
    return changes, errors


def _locked(name: str) -> str | None:
    """Say so if a setting is for the terminal only."""
    if name.partition(".")[0] not in TERMINAL_ONLY:
        return None
    return f"{name} can be changed in a terminal only: `posturecam settings set {name}=...`"


def _beside(name: str, problem: str) -> str:
    """Word a problem for a place beside its setting."""
    said = problem.removeprefix(f"{name} ")
    return capital(said)


def _checked(name: str, value: Any) -> Any:
    """Return `value` as it belongs into the file.

    Raises:
        SettingsError: There is no such setting, or this is no value for it.
    """
    if problem := unknown(name) or _locked(name):
        raise SettingsError(SET_FAULTS, [problem])
    section, _, key = name.partition(".")
    settings = checked({section: {key: value}}, SET_FAULTS)
    fine = getattr(getattr(settings, section), key)
    return list(fine) if isinstance(fine, tuple) else fine


def settings_with(table: Table, changes: Table, unset: Sequence[str] = ()) -> Settings:
    """Return the settings in `table` with `changes` in place and without `unset`.

    Raises:
        SettingsError: They have faults.
    """
    merged = dict(table)
    for section, values in changes.items():
        merged[section] = {**merged.get(section, {}), **values}
    for name in unset:
        section, _, key = name.partition(".")
        if section in merged:
            merged[section] = {one: value for one, value in merged[section].items() if one != key}
    return checked(merged, SET_FAULTS)


def _together(settings: Settings, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with settings that name a file or something in it."""
    errors = {}
    if OWN_FILE in values:
        try:
            catalogue_of(settings)
        except InputError as error:
            errors[OWN_FILE] = str(error)
    if EXCLUDE in values and not errors:
        try:
            offers_of(settings)
        except SettingsError as error:
            errors[EXCLUDE] = "; ".join(error.problems)
        except InputError:  # of the file of exercises, which is as it was
            return {}
    return errors
