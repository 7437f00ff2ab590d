"""What a source may be called where people read it: an address without the secrets in it.

Whatever prints, logs or stores the name of a source takes it from here.  Where a secret may end
is not always clear, so rather too much is hidden than too little.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable

from posturecam.edges.files.file_names import shown

HIDDEN = "***"
_HOST = re.compile(r"(\[[^\]@]*\]|[^:@\[\]]*)(:[0-9]{0,5})?")
_END_OF_HOST = re.compile(r"[/?#\\]")
_VALUE = re.compile(r"=[^&;/?#\s]+")
_VALUE_BEFORE = re.compile(r"=\S+(?=\s)")  # of a pipeline: user-pw=secret location=rtsp://...
_KEY = re.compile(
    r"(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{16,}"
)  # a path that nobody names
_QUERY_BEGINS = re.compile(r"[?#]")
_PART = re.compile(r"[^&;?#]+")
_NO_ADDRESS = re.compile(r"[A-Za-z]:[\\/]")  # a file on a Windows drive
_LOGIN = re.compile(r"\S*:\S*@")
_QUERY = re.compile(r"([?&][^=&\s]+)=[^&\s]+")


def printable(source: str) -> str:
    """Return `source` as it may be shown: without user, password, tokens and keys.

    What cannot be printed stands there as an escape.

    `rtsp://me:secret@host/a?token=b` becomes `rtsp://host/a?token=***`; the name of a file or of a
    camera stays what it is.
    """
    before, mark, rest = source.partition("://")
    if mark:
        return shown(_hide(_VALUE_BEFORE, before) + mark + _open_part(before, rest))
    if _NO_ADDRESS.match(source):
        return shown(source)
    return shown(_QUERY.sub(rf"\1={HIDDEN}", _LOGIN.sub(f"{HIDDEN}@", source)))


def distinct(sources: Iterable[str]) -> dict[str, str]:
    """Return the printable name of each source; those that would be alike get a number."""
    names: dict[str, str] = {}
    alike: Counter[str] = Counter()
    for source in dict.fromkeys(sources):
        name = printable(source)
        alike[name] += 1
        names[source] = name if alike[name] == 1 else f"{name} ({alike[name]})"
    return names


def scrubbed(text: str) -> str:
    """Return `text` with each address in it as `printable` shows it."""
    return re.sub(r"\S+", lambda word: printable(word[0]), text)


class ScrubbedFormatter(logging.Formatter):
    """Lines of a log, tracebacks and what libraries say included, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Format `record`."""
        return scrubbed(super().format(record))


def _open_part(scheme: str, rest: str) -> str:
    """Return what follows `scheme://`: host, path, and the names of what is asked for."""
    rest = _without_login(rest)
    end = next(_QUERY_BEGINS.finditer(rest), None)
    at = len(rest) if end is None else end.start()
    host, *path = rest[:at].split("/")
    steps = [HIDDEN if _KEY.fullmatch(step) else _hide(_VALUE, step) for step in path]
    if scheme.lower().startswith("rtmp") and len(steps) > 1:
        steps[-1] = HIDDEN  # the key of the stream
    return "/".join([host, *steps]) + _PART.sub(_part, rest[at:])


def _without_login(rest: str) -> str:
    """Hide user and password, which may hold `/`, `?` and `@` that were not escaped."""
    authority = _END_OF_HOST.split(rest, maxsplit=1)[0]
    is_host = _HOST.fullmatch(authority) is not None
    if is_host and not (":" in authority and "@" in rest.partition("?")[0]):
        return rest
    if "@" in rest:
        return f"{HIDDEN}@{rest.rpartition('@')[2]}"
    return HIDDEN + rest[len(authority) :]


def _hide(value: re.Pattern[str], text: str) -> str:
    return value.sub(f"={HIDDEN}", text)


def _part(found: re.Match[str]) -> str:
    """Hide a value, or what stands there without a name."""
    name, equals, value = found[0].partition("=")
    if not equals:
        return HIDDEN
    return f"{name}={HIDDEN if value else ''}"
