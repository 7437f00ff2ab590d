"""The user's calibration profiles: one readable TOML file each, never half written."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from posturecam.edges.files.atomic_write import backup_of, copy_whole, move, remove, write_whole
from posturecam.edges.files.bounded_read import PROFILE_BYTES, read_text
from posturecam.edges.files.folders import make_private
from posturecam.edges.files.learned_file import beside, carry, forget
from posturecam.edges.files.profile_toml import Stored, from_text, to_text
from posturecam.errors import InputError, ProfileError, ProfileMissingError, StorageError

NAME = re.compile(r"\w[\w .-]{0,39}(?<![ .])")
_PROFILE = re.compile(rb"^(format[ \t]*=|\[card\])", re.MULTILINE)
EXPORT = "use a file that `posturecam profiles export` wrote"
CALIBRATE = "Run `posturecam calibrate` first; it takes about a minute."


@dataclass(frozen=True, slots=True)
class Entry:
    """A profile in the folder: what is in it, or why it cannot be used."""

    name: str
    path: Path
    stored: Stored | None
    problem: str = ""


def path_of(folder: Path, spec: str) -> Path:
    """Return the file that `spec` means: a path to a .toml file, or a name in `folder`."""
    if spec.endswith(".toml"):
        return Path(spec).expanduser()
    if not NAME.fullmatch(spec):
        msg = f"{spec!r} is not a profile name. Use up to 40 letters, digits, spaces, . _ and -."
        raise InputError(msg)
    return folder / f"{spec}.toml"


def check_target(folder: Path, spec: str) -> Path:
    """Return the file that a profile saved as `spec` goes to.

    Raises:
        InputError: `spec` is no name, or the path of a file that never was a profile.
    """
    path = path_of(folder, spec)
    if spec.endswith(".toml") and path.is_file():
        with _reading(path), path.open("rb") as file:
            if not _PROFILE.search(file.read(PROFILE_BYTES)):
                msg = (
                    f"{path} exists and is not a calibration profile, so it was not overwritten. "
                    "Choose another name, or delete it first."
                )
                raise InputError(msg)
    return path


def load(folder: Path, spec: str) -> Stored:
    """Read the profile that `spec` means."""
    path = path_of(folder, spec)
    try:
        with _reading(path):
            return from_text(read_text(path, PROFILE_BYTES), str(path))
    except FileNotFoundError as error:
        raise _missing(folder, spec) from error
    except ProfileError as error:
        raise _with_way_out(error, path, _way_out(path)) from error
    except UnicodeDecodeError as error:
        raise _with_way_out(ProfileError("", ["it is not text"]), path, _way_out(path)) from error


def save(
    folder: Path, spec: str, stored: Stored, complain: Callable[[str], object] | None = None
) -> Path:
    """Write `stored` where `spec` means; the profile that was there is kept with `.bak`.

    That it cannot be kept is no reason to lose the new one: `complain` is called with the reason.
    """
    path = check_target(folder, spec)
    if not spec.endswith(".toml"):
        make_private(folder)
    text = to_text(stored)
    from_text(text, str(path))  # what cannot be read back must not take the place of what can
    if path.is_file():
        try:
            copy_whole(path, backup_of(path))
        except StorageError as error:
            if complain is not None:
                complain(f"The previous calibration was not kept. {error}")
    write_whole(path, text, private=True)
    return path


def entries(folder: Path) -> tuple[Entry, ...]:
    """Everything in `folder`, by name, the damaged ones too; nothing if there is no folder."""
    return tuple(_entry(folder, path) for path in _files(folder))


def rename(folder: Path, old: str, new: str) -> Path:
    """Give the profile `old`, and all that goes with it, the name `new`, which must be free."""
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
    """Delete the profile `name`, what it held before, and what was learned with it."""
    path = existing(folder, name)
    remove(path)
    remove(backup_of(path))
    forget(beside(path))
    return path


def export_to(folder: Path, name: str, target: Path) -> Path:
    """Write a copy of the profile `name` to `target`, what was learned with it beside that."""
    write_whole(target, to_text(load(folder, name)), private=True)
    if target.is_file():
        carry(path_of(folder, name), target, keeps=False)
    return target


def import_from(folder: Path, source: Path, name: str | None) -> Path:
    """Check the profile in the file `source` and take it in as `name`, or by its own name.

    What was learned with it comes along, if it lies beside `source`.
    """
    try:
        with _reading(source):
            stored = from_text(read_text(source, PROFILE_BYTES), str(source))
    except ProfileError as error:
        raise _with_way_out(error, source, EXPORT) from error
    except FileNotFoundError as error:
        msg = f"There is no profile file {source}. Check its name and folder."
        raise InputError(msg) from error
    except UnicodeDecodeError as error:
        raise _with_way_out(ProfileError("", ["it is not text"]), source, EXPORT) from error
    name = name or stored.card.name
    path = save(folder, name, _named(stored, name))
    carry(source, path, keeps=True)
    return path


def _named(stored: Stored, name: str) -> Stored:
    return replace(stored, card=replace(stored.card, name=name))


def existing(folder: Path, name: str) -> Path:
    """Return the file of the profile `name`, which must be there."""
    path = path_of(folder, name)
    with _reading(path):
        if path.is_file():
            return path
    raise _missing(folder, name)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Say what to do if `path` cannot be read; that it is not there is told by the caller."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        msg = f"Cannot read {path}: {error.strerror or error}. Check the path and who may read it."
        raise InputError(msg) from error


def _missing(folder: Path, spec: str) -> ProfileMissingError:
    if spec.endswith(".toml"):
        return ProfileMissingError(f"There is no profile file {spec}. {CALIBRATE}")
    names = ", ".join(path.stem for path in _files(folder))
    there = f" Profiles: {names}." if names else ""
    return ProfileMissingError(f"There is no calibration profile {spec!r}.{there} {CALIBRATE}")


def _way_out(path: Path) -> str:
    """Say what to do about the unusable profile `path`."""
    if backup_of(path).is_file():
        return f"restore the previous one with `posturecam profiles import {backup_of(path)}`"
    return "calibrate again with `posturecam calibrate`"


def _with_way_out(error: ProfileError, path: Path, way_out: str) -> ProfileError:
    """Name `path` and add to `error` what to do next."""
    return ProfileError(f"The profile {path} cannot be used ({way_out})", error.problems)


def _files(folder: Path) -> list[Path]:
    try:
        with _reading(folder):
            return sorted(
                path for path in folder.iterdir() if path.match("*.toml") and path.is_file()
            )
    except FileNotFoundError:
        return []


def _entry(folder: Path, path: Path) -> Entry:
    try:
        return Entry(path.stem, path, load(folder, path.stem))
    except InputError as error:
        return Entry(path.stem, path, None, str(error))
