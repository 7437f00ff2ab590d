"""Tasks on dask's workers, here in threads of this process; test_cluster.py has processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from distributed import Client, LocalCluster

from posturecam.errors import ClusterError
from posturecam.study import crew, dask_pool
from posturecam.study.dask_pool import DaskPool
from posturecam.study.pool import Died, Ended, Raised, Returned, Task
from posturecam.study.running import run
from posturecam.study.work import Job, Measured, Refusal
from tests.support.patience import PATIENCE_S
from tests.support.study_jobs import Memory, PlainWork, job, key_of, measured

WORK = PlainWork()
LIMIT_S = 1e6  # at which the process, here that of the tests, is ended


@contextmanager
def cluster_of(workers: int) -> Iterator[tuple[Any, Client]]:
    """Two threads a worker: other people's schedulers have such."""
    with (
        TemporaryDirectory() as folder,
        LocalCluster(
            n_workers=workers,
            threads_per_worker=2,
            processes=False,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            local_directory=folder,
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield cluster, client


@pytest.fixture
def two() -> Iterator[tuple[Any, Client]]:
    with cluster_of(2) as both:
        yield both


def pool_of(client: Client, most: int | None = None) -> DaskPool:
    return DaskPool(client, "two workers", "no dashboard", most)


def task(name: str, work: PlainWork = WORK) -> Task:
    return Task(work, "measure", (job(name),), LIMIT_S)


def address_of(pool: DaskPool, worker: str) -> str:
    return next(at for at, member in pool._crew.items() if member.name == worker)


def ended(pool: DaskPool) -> tuple[int, Ended]:
    result = pool.next(PATIENCE_S)
    assert result is not None
    return result


def test_a_study_runs_on_them(two: tuple[Any, Client]) -> None:
    memory = Memory()
    with pool_of(two[1]) as pool:
        assert len(pool.idle()) == 2
        jobs = [job("long-3"), job("mute"), *(job(str(number)) for number in range(20))]
        outcomes = run(pool, WORK, jobs, memory, key_of, lambda _: None)
    assert [outcome.state for outcome in outcomes] == ["done", "failed", *(["done"] * 20)]
    assert memory.results["key-long-3-"].notes == ("000102",)
    assert all(outcome.worked_s > 0 for outcome in outcomes)


def test_a_worker_has_one_task_at_a_time(two: tuple[Any, Client]) -> None:
    with pool_of(two[1]) as pool:
        first, second = pool.idle()
        pool.give(first, 7, task("a"))
        assert pool.idle() == [second]
        number, what = ended(pool)
        assert number == 7
        assert isinstance(what, Returned)
        assert what.value == measured("a")
        assert sorted(pool.idle()) == sorted([first, second])


def test_no_more_workers_are_used_than_asked_for(two: tuple[Any, Client]) -> None:
    with pool_of(two[1], 1) as pool:
        (worker,) = pool.idle()
        pool.give(worker, 1, task("a"))
        assert pool.idle() == []


def test_nothing_has_ended_when_nothing_was_given(two: tuple[Any, Client]) -> None:
    with pool_of(two[1]) as pool:
        assert pool.next(0.0) is None


def test_an_exception_comes_back_as_text(two: tuple[Any, Client]) -> None:
    with pool_of(two[1]) as pool:
        pool.give(pool.idle()[0], 1, task("boom"))
        _, what = ended(pool)
        assert isinstance(what, Raised)
        assert what.traceback.rstrip().endswith("ValueError: boom")


class NoDisk(PlainWork):
    __slots__ = ()

    def measure(self, job: Job) -> Measured | Refusal:
        raise ClusterError(f"no room for {job.recording.name}")  # noqa: EM102, TRY003


class NoPickle(PlainWork):
    __slots__ = ()

    def measure(self, job: Job) -> Measured | Refusal:  # noqa: ARG002
        return (part for part in ())  # type: ignore[return-value]


def test_what_a_user_can_act_on_is_no_bug(two: tuple[Any, Client]) -> None:
    with pool_of(two[1]) as pool:
        pool.give(pool.idle()[0], 1, task("a", NoDisk()))
        assert ended(pool)[1].value == Refusal("no room for a")  # type: ignore[union-attr]


def test_what_is_large_arrives_as_well(two: tuple[Any, Client]) -> None:
    class Long(PlainWork):
        __slots__ = ()

        def join(self, job: Job, prepared: Any, seen: tuple[bytes, ...]) -> Measured | Refusal:  # noqa: ARG002
            return measured(str(sum(map(len, seen))))

    seen = (bytes(dask_pool.LARGE_BYTES), bytes(5))
    with pool_of(two[1]) as pool:
        pool.give(pool.idle()[0], 1, Task(Long(), "join", (job("a"), None, seen), LIMIT_S))
        _, what = ended(pool)
        assert isinstance(what, Returned)
        assert what.value == measured("1000005")


def test_a_worker_that_goes_takes_its_task_along_and_no_other(
    tmp_path: Any, two: tuple[Any, Client]
) -> None:
    cluster, client = two
    with pool_of(client) as pool:
        first, second = pool.idle()
        pool.give(first, 1, task("wait", PlainWork(str(tmp_path))))
        address = address_of(pool, first)
        client.sync(cluster.scheduler.remove_worker, address, stimulus_id="it is gone")
        number, what = ended(pool)
        assert number == 1
        assert isinstance(what, Died)
        assert pool.idle() == [second]
        (tmp_path / "go").touch()


def test_a_worker_that_comes_later_is_taken_in(two: tuple[Any, Client]) -> None:
    cluster, client = two
    with pool_of(client) as pool:
        cluster.scale(3)
        for _ in range(int(PATIENCE_S / dask_pool.LOOK_EVERY_S)):
            if len(pool.idle()) == 3:
                return
            pool.next(dask_pool.LOOK_EVERY_S)
    pytest.fail("the third worker was never taken in")


def test_a_task_for_a_process_that_is_no_more_is_not_done_by_its_successor(
    two: tuple[Any, Client],
) -> None:
    with pool_of(two[1]) as pool:
        worker = pool.idle()[0]
        address = address_of(pool, worker)
        pool._crew[address] = crew.Member("an earlier process", worker)
        pool.give(worker, 1, task("a"))
        assert isinstance(ended(pool)[1], Died)


def test_a_task_that_took_too_long_is_said_to(two: tuple[Any, Client]) -> None:
    with pool_of(two[1]) as pool:
        worker = pool.idle()[0]
        address = address_of(pool, worker)
        pool._crew[address] = crew.Member("an earlier process", worker)
        pool.give(worker, 1, Task(WORK, "measure", (job("a"),), 0.0))
        assert ended(pool)[1] == Died("no result after 0 s; its worker was ended")


def test_another_version_is_refused(
    two: tuple[Any, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "versions", lambda: {"posturecam": "0.0.1", "Python": "3.11"})
    with pytest.raises(ClusterError, match=r"posturecam .* instead of 0.0.1"), pool_of(two[1]):
        pass


def test_a_worker_without_posturecam_is_refused(
    two: tuple[Any, Client], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(dask_pool, "ABOUT", '__import__("posturecan")')
    with pytest.raises(ClusterError, match="No module named 'posturecan'"), pool_of(two[1]):
        pass
    caplog.clear()  # the worker, which is here, says so as well


def test_without_workers_it_says_how_to_start_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_pool, "ANSWER_S", 0.5)
    with (
        cluster_of(0) as (_, client),
        pytest.raises(ClusterError, match="dask worker"),
        pool_of(client),
    ):
        pass


def test_workers_that_are_busy_are_waited_for_only_so_long(
    two: tuple[Any, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(pool: DaskPool, address: str) -> None:  # noqa: ARG001
        import asyncio  # noqa: PLC0415

        await asyncio.Event().wait()

    monkeypatch.setattr(dask_pool, "ANSWER_S", 0.5)
    monkeypatch.setattr(DaskPool, "_ask", never)
    with pytest.raises(ClusterError, match="busy"), pool_of(two[1]):
        pass


def test_without_any_worker_the_study_ends(
    two: tuple[Any, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster, client = two
    monkeypatch.setattr(dask_pool, "NOBODY_S", 0.0)
    with pool_of(client) as pool:
        cluster.scale(0)
        with pytest.raises(ClusterError, match="no worker for 0 s"):
            pool.next(PATIENCE_S)


def test_a_scheduler_that_is_gone_ends_the_study(
    tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with cluster_of(1) as (cluster, client), pool_of(client) as pool:
        pool.give(pool.idle()[0], 1, task("wait", PlainWork(str(tmp_path))))
        (tmp_path / "go").touch()
        cluster.close()
        with pytest.raises(ClusterError, match="lost"):
            pool.next(PATIENCE_S)
    caplog.clear()  # dask's own entry, about the task that is left
