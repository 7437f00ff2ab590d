"""A study: find recordings, measure what is missing, and end with a manifest and a report."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from posturecam.app.resources import say_note
from posturecam.app.study.asked import Study, as_values, basis_of, check, jobs_of
from posturecam.app.study.ending import Ended
from posturecam.app.study.measuring import StudyWork
from posturecam.edges.files.atomic_write import remove
from posturecam.edges.terminal.interruption import ends_cleanly
from posturecam.errors import InputError
from posturecam.reports.amounts import count_text
from posturecam.reports.study_words import study_lines
from posturecam.settings import Settings
from posturecam.study.cluster import open_pool
from posturecam.study.csv_export import FILES, write_csv
from posturecam.study.keeping import Keeping, Outcome
from posturecam.study.keys import Basis, key_of, reading_key
from posturecam.study.manifest import Settled, manifest, settle
from posturecam.study.out_folder import MANIFEST, REPORT, RESULTS, as_json, keys_in, open_out
from posturecam.study.parquet_files import ParquetFiles
from posturecam.study.progress_view import open_view
from posturecam.study.report import VALUES, write_report
from posturecam.study.results import Parquet, Results
from posturecam.study.running import run
from posturecam.study.store import Store
from posturecam.study.work import Job

OF_A_FINISHED_STUDY: Final = (MANIFEST, REPORT, VALUES, *FILES)
Key = Callable[[Job, str], str]
Measure = Callable[[Sequence[Job], Keeping, Key], tuple[Outcome, ...]]
Conclude = Callable[[Path, Mapping[str, Any]], tuple[str, ...]]


def study(wish: Study, settings: Settings) -> Ended:
    """Measure what is missing of a study, with the workers that are asked for.

    Raises:
        InputError: The wish cannot be met, or the study was stopped.
        MissingError: A package, a model, a profile or the scheduler is missing.
        StorageError: Results cannot be written.
    """
    check(wish)
    jobs, basis = jobs_of(wish, settings), basis_of(settings)
    measure, conclude = partial(_with_workers, wish), partial(_conclude, wish)
    try:
        with ends_cleanly():
            return measure_all(wish, jobs, basis, ParquetFiles(), measure, conclude)
    except KeyboardInterrupt:
        raise InputError(_stopped(wish.out)) from None


def measure_all(
    wish: Study,
    jobs: Sequence[Job],
    basis: Basis,
    parquet: Parquet,
    measure: Measure,
    conclude: Conclude,
) -> Ended:
    """Measure what is missing of `jobs` with `measure`, and leave one clean data set.

    `conclude` makes of it what is asked for besides, while nobody else may change it, and returns
    what it found, in lines.

    Raises:
        InputError: The folder holds something else.
        RunningError: Another process works on this study.
        StorageError: It cannot be written.
    """
    began = datetime.now(tz=UTC)
    with open_out(wish.out, as_values(wish, jobs, basis)) as out:
        store = Store(out, reading_key(basis, jobs[0].settings), Results(out, parquet))
        key = partial(key_of, basis)
        store.set_aside_but(_known(jobs, store, key))
        for name in OF_A_FINISHED_STUDY:
            remove(out.path / name)
        settled = _settled(jobs, measure(jobs, store, key), store)
        told = manifest(settled, began, datetime.now(tz=UTC), basis.versions)
        found = conclude(out.path, told)
        out.put(out.path / MANIFEST, as_json(told))
        for note in out.notes:
            say_note(note)
    return Ended(wish.out, settled, told, found)


def _with_workers(
    wish: Study, jobs: Sequence[Job], keeping: Keeping, key: Key
) -> tuple[Outcome, ...]:
    console = Console(stderr=True)
    with (
        open_pool(wish.scheduler, wish.workers) as pool,
        open_view(console, pool.description, pool.dashboard) as show,
    ):
        return run(pool, StudyWork(), jobs, keeping, key, show)


def _conclude(wish: Study, out: Path, told: Mapping[str, Any]) -> tuple[str, ...]:
    """Write the report over all recordings, and CSV if that is asked for; return the findings."""
    found = write_report(out, told)
    if wish.csv:
        write_csv(out)
    return study_lines(found)


def _known(jobs: Sequence[Job], store: Store, key: Key) -> set[str]:
    """Return the keys of the recordings that an earlier run has read."""
    prepared = ((job, store.prepared(job.recording)) for job in jobs)
    return {key(job, known.content) for job, known in prepared if known is not None}


def _settled(jobs: Sequence[Job], outcomes: Sequence[Outcome], store: Store) -> tuple[Settled, ...]:
    """Leave the results of these jobs in the data set, called by their first recording."""
    results = store.results

    def notes_of(key: str) -> tuple[str, ...]:
        result = results.result(key)
        return result.notes if result is not None else ()

    settled = settle(jobs, outcomes, results.made, notes_of)
    named = {one.result: one.job for one in settled if one.result is not None}
    for key, job in named.items():
        results.rename(key, job)
    store.set_aside_but(named)
    return settled


def _stopped(out: Path) -> str:
    count = len(keys_in(out / RESULTS))
    return (
        f"The study was stopped. What is done, {count_text(count, 'recording')}, is kept in {out}; "
        "the same command goes on with the others."
    )
