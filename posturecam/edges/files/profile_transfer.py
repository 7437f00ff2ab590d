"""Profiles renamed, deleted, exported and imported, with all that goes with them."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from posturecam.edges.files.atomic_write import backup_of, move, remove, write_whole
from posturecam.edges.files.learned_file import beside, carry, forget
from posturecam.edges.files.profile_store import existing, load, path_of, read_profile, save
from posturecam.edges.files.profile_toml import Stored, to_text
from posturecam.errors import InputError

EXPORT: Final = "use a file that `posturecam profiles export` wrote"


def rename(folder: Path, old: str, new: str) -> Path:
    """Give the profile `old`, and all that goes with it, the name `new`, which must be free.

    Raises:
        ProfileMissingError: There is no profile `old`.
        InputError: `new` is taken or no name, or `old` cannot be used.
        StorageError: A file cannot be written, renamed or deleted.
    """
    source, target = existing(folder, old), path_of(folder, new)
    if new.endswith(".toml"):
        msg = f"{new!r} is a file name. Give only a name, or use `profiles export`."
        raise InputError(msg)
    if target.exists():
        msg = f"A profile {new} already exists. Delete it first, or choose another name."
        raise InputError(msg)
    stored = load(folder, old)
    save(folder, new, _named(stored, new))
    remove(source)
    move(backup_of(source), backup_of(target))
    move(beside(source), beside(target))
    move(backup_of(beside(source)), backup_of(beside(target)))
    return target


def delete(folder: Path, name: str) -> Path:
    """Delete the profile `name`, what it held before, and what was learned with it.

    Raises:
        ProfileMissingError: There is no such profile.
        InputError: `name` is no name.
        StorageError: A file cannot be deleted.
    """
    path = existing(folder, name)
    remove(path)
    remove(backup_of(path))
    forget(beside(path))
    return path


def export_to(folder: Path, name: str, target: Path) -> Path:
    """Write a copy of the profile `name` to `target`, what was learned with it beside that.

    Raises:
        ProfileMissingError: There is no such profile.
        InputError: It cannot be used.
        StorageError: A file cannot be written.
    """
    write_whole(target, to_text(load(folder, name)), private=True)
    if target.is_file():
        carry(path_of(folder, name), target, keeps=False)
    return target


def import_from(folder: Path, source: Path, name: str | None) -> Path:
    """Check the profile in the file `source` and take it in as `name`, or by its own name.

    What was learned with it comes along, if it lies beside `source`.

    Raises:
        InputError: There is no such file, or it is no profile that can be used.
        StorageError: A file cannot be written.
    """
    try:
        stored = read_profile(source, EXPORT)
    except FileNotFoundError as error:
        msg = f"There is no profile file {source}. Check its name and folder."
        raise InputError(msg) from error
    name = name or stored.card.name
    path = save(folder, name, _named(stored, name))
    carry(source, path, keeps=True)
    return path


def _named(stored: Stored, name: str) -> Stored:
    return replace(stored, card=replace(stored.card, name=name))
