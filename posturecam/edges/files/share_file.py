"""What somebody gives to the collection: landmarks and results in one archive, no picture, no name.

An ordinary ZIP file, so that whoever gives it can look at everything in it; its recordings are
pose tapes, which posturecam itself reads.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from posturecam.core.values import Pose, Unseen
from posturecam.edges.files.atomic_write import binary_file, replacing
from posturecam.edges.sources.tape_writer import TapeWriter
from posturecam.errors import InputError

FORMAT: Final = "posturecam-verification"
VERSION: Final = 1
ENDING: Final = ".zip"
RESULTS, FRONT, SIDE, ABOUT = (
    "verification.json",
    "front.tape.jsonl",
    "side.tape.jsonl",
    "README.txt",
)
_ANY_TIME: Final = (1980, 1, 1, 0, 0, 0)  # when somebody sat there is nobody's business,
_ANY_SYSTEM: Final = 3  # nor is on what (Unix, by the ZIP format)

CONTENTS: Final = """\
What is in this file

verification.json   how far the camera in front agreed with the one at the side: numbers, versions
front.tape.jsonl    what the camera in front saw: landmarks of body and face, with seconds
side.tape.jsonl     the same of the camera at the side

No picture, no name, no date, no place, no name of a file or camera.  The 468 points of the face
describe its shape, though; by them somebody who has your picture might recognise you.

Look at the landmarks with `posturecam replay front.tape.jsonl`.
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one camera saw, in pictures of `size` (width, height) pixels."""

    size: tuple[int, int]
    observations: Sequence[Pose | Unseen]


def check_share_name(path: Path) -> None:
    """Check that `path` can be the name of such a file, before anything is measured.

    Raises:
        InputError: Its ending is another one.
    """
    if path.suffix.lower() != ENDING:
        msg = f"Cannot write {path}: the name of a file to share ends in {ENDING}."
        raise InputError(msg)


@contextmanager
def share_sink(path: Path) -> Iterator[BinaryIO]:
    """Open `path` for an archive, for its owner only; it appears when the block succeeds.

    Raises:
        StorageError: It cannot be written.
    """
    with replacing(path, private=True) as half, binary_file(half, path) as sink:
        yield sink


def archived(results: Mapping[str, Any], front: Seen, side: Seen) -> bytes:
    """Return `results` and what the cameras saw as an archive."""
    head = {"format": FORMAT, "version": VERSION}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in ((ABOUT, CONTENTS), (RESULTS, _json(head | dict(results)))):
            with _member(archive, name) as sink:
                sink.write(text)
        for name, seen in ((FRONT, front), (SIDE, side)):
            with _member(archive, name) as sink:
                _write_tape(sink, seen)
    return packed.getvalue()


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[TextIO]:
    """Open a member, packed as it is written: the tapes of ten minutes are 150 MB."""
    member = zipfile.ZipInfo(name, _ANY_TIME)
    member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, _ANY_SYSTEM
    with (
        archive.open(member, "w", force_zip64=True) as raw,
        TextIOWrapper(raw, encoding="utf-8", newline="") as sink,
    ):
        yield sink


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False)


def _write_tape(sink: TextIO, seen: Seen) -> None:
    tape = TapeWriter(sink, seen.size)
    for one in seen.observations:
        tape.write(one)
