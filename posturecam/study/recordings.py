"""What a study is made of: the recordings that its sources hold."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from posturecam.edges.sources.source_name import distinct, printable
from posturecam.errors import ListedError, MissingError
from posturecam.study.local_files import Found, find_here
from posturecam.study.remote_files import find_there, is_local
from posturecam.study.work import Recording

UNUSABLE: Final = "The recordings cannot be found"
_log = logging.getLogger(__name__)


def find_recordings(sources: Sequence[str], but: Path) -> tuple[Recording, ...]:
    """Return each recording of `sources` once, by name; none that lies in the folder `but`.

    Raises:
        ListedError: A source cannot be read, or holds no recording; all of them are named.
        MissingError: A package is missing that opens such addresses.
    """
    found: list[Found] = []
    problems: list[str] = []
    for source in dict.fromkeys(sources):
        try:
            here = _find(source, but)
        except MissingError:
            raise
        except Exception as error:  # noqa: BLE001 - each file system has errors of its own
            _log.info("%s cannot be read", printable(source), exc_info=True)
            problems.append(f"{printable(source)} cannot be read: {_reason(error)}")
        else:
            found += here
            if not here:
                problems.append(f"{printable(source)} holds no recording (video or pose tape)")
    if problems:
        raise ListedError(UNUSABLE, problems)
    return _named(found)


def _find(source: str, but: Path) -> list[Found]:
    path = is_local(source)
    if path is None:
        return list(find_there(source))
    if path == "-" or not path.strip():
        msg = "a study takes files, folders and addresses"
        raise ValueError(msg)
    return list(find_here(path, but.resolve()))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(text).rstrip(".")


def _named(found: Iterable[Found]) -> tuple[Recording, ...]:
    """Name each address once: as it is called in its source, or by its address if others are."""
    once = {one.recording.address: one for one in reversed(list(found))}
    ordered = [once[address] for address in sorted(once)]
    short = [printable(one.within) for one in ordered]
    alike = Counter(short)
    long = distinct(one.recording.address for one in ordered)
    taken = Counter([*short, *long.values()])
    named = (
        replace(one.recording, name=name if alike[name] == 1 == taken[name] else long[address])
        for name, address, one in zip(short, sorted(once), ordered, strict=True)
    )
    return tuple(sorted(named, key=lambda recording: recording.name))
