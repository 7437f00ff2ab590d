"""A command line as words, without a shell: nothing in it is expanded, piped or redirected."""

import re
import shlex
import sys
from typing import Final

from posturecam.errors import InputError

# Quotes and backslashes as C programs on Windows read them ("Parsing C command-line arguments",
# Microsoft): 2n backslashes and a quote are n backslashes and the quote's meaning; 2n + 1 of them
# and a quote are n backslashes and the quote itself; others stay.  A last quote may be missing.
_PIECE: Final = re.compile(r'(?P<slashes>\\*)(?P<quote>"{1,2})|(?P<gap>[ \t]+)|(?P<other>\\+|.)')


def split(line: str, *, windows: bool = sys.platform == "win32") -> tuple[str, ...]:
    """Return the words of `line` by the system's rules; an empty line has none.

    Raises:
        InputError: A quote is not closed, where that matters.
    """
    if windows:
        return _windows_words(line.strip())
    try:
        return tuple(shlex.split(line))
    except ValueError as error:
        msg = f"The command line cannot be read: {str(error).lower()}."
        raise InputError(msg) from error


def _windows_words(line: str) -> tuple[str, ...]:
    words, word, quoted = [], "", False
    for piece in _PIECE.finditer(line):
        if piece["gap"] and not quoted:
            words.append(word)
            word = ""
        elif piece["quote"]:
            added, quoted = _quote(piece["slashes"], piece["quote"], quoted=quoted)
            word += added
        else:
            word += piece[0]
    return (*words, word) if line else ()


def _quote(slashes: str, quotes: str, *, quoted: bool) -> tuple[str, bool]:
    """Return what backslashes before one or two quotes stand for, and whether words go on."""
    added = "\\" * (len(slashes) // 2)
    if len(slashes) % 2:
        return _second(added + '"', quotes, quoted=quoted)
    if len(quotes) == 1:
        return added, not quoted
    return (added + '"', True) if quoted else (added, False)


def _second(added: str, quotes: str, *, quoted: bool) -> tuple[str, bool]:
    """After a quote that stands for itself, a second one opens or closes."""
    return added, quoted if len(quotes) == 1 else not quoted
