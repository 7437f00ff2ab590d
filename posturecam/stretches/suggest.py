"""What somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

SHORT = 10  # names that are listed whole; more than these nobody reads in an error


def hint(wrong: object, known: Iterable[str]) -> str:
    """Return "; did you mean ...?" for a near miss, "; it may be ..." for a short list."""
    names = tuple(known)
    close = get_close_matches(str(wrong).lower(), names, n=1)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; it may be {', '.join(names)}" if 0 < len(names) <= SHORT else ""
