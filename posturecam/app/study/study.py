"""A study: find recordings, measure what is missing, and end with a manifest and a report."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from posturecam.app.resources import say_note
from posturecam.app.study.asked import Study, as_values
from posturecam.app.study.ending import Ended
from posturecam.edges.files.atomic_write import remove
from posturecam.errors import InputError
from posturecam.study.keeping import Keeping, Outcome
from posturecam.study.keys import Basis, key_of, reading_key
from posturecam.study.manifest import Settled, manifest, settle
from posturecam.study.out_folder import MANIFEST, as_json, open_out
from posturecam.study.results import Parquet, Results
from posturecam.study.store import Store
from posturecam.study.work import Job

Key = Callable[[Job, str], str]
Measure = Callable[[Sequence[Job], Keeping, Key], tuple[Outcome, ...]]


def measure_all(
    wish: Study,
    jobs: Sequence[Job],
    basis: Basis,
    parquet: Parquet,
    measure: Measure,
) -> Ended:
    """Measure what is missing of `jobs` with `measure`, and leave one clean data set.

    Raises:
        InputError: The folder holds something else, or the study was stopped.
        RunningError: Another process works on this study.
        StorageError: It cannot be written.
    """
    began = datetime.now(tz=UTC)
    with open_out(wish.out, as_values(wish, jobs, basis)) as out:
        results = Results(out, parquet)
        store = Store(out, reading_key(basis, jobs[0].settings), results)
        key = partial(key_of, basis)
        store.set_aside_but(_known(jobs, store, key))
        remove(out.path / MANIFEST)  # which says that a study is finished
        try:
            settled = _settled(jobs, measure(jobs, store, key), store)
        except KeyboardInterrupt:
            raise InputError(_stopped(wish, len(results.made))) from None
        ended = datetime.now(tz=UTC)
        told = manifest(settled, began, ended, basis.versions)
        out.put(out.path / MANIFEST, as_json(told))
        for note in out.notes:
            say_note(note)
    return Ended(wish.out, settled, told)


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


def _stopped(wish: Study, made: int) -> str:
    return (
        f"The study was stopped. {made} recordings were measured and are kept in {wish.out}; the "
        "same command goes on with the others."
    )
