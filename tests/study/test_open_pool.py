"""How workers are found, and what is said where there are none."""

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import distributed
import pytest
from dask import config

from posturecam.errors import ClusterError
from posturecam.study import cluster
from posturecam.study.cluster import NO_DASHBOARD, open_pool
from posturecam.study.running import run
from tests.support.study_jobs import Memory, PlainWork, job, key_of


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Close dask's clients that never connected, which only end when they are collected."""
    yield
    gc.collect()


def threads(folder: Path, workers: int = 1) -> distributed.LocalCluster:
    """Workers in threads of this process."""
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=False,
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        local_directory=str(folder),
    )


def test_a_scheduler_is_used_and_left_as_it_was(tmp_path: Path) -> None:
    memory = Memory()
    with threads(tmp_path) as there:
        with open_pool(there.scheduler_address, None) as pool:
            assert there.scheduler_address in pool.description
            run(pool, PlainWork(), [job("a")], memory, key_of, lambda _: None)
        assert memory.has("key-a-")
        assert len(there.workers) == 1


@pytest.mark.parametrize(("cores", "gigabytes", "number"), [(2, 64, 2), (64, 4, 5), (8, 0, 1)])
def test_there_are_as_many_workers_as_cores_and_memory_allow(
    cores: int, gigabytes: int, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[tuple[int, int]]()

    def started(workers: int, memory_bytes: int) -> distributed.LocalCluster:
        asked.append((workers, memory_bytes))
        os.environ["OMP_NUM_THREADS_OF_A_WORKER"] = "1"
        assert config.get("distributed.scheduler.allowed-failures") == 0
        assert Path(config.get("temporary-directory")).is_dir()
        return threads(tmp_path)

    monkeypatch.setattr("dask.system.CPU_COUNT", cores)
    monkeypatch.setattr("distributed.system.MEMORY_LIMIT", gigabytes * 10**9)
    monkeypatch.setattr(cluster, "_started", started)
    with open_pool(None, None) as pool:
        assert pool.description.startswith(f"{number} worker")
        assert pool.dashboard == NO_DASHBOARD or "127.0.0.1" in pool.dashboard
    assert asked == [(number, max(gigabytes * 10**9 // number, cluster.WORKER_BYTES))]
    assert "OMP_NUM_THREADS_OF_A_WORKER" not in os.environ
    assert config.get("distributed.scheduler.allowed-failures") != 0


def test_more_workers_than_have_room_are_not_ended_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[int]()

    def started(_: int, memory_bytes: int) -> distributed.LocalCluster:
        asked.append(memory_bytes)
        return threads(tmp_path)

    monkeypatch.setattr("distributed.system.MEMORY_LIMIT", 10**9)
    monkeypatch.setattr(cluster, "_started", started)
    with open_pool(None, 50):
        pass
    assert asked == [cluster.WORKER_BYTES]


def test_what_a_study_that_was_killed_has_left_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(cluster, "_started", lambda *_: threads(tmp_path))
    remains = tmp_path / f"{cluster.PREFIX}old"
    (remains / "dask").mkdir(parents=True)
    os.utime(remains, (0, 0))
    with open_pool(None, 1):
        assert not remains.exists()
        assert list(tmp_path.glob(f"{cluster.PREFIX}*"))
    assert not list(tmp_path.glob(f"{cluster.PREFIX}*"))


def test_workers_that_do_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        message = "no process"
        raise RuntimeError(message)

    monkeypatch.setattr(distributed, "LocalCluster", fail)
    with pytest.raises(ClusterError, match="could not be started: no process"), open_pool(None, 1):
        pass


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.5)
    with (
        pytest.raises(ClusterError, match=r"no dask scheduler .* tcp://127\.0\.0\.1:1"),
        open_pool("tcp://127.0.0.1:1", None),
    ):
        pass


@pytest.mark.parametrize("address", ["nonsense", "foo://bar:1", "tls://127.0.0.1:1"])
def test_an_address_that_is_none(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.5)
    with pytest.raises(ClusterError, match=address), open_pool(address, None):
        pass


def test_what_answers_but_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ClusterError, match=rf"{address} \(no answer"), open_pool(address, None):
            pass
