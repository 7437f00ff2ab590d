"""What `posturecam autostart` does."""

import asyncio
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from typing import Any, Final

from posturecam.edges.desktop import systemd_unit
from posturecam.edges.desktop.autostart import (
    Place,
    own_words,
    places,
    reads_xdg,
    switch_off,
    switch_on,
)
from posturecam.edges.desktop.session import graphical_target
from posturecam.edges.terminal.printable import clean

UNTRIED: Final = {
    "darwin": "macOS",
    "win32": "Windows",
}
_MOVED: Final = tuple(f"POSTURECAM_{name}_DIR" for name in ("CONFIG", "DATA", "CACHE"))


@dataclass(frozen=True, slots=True)
class Status:
    """Whether posturecam starts when the user logs in, and which one."""

    on: bool
    kind: str = ""
    where: str = ""
    command: tuple[str, ...] = ()
    ours: bool = False  # it is this installation, started as this version does it
    problem: str = ""


def on() -> str:
    """Make posturecam start when the user logs in; return what to say.

    Raises:
        InputError: There is no home folder, or the command cannot be written.
        StorageError: The entry cannot be written.
    """
    graphical = sys.platform == "linux" and not reads_xdg(os.environ) and _graphical()
    found = places(os.environ, graphical=graphical)
    command = own_words()
    chosen = switch_on(command, found)
    return "\n".join(
        (
            f"posturecam starts when you log in ({chosen.kind}).",
            f"  entry: {clean(chosen.where)}",
            f"  command: {_line(command)}",
            *_notes(chosen, graphical=graphical),
        )
    )


def off() -> str:
    """Delete every entry; return what to say.

    Raises:
        InputError: There is no home folder.
        StorageError: An entry cannot be deleted.
    """
    there = switch_off(places(os.environ))
    if not there:
        return "posturecam does not start when you log in; nothing was changed."
    return "posturecam does not start any more when you log in. What is running goes on."


def status() -> Status:
    """Return whether posturecam starts when the user logs in, and which one.

    Raises:
        InputError: There is no home folder.
    """
    found = [_status(place) for place in places(os.environ)]
    there = [one for one in found if one is not None]
    return next((one for one in there if one.on), there[0] if there else Status(on=False))


def status_text(found: Status) -> str:
    """Return `found` in words."""
    if not found.where:
        return "off: posturecam does not start when you log in. `posturecam autostart on` does it."
    first = "on: posturecam starts when you log in" if found.on else "off: the entry has no effect"
    lines = [f"{first} ({found.kind}).", f"  entry: {clean(found.where)}"]
    lines += [f"  command: {_line(found.command)}"] if found.command else []
    lines += [f"  {found.problem}"] if found.problem else []
    return "\n".join((*lines, *_untried()))


def status_values(found: Status) -> dict[str, Any]:
    """Return `found` as JSON-ready values."""
    return asdict(found)


def _status(place: Place) -> Status | None:
    try:
        entry = place.read()
    except OSError as error:
        problem = f"The entry cannot be read: {error.strerror}."
        return Status(on=False, kind=place.kind, where=place.where, problem=problem)
    if entry is None:
        return None
    ours = entry.words == own_words()
    problem = _problem(entry.words, ours=ours, off=entry.off)
    works = bool(entry.words) and not entry.off and _runs(entry.words[0])
    return Status(works, place.kind, place.where, entry.words, ours, problem)


def _problem(words: tuple[str, ...], *, ours: bool, off: bool) -> str:
    replace = "`posturecam autostart on` replaces it."
    if not words:
        return f"The entry is damaged; {replace}"
    if off:
        return "It is switched off in the settings of your desktop or of systemd; " + replace
    if not _runs(words[0]):
        return f"The program {clean(words[0])} is not there any more; {replace}"
    if not ours and words[0] == own_words()[0]:
        return f"It was made by another version; {replace}"
    return "" if ours else f"This is another posturecam than the one you are using; {replace}"


def _runs(program: str) -> bool:
    return shutil.which(program) is not None


def _line(words: tuple[str, ...]) -> str:
    return clean(" ".join(words)).replace("\n", " ")


def _graphical() -> bool:
    return asyncio.run(graphical_target())


def _notes(chosen: Place, *, graphical: bool) -> list[str]:
    notes = _untried()
    if chosen.where.endswith(systemd_unit.NAME):
        notes.append(
            "Your desktop is not known to read XDG autostart, so systemd starts it"
            + (" with the graphical session." if graphical else " with every login, ssh included.")
        )
    moved = [name for name in _MOVED if os.environ.get(name)]
    if moved:
        notes.append(f"Set {', '.join(moved)} for the whole session too: here it is set.")
    return notes


def _untried() -> list[str]:
    system = UNTRIED.get(sys.platform)
    return [f"This is untried on {system}: please report what happens."] if system else []
