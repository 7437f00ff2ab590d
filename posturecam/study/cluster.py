"""Where a study works: processes of this computer, or those of a dask scheduler."""

import asyncio
import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from posturecam.edges.files.own_folder import own_folder
from posturecam.errors import ClusterError
from posturecam.reports.amounts import count_text
from posturecam.study.pool import Pool

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

CONNECT_S: Final = 30.0
"""For a scheduler to answer: as dask waits for all connections."""
NO_DASHBOARD: Final = "no dashboard (bokeh is not installed)"
PREFIX: Final = "posturecam-study-"
HOST: Final = "127.0.0.1"
WORKER_BYTES: Final = 800_000_000
"""What a worker needs, with room: models and libraries take half of it (docs/performance.md).

One that takes more than its share of the memory is ended; of more workers than have room, each
would be, with every recording."""
_UNREACHABLE: Final = (OSError, TimeoutError, ValueError, TypeError, RuntimeError, ImportError)
_ENVIRONMENT: Final = {
    # A worker has one core: threads of its libraries would only take turns with other workers.
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
    "MALLOC_TRIM_THRESHOLD_": "65536",  # dask's own: memory goes back to the system
    "DASK_LOGGING__DISTRIBUTED": "warning",
}
_CONFIG: Final[Mapping[str, Any]] = {
    "distributed.scheduler.allowed-failures": 0,  # the study itself tries again
    "distributed.worker.memory.target": False,  # workers keep nothing that could go to a disk
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    "distributed.worker.profile.enabled": False,  # of no use to a study, and it takes time
    "distributed.worker.multiprocessing-method": "spawn",
    # What dask does for tasks of milliseconds and large data; it takes 5 % of a core.
    "distributed.scheduler.work-stealing": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "2s",
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.client.scheduler-info-interval": "10s",
    "distributed.worker.http.routes": [],
    # Else workers that take 15 s to start again, as on a busy computer, are given up.
    "distributed.deploy.lost-worker-timeout": "1 hour",
    "distributed.nanny.pre-spawn-environ": _ENVIRONMENT,
}


@contextmanager
def open_pool(scheduler: str | None, workers: int | None) -> Iterator[Pool]:
    """Give the workers of the `scheduler` at an address, or processes of this computer.

    Of processes there are as many as `workers` says, or one for each core that has enough memory;
    of a scheduler's workers at most as many do tasks of the study at a time.  They end with the
    block, or with this process; a scheduler's own only have no tasks of the study any more.

    Raises:
        ClusterError: The scheduler cannot be reached, has no workers, or they have another
            version of posturecam, Python or MediaPipe, or workers cannot be started.
    """
    from dask import config  # noqa: PLC0415 (takes time, and only studies need it)

    _log_as_all_others()
    with (
        warnings.catch_warnings(),
        _environment_kept(),
        config.set({} if scheduler else _configuration()),
    ):
        warnings.simplefilter("ignore", category=_version_warning())
        opened = _local(workers) if scheduler is None else _remote(scheduler, workers)
        with opened as pool:
            yield pool


@contextmanager
def _local(workers: int | None) -> Iterator[Pool]:
    from dask import config  # noqa: PLC0415 (see above)
    from dask.system import CPU_COUNT  # noqa: PLC0415
    from distributed.system import MEMORY_LIMIT  # noqa: PLC0415

    from posturecam.study.dask_pool import DaskPool  # noqa: PLC0415

    number = workers or max(1, min(CPU_COUNT, MEMORY_LIMIT // WORKER_BYTES))
    with (
        own_folder(PREFIX) as own,
        config.set({"temporary-directory": str(own)}),
        _started(number, max(MEMORY_LIMIT // number, WORKER_BYTES)) as cluster,
        _connected(cluster) as client,
    ):
        words = f"{count_text(number, 'worker')} on this computer"
        with DaskPool(client, words, _dashboard(cluster.dashboard_link), number) as pool:
            yield pool


def _started(number: int, memory_bytes: int) -> "LocalCluster":
    from distributed import LocalCluster  # noqa: PLC0415

    try:
        return LocalCluster(
            n_workers=number,
            threads_per_worker=1,
            processes=True,
            host=HOST,
            dashboard_address=f"{HOST}:{8787 if _has_bokeh() else 0}",
            worker_dashboard_address=f"{HOST}:0",
            security=find_spec("cryptography") is not None,
            memory_limit=memory_bytes,
            silence_logs=logging.WARNING,
        )
    except (OSError, TimeoutError, RuntimeError) as error:
        msg = f"The workers could not be started: {error}. See the log."
        raise ClusterError(msg) from error


@contextmanager
def _remote(scheduler: str, workers: int | None) -> Iterator[Pool]:
    from posturecam.study.dask_pool import DaskPool  # noqa: PLC0415 (see above)

    _greet(scheduler)
    with _connected(scheduler) as client:
        words = f"workers of {scheduler}"
        with DaskPool(client, words, client.dashboard_link or NO_DASHBOARD, workers) as pool:
            yield pool


def _greet(scheduler: str) -> None:
    """Make sure that a dask scheduler is at this address.

    A dask client waits for ever for what answers a connection, but not as a scheduler does, and
    where it cannot connect at all, it still waits until it is closed.

    Raises:
        ClusterError: There is none.
    """
    try:
        asyncio.run(asyncio.wait_for(_hello(scheduler), CONNECT_S))
    except TimeoutError as error:
        raise _unreachable(scheduler, f"no answer in {CONNECT_S:g} s") from error
    except _UNREACHABLE as error:
        raise _unreachable(scheduler, error) from error


async def _hello(scheduler: str) -> None:
    from distributed.comm.core import connect  # noqa: PLC0415 (see above)
    from distributed.security import Security  # noqa: PLC0415

    keys = Security().get_connection_args("client")
    comm = await connect(scheduler, timeout=CONNECT_S, **keys)
    await comm.close()


@contextmanager
def _connected(to: "LocalCluster | str") -> Iterator["Client"]:
    from distributed import Client  # noqa: PLC0415

    try:
        client = Client(to, timeout=CONNECT_S, set_as_default=False, name="posturecam-study")
    except _UNREACHABLE as error:
        raise _unreachable(to, error) from error
    try:
        yield client
    finally:
        client.close()


def _unreachable(to: object, why: object) -> ClusterError:
    return ClusterError(
        f"There is no dask scheduler to be reached at {to} ({why}). Check the address; one "
        "with tls:// needs the keys of distributed.comm.tls in dask's settings."
    )


def _dashboard(link: str) -> str:
    return link if _has_bokeh() else NO_DASHBOARD


def _has_bokeh() -> bool:
    return find_spec("bokeh") is not None


def _configuration() -> dict[str, Any]:
    """Return dask's settings for workers of this computer; without bokeh it has no pages."""
    return {**_CONFIG, **({} if _has_bokeh() else {"distributed.scheduler.http.routes": []})}


@contextmanager
def _environment_kept() -> Iterator[None]:
    """Undo what dask puts into the environment for its workers."""
    before = dict(os.environ)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


def _version_warning() -> type[Warning]:
    from distributed.versions import VersionMismatchWarning  # noqa: PLC0415

    return VersionMismatchWarning


def _log_as_all_others() -> None:
    """Let dask's log entries go where posturecam's go, which is no terminal."""
    import distributed  # noqa: F401, PLC0415 (sets up its own log)

    for name in ("distributed", "tornado", "bokeh"):
        log = logging.getLogger(name)
        log.handlers.clear()
        log.propagate = True
        log.setLevel(logging.WARNING)
