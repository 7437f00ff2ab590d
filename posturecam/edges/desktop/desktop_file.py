"""Desktop entry files: what menus and autostart of Linux desktops read; pure text.

By the Desktop Entry Specification 1.5 (specifications.freedesktop.org/desktop-entry-spec): an
argument of Exec is quoted first, then the whole value is escaped as every text is.
"""

import re
from collections.abc import Sequence
from typing import Final

from posturecam.edges.desktop.autostart_entry import Entry

NAME: Final = "posturecam"
COMMENT: Final = "Measures your sitting posture with a webcam"

# A program with `=` in its path is not allowed, and GLib does not find one with `%` (it looks for
# it before it reads `%%`): these are run by a shell, which gets the words as they are.
_BY_SHELL: Final = ("sh", "-c", 'exec "$0" "$@"')
_PLAIN: Final = re.compile(r"[A-Za-z0-9_./:@+,-]+")  # needs no quotes
_IN_QUOTES: Final = re.compile(r'(["`$\\])')
_ESCAPES: Final = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_MEANT: Final = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_WORD: Final = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)', re.DOTALL)


def menu_text(command: Sequence[str], pause: Sequence[str], stop: Sequence[str]) -> str:
    """Return the entry of the menu: `command` is run by a click, the others by its submenu."""
    return "\n".join(
        (
            *_head(command),
            "GenericName=Posture monitor",
            "Categories=Utility;",
            "Keywords=posture;ergonomics;webcam;neck;back;break;",
            "StartupNotify=false",
            "Actions=pause;stop;",
            "",
            "[Desktop Action pause]",
            "Name=Pause for 1 h",
            f"Exec={exec_value(pause)}",
            "",
            "[Desktop Action stop]",
            "Name=Quit posturecam",
            f"Exec={exec_value(stop)}",
            "",
        )
    )


def autostart_text(command: Sequence[str]) -> str:
    """Return the entry that runs `command` when somebody logs in."""
    return "\n".join((*_head(command), "X-GNOME-Autostart-enabled=true", ""))


def _head(command: Sequence[str]) -> tuple[str, ...]:
    return (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.0",
        f"Name={NAME}",
        f"Comment={COMMENT}",
        f"Exec={exec_value(command)}",
        f"TryExec={_escaped(command[0])}",
        f"Icon={NAME}",
        "Terminal=false",
    )


def exec_value(words: Sequence[str]) -> str:
    """Write `words` as the value of Exec."""
    by_shell = _BY_SHELL if set("%=") & set(words[0]) else ()
    return _escaped(" ".join(map(_quoted, (*by_shell, *words))))


def _quoted(word: str) -> str:
    word = word.replace("%", "%%")
    if _PLAIN.fullmatch(word):
        return word
    return '"' + _IN_QUOTES.sub(r"\\\1", word) + '"'


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(one, one) for one in text)


def read_entry(text: str) -> Entry:
    """Read what an entry starts, ours or one that somebody has changed; damaged: no words."""
    values = _values(text)
    off = values.get("Hidden") == "true" or values.get("X-GNOME-Autostart-enabled") == "false"
    return Entry(words_of(values.get("Exec", "")), off)


def words_of(value: str) -> tuple[str, ...]:
    """Read the value of Exec; empty where it is damaged.  Field codes such as %U are left out."""
    line, at, words = re.sub(r"\\(.)", _unescaped, value).rstrip(), 0, []
    while at < len(line):
        found = _WORD.match(line, at)
        if found is None:
            return ()
        quoted, plain = found.groups()
        words.append(plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL))
        at = found.end()
    meant = [word.replace("%%", "%") for word in words if not re.fullmatch("%[A-Za-z]", word)]
    return tuple(meant[len(_BY_SHELL) :] if meant[: len(_BY_SHELL)] == [*_BY_SHELL] else meant)


def _unescaped(found: re.Match[str]) -> str:
    return _MEANT.get(found[1], found[0])


def _values(text: str) -> dict[str, str]:
    """Return the values of the first group, which is that of the entry itself."""
    values: dict[str, str] = {}
    for line in text.split("\n")[1:]:
        if line.startswith("["):
            break
        key, sign, value = line.partition("=")
        if sign:
            values.setdefault(key.strip(), value.strip())
    return values
