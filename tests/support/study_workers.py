"""Stands in for the workers of a study: measures one recording after another, at once."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from posturecam.app.study.study import Key
from posturecam.study.keeping import Keeping, Outcome
from posturecam.study.work import Job, Prepared
from tests.support.study_folders import measured


class Workers:
    """Measures whatever a recording holds; one that begins with `bad` fails."""

    def __init__(self) -> None:
        self.measured: list[str] = []
        self.ends: Callable[[int], None] = lambda _count: None

    def __call__(self, jobs: Sequence[Job], keeping: Keeping, key: Key) -> tuple[Outcome, ...]:
        """Measure the jobs that have no result."""
        return tuple(self._outcome(job, keeping, key) for job in jobs)

    def _outcome(self, job: Job, keeping: Keeping, key: Key) -> Outcome:
        content = Path(job.recording.address).read_bytes()
        outcome = Outcome(job.recording.name, job.recording.address, None, "failed", "", 1, 1.0)
        if content.startswith(b"bad"):
            return replace(outcome, reason="no\n  - person", fault=content == b"bad bug")
        if (known := keeping.prepared(job.recording)) is None:
            known = Prepared(hashlib.sha256(content).hexdigest(), 1.0, ())
            keeping.keep_prepared(job.recording, known)
        mine = key(job, known.content)
        if not keeping.has(mine):
            self.ends(len(self.measured))
            self.measured.append(job.recording.name)
            keeping.keep(mine, job, measured(job))
        return replace(outcome, key=mine, state="done")
