"""The unit by which systemd starts posturecam for a user; pure text.

By systemd.service(5) and systemd.syntax(7): words in double quotes with escapes as in C, `%` for
what systemd fills in, and a colon before the program, which keeps `$` from being filled in.
"""

import re
from collections.abc import Sequence
from typing import Final

from posturecam.edges.desktop.autostart_entry import Entry

NAME: Final = "posturecam.service"
GRAPHICAL: Final = "graphical-session.target"
ANY: Final = "default.target"

_ESCAPES: Final = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "%": "%%",
}
_WORD: Final = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)')
_MEANT: Final = {"n": "\n", "t": "\t", "r": "\r"}


def unit_text(command: Sequence[str], target: str) -> str:
    """Return the unit that runs `command` together with `target`."""
    with_it = (f"PartOf={target}", f"After={target}") if target == GRAPHICAL else ()
    return "\n".join(
        (
            "[Unit]",
            "Description=posturecam, a posture monitor",
            *with_it,
            "",
            "[Service]",
            f"ExecStart=:{' '.join(map(_quoted, command))}",
            "",
            "[Install]",
            f"WantedBy={target}",
            "",
        )
    )


def read_unit(text: str) -> Entry:
    """Read what a unit starts; damaged: no words."""
    found = re.search(r"^ExecStart\s*=\s*[:@+!-]*(.*)$", text, re.MULTILINE)
    line, at, words = "" if found is None else found[1].rstrip(), 0, []
    while at < len(line):
        word = _WORD.match(line, at)
        if word is None:
            return Entry(())
        quoted, plain = word.groups()
        words.append(_unquoted(plain if quoted is None else quoted))
        at = word.end()
    return Entry(tuple(words))


def _quoted(word: str) -> str:
    return '"' + "".join(_ESCAPES.get(one, one) for one in word) + '"'


def _unquoted(word: str) -> str:
    meant = re.sub(r"\\(.)", lambda found: _MEANT.get(found[1], found[1]), word)
    return meant.replace("%%", "%")
