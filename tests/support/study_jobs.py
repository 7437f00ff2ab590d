"""A study without recordings: jobs, work that does nothing, and a memory for its results."""

import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from posturecam.study.work import Job, Measured, Prepared, Recording, Refusal, Section

LENGTH_S = 10.0


def job(name: str, *, size: int = 100, content: str | None = None) -> Job:
    """Return a job; recordings are what their name says (see `PlainWork`)."""
    recording = Recording(f"/films/{name}", name, content or name, size)
    return Job(recording, name, None, "", (), {})


def key_of(job: Job, content: str) -> str:
    return f"key-{content}-{job.profile_name}"


def measured(name: str, *notes: str, content: str | None = None) -> Measured:
    row = {"name": name, "content": content or name}
    return Measured(f"readings of {name}".encode(), b"", row, notes)


def sections(number: int) -> tuple[Section, ...]:
    length_s = LENGTH_S / max(1, number)
    return tuple(Section(n, n * length_s, (n + 1) * length_s, ()) for n in range(number))


@dataclass(frozen=True, slots=True)
class PlainWork:
    """What happens to a recording is in its name, in words between dashes.

    `long-4`: it has four sections.  `mute`, `blank`: it is refused when it is read, or measured.
    `boom`: an exception.  `kill`, `leave`: the worker's process is killed, or ends; with `once`
    only the first time, of which `marks` has a file.  `hang`: it never ends.  `wait`: it ends once
    the folder `marks` has a file `go`.  `edited`: it is changed after it was prepared.
    """

    marks: str = ""

    def prepare(self, recording: Recording, settings: object) -> Prepared | Refusal:  # noqa: ARG002
        words = recording.name.split("-")
        if "mute" in words:
            return Refusal("there is no picture in it")
        number = int(words[words.index("long") + 1]) if "long" in words else 0
        return Prepared(recording.version, LENGTH_S, sections(number))

    def measure(self, job: Job) -> Measured | Refusal:
        self._happen(job.recording.name)
        if "blank" in job.recording.name.split("-"):
            return Refusal("nobody is in view")
        notes = ["dark"] if "dark" in job.recording.name else []
        content = "new" if "edited" in job.recording.name.split("-") else job.recording.version
        return measured(job.recording.name, *notes, content=content)

    def search(self, job: Job, section: Section) -> bytes:
        if section.number == 1:
            self._happen(job.recording.name)
        return bytes([section.number])

    def join(self, job: Job, prepared: Prepared, seen: tuple[bytes, ...]) -> Measured | Refusal:
        assert len(seen) == len(prepared.sections)
        return measured(job.recording.name, b"".join(seen).hex(), content=job.recording.version)

    def _happen(self, name: str) -> None:
        words = name.split("-")
        (Path(self.marks) / f"{name}.begun").write_text(str(os.getpid())) if self.marks else None
        if "once" in words:
            mark = Path(self.marks) / f"{name}.once"
            if mark.exists():
                return
            mark.touch()
        if "boom" in words:
            raise ValueError(name)
        if "kill" in words:
            os.kill(os.getpid(), signal.SIGKILL)
        if "leave" in words:
            os._exit(3)
        while "hang" in words or ("wait" in words and not (Path(self.marks) / "go").exists()):
            time.sleep(0.05)


@dataclass(slots=True)
class Memory:
    """Keeps everything in memory."""

    read: dict[str, Prepared] = field(default_factory=dict)
    results: dict[str, Measured] = field(default_factory=dict)
    seen: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def prepared(self, recording: Recording) -> Prepared | None:
        return self.read.get(recording.address)

    def keep_prepared(self, recording: Recording, prepared: Prepared) -> None:
        self.read[recording.address] = prepared

    def forget(self, recording: Recording, key: str) -> None:
        del self.read[recording.address]
        self.seen = {at: seen for at, seen in self.seen.items() if at[0] != key}

    def has(self, key: str) -> bool:
        return key in self.results

    def section(self, key: str, number: int) -> bytes | None:
        return self.seen.get((key, number))

    def keep_section(self, key: str, number: int, seen: bytes) -> None:
        self.seen[key, number] = seen

    def keep(self, key: str, job: Job, measured: Measured) -> None:  # noqa: ARG002
        assert key not in self.results, "measured twice"
        self.results[key] = measured
