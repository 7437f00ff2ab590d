"""What `posturecam autostart` does."""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
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
from posturecam.edges.desktop.autostart_status import UNTRIED, Status, autostart_status
from posturecam.edges.desktop.session import graphical_target
from posturecam.edges.terminal.printable import clean

_MOVED: Final = tuple(f"POSTURECAM_{name}_DIR" for name in ("CONFIG", "DATA", "CACHE"))


def on() -> str:
    """Make posturecam start when the user logs in; return what to say.

    Raises:
        InputError: There is no home folder, or the command cannot be written.
        StorageError: The entry cannot be written.
    """
    by_systemd = sys.platform == "linux" and not reads_xdg(os.environ)
    graphical = by_systemd and asyncio.run(graphical_target())
    command = own_words()
    chosen = switch_on(command, places(os.environ, graphical=graphical))
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
    if not switch_off(places(os.environ)):
        return "posturecam does not start when you log in; nothing was changed."
    return "posturecam no longer starts when you log in. If it is running, it goes on."


def status() -> Status:
    """Return whether posturecam starts when the user logs in, and which one.

    Raises:
        InputError: There is no home folder.
    """
    return autostart_status(os.environ)


def status_text(found: Status) -> str:
    """Return `found` in words."""
    if not found.where:
        return "off: posturecam does not start when you log in. Change: `posturecam autostart on`"
    first = "on: posturecam starts when you log in" if found.on else "off: the entry has no effect"
    lines = [f"{first} ({found.kind}).", f"  entry: {clean(found.where)}"]
    lines += [f"  command: {_line(found.command)}"] if found.command else []
    lines += [f"  {found.problem}"] if found.problem else []
    return "\n".join((*lines, *_untried()))


def status_values(found: Status) -> dict[str, Any]:
    """Return `found` as JSON-ready values."""
    return asdict(found)


def _line(words: Sequence[str]) -> str:
    return clean(" ".join(words)).replace("\n", " ")


def _notes(chosen: Place, *, graphical: bool) -> list[str]:
    notes = _untried()
    if chosen.where.endswith(systemd_unit.NAME):
        when = (
            "together with the graphical session" if graphical else "at every login, ssh included"
        )
        notes.append(f"This desktop is not known to read XDG autostart: systemd starts it {when}.")
    moved = [name for name in _MOVED if os.environ.get(name)]
    if moved:
        notes.append(f"Set for this terminal, maybe not for the session: {', '.join(moved)}.")
    return notes


def _untried() -> list[str]:
    system = UNTRIED.get(sys.platform)
    return [f"Autostart is untried on {system}: please report what happens."] if system else []
