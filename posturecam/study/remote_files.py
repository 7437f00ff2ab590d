"""Recordings at any address that fsspec knows: S3, http, FTP, memory and others."""

import secrets
from collections.abc import Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import Any, Final

from posturecam.errors import MissingError
from posturecam.study.kinds import is_recording
from posturecam.study.local_files import WILD, Found
from posturecam.study.work import Recording

NO_STUDY: Final = "A study needs more packages: pip install 'posturecam[study]'."
_VERSIONS: Final = ("ETag", "etag", "Content-MD5", "Digest", "md5Hash", "LastModified", "mtime")
_MORE_VERSIONS: Final = ("last_modified", "modify", "updated", "created")
_OWN: Final = "fsspec"


def find_there(source: str) -> Iterator[Found]:
    """Yield the recordings of a file, a folder with all below it, a prefix or a glob.

    Raises:
        MissingError: A package is missing that opens such addresses.
        Exception: Whatever the file system raises when it cannot list them.
    """
    system, path = _opened(source)
    is_web = source.lower().startswith("http")
    if WILD & set(path.partition("?")[0] if is_web else path):
        starts = sorted(system.glob(path))
    elif not source.endswith("/") and system.isfile(path) and not _is_page(system, path):
        address = source if "::" in source else _address(source, system, path)
        yield _found(address, path, system.info(path), path.rpartition("/")[2])
        return
    elif system.isdir(path):
        starts, path = [path], f"{path.rstrip('/')}/*"
    elif "/" not in path:  # a whole store has no prefix
        raise FileNotFoundError(path)
    else:
        starts, path = sorted(system.glob(f"{path}*")), f"{path}*"
    fixed = _fixed(path)
    for name, facts in _files(system, starts):
        within = name.removeprefix(fixed)
        known = facts if _known(facts) else {**facts, **system.info(name)}  # http lists names only
        yield _found(_address(source, system, name), name, known, within)


def _is_page(system: Any, path: str) -> bool:
    """Return whether a web server shows a page there, such as what a folder holds."""
    return str(system.info(path).get("mimetype", "")).startswith("text/html")


def is_local(source: str) -> str | None:
    """Return the path of a `file://` address, or of what has no `://`; None for any other."""
    if "://" not in source:
        return source
    if source.lower().startswith(("file:", "local:")):
        return str(_opened(source)[1])
    return None


def _opened(source: str) -> tuple[Any, str]:
    """Return fsspec's file system and the path in it."""
    try:
        fsspec = import_module("fsspec")  # 30 ms, and missing without the extra
    except ImportError as error:
        raise MissingError(NO_STUDY) from error
    try:
        system, path = fsspec.url_to_fs(source)
    except ImportError as error:
        raise MissingError(_needs(source.partition("://")[0].lower(), error)) from error
    system.invalidate_cache()  # a listing of an earlier study may be old
    return system, path


def _needs(protocol: str, error: ImportError) -> str:
    known = import_module("fsspec.registry").known_implementations
    package = str(known[protocol]["class"]).partition(".")[0]
    if package == _OWN:
        cause = error.__cause__
        package = (cause.name if isinstance(cause, ImportError) else error.name) or protocol
    return f"{protocol}:// needs a package that is missing: pip install {package}"


def _files(system: Any, starts: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every recording at or below `starts`, with its facts."""
    for start in starts:
        below = system.find(start, detail=True)
        for name, facts in sorted(below.items()):
            hidden = any(step.startswith(".") for step in name[len(start) :].split("/"))
            if not hidden and is_recording(name, partial(_start, system, name)):
                yield name, facts


def _start(system: Any, name: str, count: int) -> bytes:
    return bytes(system.cat_file(name, 0, count))


def _fixed(pattern: str) -> str:
    """Return what all that was found has in common: the folder before anything wild."""
    at = min(pattern.find(mark) for mark in WILD if mark in pattern)
    return pattern[: pattern.rfind("/", 0, at) + 1]


def _address(source: str, system: Any, name: str) -> str:
    """Return the address of `name`; a login that `source` has stays in it."""
    scheme, _, rest = source.partition("://")
    login, at, host = rest.partition("/")[0].rpartition("@")
    if not at or login in name:
        return str(system.unstrip_protocol(name))
    return f"{scheme}://{login}@{host}/{name.lstrip('/').removeprefix(f'{host}/')}"


def _found(address: str, name: str, facts: Mapping[str, Any], within: str) -> Found:
    size = int(facts.get("size") or 0)
    return Found(Recording(address, "", _version(size, facts), size), within or name)


def _version(size: int, facts: Mapping[str, Any]) -> str:
    """Return what changes with the content; where nothing is known of it, another one each time."""
    return f"{size}-{'-'.join(_known(facts)) or secrets.token_hex(8)}"


def _known(facts: Mapping[str, Any]) -> list[str]:
    return [f"{key}={facts[key]}" for key in (*_VERSIONS, *_MORE_VERSIONS) if facts.get(key)]
