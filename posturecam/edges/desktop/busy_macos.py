"""What macOS says: who records, what keeps the screen on, whether a Focus is on.  Untried.

`pmset -g assertions` lists the power assertions: IOPMLib.h names their kinds, and coreaudiod takes
one for each program that records (`Resources: audio-in`).  A Focus is kept in a file that only
programs with Full Disk Access may read.  macOS shares a camera among programs, and does not say
which window is full screen without the permission to record the screen.
"""

import json
import re
from pathlib import Path
from typing import Final

from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.bounded_program import printed

FOCUS: Final = Path("Library/DoNotDisturb/DB/Assertions.json")
_RECORDS: Final = re.compile(r"^\s*Resources:.*\baudio-in\b", re.MULTILINE)
_STAYS_ON: Final = re.compile(r"^\s*PreventUserIdleDisplaySleep\s+(\d+)", re.MULTILINE)
_SILENT: Final = Answer(None, "pmset does not answer")


def records() -> Answer:
    """Return whether any program records."""
    text = printed(("pmset", "-g", "assertions"))
    return _SILENT if text is None else records_in(text)


def stays_on() -> Answer:
    """Return whether anything keeps the screen on."""
    text = printed(("pmset", "-g", "assertions"))
    return _SILENT if text is None else stays_on_in(text)


def records_in(text: str) -> Answer:
    """Read what `pmset -g assertions` printed: whether sound is taken in."""
    found = bool(_RECORDS.search(text))
    return Answer(found, f"pmset: {'a' if found else 'no'} program records")


def stays_on_in(text: str) -> Answer:
    """Read what `pmset -g assertions` printed: whether the screen may not sleep."""
    found = _STAYS_ON.search(text)
    if found is None:
        return Answer(None, "pmset does not list the screen")
    on = int(found[1]) > 0
    return Answer(on, f"pmset: the screen is {'' if on else 'not '}kept on")


def focus(home: Path | None = None) -> Answer:
    """Return whether a Focus (do not disturb) is on."""
    try:
        text = ((home or Path.home()) / FOCUS).read_text(encoding="utf-8")
        records_ = [one.get("storeAssertionRecords") for one in json.loads(text)["data"]]
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RuntimeError):
        return Answer(None, "the Focus cannot be read (it takes Full Disk Access)")
    on = any(records_)
    return Answer(on, f"a Focus is {'on' if on else 'off'}")


def nothing(what: str) -> Answer:
    """Say that macOS does not give `what` away."""
    return Answer(None, f"macOS does not say {what}")
