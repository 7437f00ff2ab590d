"""Changes to the settings file (TOML) that keep its comments and its order."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from posturecam.edges.files.atomic_write import write_whole
from posturecam.edges.files.bounded_read import SETTINGS_BYTES, read_text
from posturecam.edges.files.folders import make_private
from posturecam.edges.files.known_settings import NAMES, unknown
from posturecam.edges.files.retired_settings import retired_in
from posturecam.edges.files.settings_file import (
    FILE_FAULTS,
    SET_FAULTS,
    Table,
    not_toml,
    parse_overrides,
    read_table,
)
from posturecam.errors import SettingsError
from posturecam.settings.retired import RETIRED


def set_in_file(path: Path, overrides: Sequence[str]) -> tuple[str, ...]:
    """Write each SECTION.KEY=VALUE into the file at `path`, keeping comments and order.

    Returns the names of retired settings, which are not written.

    Raises:
        SettingsError: A setting or its value is wrong, or the file has something else in the place
            of its section.
    """
    change_file(path, parse_overrides(overrides))
    return retired_in(overrides)


def change_file(path: Path, changes: Table, names: Sequence[str] = ()) -> None:
    """Write `changes`, which are sound, into the file at `path` and take `names` out, all at once.

    Raises:
        SettingsError: The file has something else in the place of a section.
    """
    document = _document(path)
    if problems := [text for section in changes if (text := _no_section(document, section))]:
        heading = f"{FILE_FAULTS} ({path})"
        raise SettingsError(heading, problems)
    for section, values in changes.items():
        table = document.setdefault(section, tomlkit.table())
        for key, value in values.items():
            table[key] = value
    there = [name for name in dict.fromkeys(names) if _is_in(document, name)]
    for name in there:
        _take_out(document, *name.split(".", 1))
    if changes or there:
        _write(path, document)


def unset_in_file(path: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Take `names` out of the file at `path`, so that their defaults hold again.

    What does not belong into the file can be taken out as well.  Returns the names of settings
    that were not in it.

    Raises:
        SettingsError: A name is neither a setting nor in the file.
    """
    document = _document(path)
    wanted = [name.strip() for name in names]
    if problems := [problem for name in wanted if (problem := _kept(document, name))]:
        raise SettingsError(SET_FAULTS, problems)
    gone = tuple(name for name in wanted if not _is_in(document, name))
    change_file(path, {}, wanted)
    return gone


def _take_out(document: tomlkit.TOMLDocument, section: str, key: str | None = None) -> None:
    if key is None:
        del document[section]
        return
    del document[section][key]
    if not document[section] and not _is_sound(document):
        del document[section]  # written as section.key = value, there is nothing left of it


def _no_section(document: tomlkit.TOMLDocument, section: str) -> str:
    """Say so if something else stands in the place of `section`."""
    if section not in document or _is_table(document[section]):
        return ""
    return (
        f"[{section}] must be a section with settings in it, got "
        f"{document.unwrap()[section]!r:.60}; remove that with "
        f"`posturecam settings unset {section}`"
    )


def _kept(document: Mapping[str, Any], name: str) -> str | None:
    """Say why `name` cannot be taken out of `document`; None if it can."""
    if name in NAMES and (name not in document or _is_table(document[name])):
        return f"{name} is a section; name its settings, such as {NAMES[name][0]}"
    return None if _is_in(document, name) or name in RETIRED else unknown(name)


def _is_in(document: Mapping[str, Any], name: str) -> bool:
    section, dot, key = name.partition(".")
    if not dot:
        return section in document
    return section in document and _is_table(document[section]) and key in document[section]


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _document(path: Path) -> tomlkit.TOMLDocument:
    read_table(path)
    try:
        text = read_text(path, SETTINGS_BYTES) if path.exists() else ""
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise not_toml(path, error) from error


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    if not _is_sound(document):
        problem = "the file's layout does not allow this change; edit the file by hand"
        heading = f"{FILE_FAULTS} ({path})"
        raise SettingsError(heading, [problem])
    make_private(path.parent)
    write_whole(path, tomlkit.dumps(document), private=True)


def _is_sound(document: tomlkit.TOMLDocument) -> bool:
    """Return whether `document` will be read as what it is meant to be."""
    try:
        return bool(tomllib.loads(tomlkit.dumps(document)) == document.unwrap())
    except tomllib.TOMLDecodeError:
        return False
