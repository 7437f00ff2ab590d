"""Whether posturecam starts when the user logs in, and which one."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from posturecam.edges.desktop.autostart import Place, own_words, places
from posturecam.edges.terminal.printable import clean

REPLACE: Final = "`posturecam autostart on` replaces it."
UNTRIED: Final[Mapping[str, str]] = {"darwin": "macOS", "win32": "Windows"}
"""Systems on which autostart and tray have not been tried."""


@dataclass(frozen=True, slots=True)
class Status:
    """What there is: whether it works, where it is, and what it starts."""

    on: bool
    kind: str = ""
    where: str = ""
    command: tuple[str, ...] = ()
    ours: bool = False  # it is this installation, started as this version does it
    problem: str = ""


def autostart_status(environ: Mapping[str, str]) -> Status:
    """Return the entry that works, or else one that does not.

    Raises:
        InputError: There is no home folder.
    """
    found = [_status(place) for place in places(environ)]
    there = [one for one in found if one is not None]
    return next((one for one in there if one.on), there[0] if there else Status(on=False))


def _status(place: Place) -> Status | None:
    try:
        entry = place.read()
    except OSError as error:
        problem = f"The entry cannot be read: {error.strerror}."
        return Status(on=False, kind=place.kind, where=place.where, problem=problem)
    if entry is None:
        return None
    problem = _problem(entry.words, off=entry.off)
    works = bool(entry.words) and not entry.off and _runs(entry.words[0])
    ours = entry.words == own_words()
    return Status(works, place.kind, place.where, entry.words, ours, problem)


def _problem(words: Sequence[str], *, off: bool) -> str:
    if not words:
        return f"The entry is damaged; {REPLACE}"
    if off:
        return f"It is switched off in the settings of your desktop or of systemd; {REPLACE}"
    if not _runs(words[0]):
        return f"The program {clean(words[0])} is not there any more; {REPLACE}"
    own = own_words()
    if tuple(words) == own:
        return ""
    if words[0] == own[0]:
        return f"It was made by another version; {REPLACE}"
    return f"This is another posturecam than the one you are using; {REPLACE}"


def _runs(program: str) -> bool:
    return shutil.which(program) is not None
