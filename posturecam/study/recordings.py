"""What a study is made of: the recordings that its sources hold."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from posturecam.edges.sources.source_name import distinct, printable, scrubbed
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
    return scrubbed(str(text)).rstrip(".")


def _named(found: Iterable[Found]) -> tuple[Recording, ...]:
    """Name each address once: as it is called in its source, with its folders if others are."""
    once = {one.recording.address: one for one in reversed(list(found))}
    ordered = [once[address] for address in sorted(once)]
    addresses = list(distinct(sorted(once)).values())
    names = [printable(one.within) for one in ordered]
    while alike := {name for name, count in Counter(names).items() if count > 1}:
        names = [
            _longer(name, address) if name in alike else name
            for name, address in zip(names, addresses, strict=True)
        ]
    named = (replace(one.recording, name=name) for one, name in zip(ordered, names, strict=True))
    return tuple(sorted(named, key=lambda recording: recording.name))


def _longer(name: str, address: str) -> str:
    """Return `name` with one more folder of its `address`, or all of that."""
    before = address.removesuffix(name)
    folder = before.rstrip("/").rpartition("/")[2]
    return f"{folder}/{name}" if folder and before != address else address
