"""The user's calibration profiles: one readable TOML file each, never half written."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from posturecam.edges.files.atomic_write import backup_of, copy_whole, write_whole
from posturecam.edges.files.bounded_read import PROFILE_BYTES, read_text
from posturecam.edges.files.folders import make_private
from posturecam.edges.files.profile_toml import Stored, from_text, has_gains, to_text
from posturecam.errors import InputError, ProfileError, ProfileMissingError, StorageError

NAME = re.compile(r"\w[\w .-]{0,39}(?<![ .])")
_PROFILE = re.compile(rb"^(format[ \t]*=|\[card\])", re.MULTILINE)
CALIBRATE = "Run `posturecam calibrate` first; it takes about a minute."


@dataclass(frozen=True, slots=True)
class Entry:
    """A profile in the folder: what is in it, or why it cannot be used."""

    name: str
    path: Path
    stored: Stored | None
    problem: str = ""


def path_of(folder: Path, spec: str) -> Path:
    """Return the file that `spec` means: a path to a .toml file, or a name in `folder`.

    Raises:
        InputError: `spec` is no name.
    """
    if spec.endswith(".toml"):
        return Path(spec).expanduser()
    if not NAME.fullmatch(spec):
        msg = f"{spec!r} is no name for a profile. Use up to 40 letters, digits, spaces, . _ and -."
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
    """Read the profile that `spec` means.

    Raises:
        ProfileMissingError: There is none.
        ProfileError: It cannot be used; the error says what to do about it.
        InputError: `spec` is no name, or the file cannot be read.
    """
    path = path_of(folder, spec)
    try:
        return read_profile(path, _way_out(path))
    except FileNotFoundError as error:
        raise _missing(folder, spec) from error


def read_profile(path: Path, way_out: str, *, gains: bool = True) -> Stored:
    """Read the profile in the file `path`; without `gains` the personal ones are left out.

    Raises:
        FileNotFoundError: There is none.
        ProfileError: It cannot be used; the error ends with `way_out`.
        InputError: It cannot be read.
    """
    try:
        with _reading(path):
            return from_text(read_text(path, PROFILE_BYTES), str(path), gains=gains)
    except (ProfileError, UnicodeDecodeError) as error:
        problems = error.problems if isinstance(error, ProfileError) else ["it is not text"]
        heading = f"The profile {path} cannot be used ({way_out})"
        raise ProfileError(heading, problems) from error


def save(
    folder: Path, spec: str, stored: Stored, complain: Callable[[str], object] | None = None
) -> Path:
    """Write `stored` where `spec` means; the profile that was there is kept with `.bak`.

    That it cannot be kept is no reason to lose the new one: `complain` is called with the reason.

    Raises:
        ProfileError: `stored` could not be read back, as with a number that is not finite.
        InputError: `spec` is no name, or the path of a file that never was a profile.
        StorageError: The file cannot be written.
    """
    path = check_target(folder, spec)
    if not spec.endswith(".toml"):
        make_private(folder)
    text = _readable(stored, path)
    if path.is_file():
        try:
            copy_whole(path, backup_of(path))
        except StorageError as error:
            if complain is not None:
                complain(f"The previous calibration was not kept. {error}")
    write_whole(path, text, private=True)
    return path


def save_gains(folder: Path, spec: str, stored: Stored) -> None:
    """Write `stored`, the profile that `spec` means but for its gains.

    What `.bak` keeps is the calibration from before, and stays.

    Raises:
        ProfileMissingError: There is no such profile.
        ProfileError: `stored` could not be read back.
        InputError: `spec` is no name, or the folder cannot be read.
        StorageError: The file cannot be written.
    """
    path = existing(folder, spec)
    write_whole(path, _readable(stored, path), private=True)


def forget_gains(folder: Path, spec: str) -> bool:
    """Remove the personal gains, damaged or not, from a profile; return whether it had any.

    Raises:
        ProfileMissingError: There is no such profile.
        ProfileError: The rest of it cannot be used.
        InputError: `spec` is no name, or the file cannot be read.
        StorageError: The file cannot be written.
    """
    path = existing(folder, spec)
    without = read_profile(path, _way_out(path), gains=False)
    had = has_gains(read_text(path, PROFILE_BYTES))
    if had:
        write_whole(path, to_text(without), private=True)
    return had


def entries(folder: Path) -> tuple[Entry, ...]:
    """Return everything in `folder`, by name, the damaged too; nothing if there is no folder.

    Raises:
        InputError: The folder cannot be read.
    """
    return tuple(_entry(folder, path) for path in _files(folder))


def existing(folder: Path, name: str) -> Path:
    """Return the file of the profile `name`.

    Raises:
        ProfileMissingError: It is not there.
        InputError: `name` is no name, or the folder cannot be read.
    """
    path = path_of(folder, name)
    with _reading(path):
        if path.is_file():
            return path
    raise _missing(folder, name)


def _readable(stored: Stored, path: Path) -> str:
    """Return `stored` as text for `path`: nothing that cannot be read back takes its place.

    Raises:
        ProfileError: It cannot be read back.
    """
    text = to_text(stored)
    from_text(text, str(path))
    return text


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Say what to do if `path` cannot be read; the caller reports one that is not there."""
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
