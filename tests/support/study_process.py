"""A study in a process of its own: `python -m tests.support.study_process FOLDER NAME... [AT]`.

Its workers are processes, or those of the scheduler `AT` an address.  What is finished is a file in
FOLDER; at the end it prints what became of each recording, as JSON.
"""

import json
import logging
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from posturecam.errors import ClusterError
from posturecam.study.cluster import open_pool
from posturecam.study.running import run
from posturecam.study.work import Job, Measured
from tests.support.study_jobs import Memory, PlainWork, job, key_of


class Folder(Memory):
    """Knows after a restart what is done."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def has(self, key: str) -> bool:
        return (self.folder / f"{key}.done").exists()

    def keep(self, key: str, job: Job, measured: Measured) -> None:  # noqa: ARG002
        with (self.folder / f"{key}.done").open("xb") as file:  # `x`: never twice
            file.write(measured.readings)


def main(folder: Path, *names: str) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
    logging.basicConfig(filename=folder / "log")
    scheduler = names[-1] if "://" in names[-1] else None
    jobs = [job(name) for name in names if name != scheduler]
    work = PlainWork(str(folder))
    try:
        with open_pool(scheduler, 2 if scheduler is None else None) as pool:
            (folder / "opened").write_text(f"{pool.description}, {pool.dashboard}")
            outcomes = run(pool, work, jobs, Folder(folder), key_of, lambda _: None)
    except ClusterError as error:
        sys.exit(str(error))
    print(json.dumps([asdict(outcome) for outcome in outcomes]))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
