"""The folder of a study, its results and what may end them, for tests of what is kept."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from posturecam.study.out_folder import open_out
from posturecam.study.records import Row
from posturecam.study.results import Results
from posturecam.study.store import Store
from posturecam.study.work import Job, Measured, Prepared, Recording, Section

SETTINGS: Mapping[str, Mapping[str, object]] = {"limits": {"sure": 0.5}}
PREPARED = Prepared("c1", 12.5, (Section(0, 0.0, 6.0, (0.0, 0.25, 0.1 + 0.2)),))


class Lines:
    """Tables as lines of text, so that tests need no Arrow."""

    def one_row(self, row: Row) -> bytes:
        """Return the row as JSON."""
        return json.dumps(row, sort_keys=True).encode()

    def renamed(self, table: bytes, recording: str, person: str) -> bytes:
        """Put another first line there."""
        return f"{recording} {person}\n".encode() + table.partition(b"\n")[2]


def job(name: str = "a.mp4", person: str = "p", address: str = "", version: str = "1") -> Job:
    """A job for the recording `name`."""
    recording = Recording(address or f"/rec/{name}", name, version, 7)
    return Job(recording, person, "[calibration]\nx = 1\n", "desk", (), SETTINGS)


def measured(of: Job, frames: int = 3) -> Measured:
    """A result that depends on the number of frames."""
    head = f"{of.recording.name} {of.person}\n"
    return Measured(
        f"{head}{'reading ' * frames}".encode(),
        f"{head}{'episode ' * frames}".encode(),
        {"frames": frames, "notes": None},
        (f"{frames} frames",),
    )


@contextmanager
def opened(path: Path, basis: str = "b") -> Iterator[Store]:
    """Open the study in `path`."""
    with open_out(path, {}) as out:
        yield Store(out, basis, Results(out, Lines()))


def data_set(path: Path) -> dict[str, bytes]:
    """Every file of the data set, by its place in it."""
    data = path / "data"
    return {
        file.relative_to(data).as_posix(): file.read_bytes()
        for file in sorted(data.rglob("*"))
        if file.is_file()
    }


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Kill:
    """Ends the process at a step: each change of a name, each content that is written."""

    at: int
    steps: int = 0

    def step(self) -> None:
        """Count a step, and end at the one that was asked for."""
        self.steps += 1
        if self.steps == self.at:
            raise Killed


@contextmanager
def killed_at(at: int) -> Iterator[Kill]:
    """Let the process end before or after the change number `at` of the disk; 0: never.

    Odd numbers are before a change, even ones after it.
    """
    kill = Kill(at)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("replace", "unlink", "mkdir", "touch"):
            patch.setattr(Path, name, _around(getattr(Path, name), kill))
        with suppress(Killed):
            yield kill


def _around(change: Any, kill: Kill) -> Any:
    def around(*arguments: Any, **more: Any) -> Any:
        kill.step()
        result = change(*arguments, **more)
        kill.step()
        return result

    return around
