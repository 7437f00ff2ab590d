"""Workers that are processes, and what happens when one of all the processes is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support.patience import PATIENCE_S, text_in, wait_until

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PARTED = pytest.mark.skipif(sys.platform == "win32", reason="ends processes by signals")


def start(folder: Path, *names: str) -> subprocess.Popen[str]:
    """Start a study in a process group of its own, as a terminal does."""
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.study_process", str(folder), *names],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait until a process has ended; return its exit code and what it printed."""
    out, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out, err


def study(folder: Path, *names: str) -> dict[str, dict[str, Any]]:
    code, out, err = finish(start(folder, *names))
    assert code == 0, err
    return {outcome["name"]: outcome for outcome in json.loads(out)}


def begun(folder: Path, name: str) -> int:
    """Wait until a recording is measured; return the worker's process."""
    return int(text_in(folder / f"{name}.begun", f"{name} to be begun"))


def family(process: int) -> list[psutil.Process]:
    return psutil.Process(process).children(recursive=True)


def gone(processes: list[psutil.Process]) -> bool:
    return not any(
        process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes
    )


def test_recordings_that_end_their_worker_stop_no_other(tmp_path: Path) -> None:
    others = [f"film {number}" for number in range(20)]
    outcomes = study(tmp_path, "leave", "kill-once", "boom", "long-2", *others)
    states = {name: outcome["state"] for name, outcome in outcomes.items()}
    assert states == {
        "leave": "failed",
        "kill-once": "done",
        "boom": "failed",
        "long-2": "done",
        **dict.fromkeys(others, "done"),
    }
    assert (outcomes["leave"]["tries"], outcomes["kill-once"]["tries"]) == (2, 2)
    assert "memory runs out or a library crashes" in outcomes["leave"]["reason"]
    assert (outcomes["boom"]["fault"], outcomes["boom"]["tries"]) == (True, 1)
    assert not list((tmp_path / "temporary").iterdir())
    assert "2 workers on this computer, no dashboard" in (tmp_path / "opened").read_text()


@PARTED
def test_a_killed_client_leaves_no_process_and_what_is_done_is_not_done_again(
    tmp_path: Path,
) -> None:
    client = start(tmp_path, "film", "wait")
    begun(tmp_path, "wait")
    wait_until((tmp_path / "key-film-.done").exists, "the film to be done")
    workers = family(client.pid)
    assert len(workers) >= 2
    client.kill()
    finish(client)
    wait_until(lambda: gone(workers), "the workers to end")
    (tmp_path / "go").touch()
    outcomes = study(tmp_path, "film", "wait")
    assert [outcome["state"] for outcome in outcomes.values()] == ["done", "done"]
    assert outcomes["film"]["tries"] == 1, "only reading it: it was kept in memory"


@PARTED
def test_an_interrupted_study_ends_with_all_its_processes(tmp_path: Path) -> None:
    client = start(tmp_path, "wait")
    begun(tmp_path, "wait")
    workers = family(client.pid)
    os.killpg(client.pid, signal.SIGINT)
    code, _, err = finish(client)
    assert code not in {0, 3}
    assert "KeyboardInterrupt" in err
    wait_until(lambda: gone(workers), "the workers to end")
    assert not list((tmp_path / "temporary").iterdir())


@contextmanager
def dask(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of dask's own programs."""
    command = [sys.executable, "-m", "dask", *words]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        children: list[psutil.Process] = []
        try:
            yield process
        finally:
            with suppress(psutil.NoSuchProcess):
                children = family(process.pid)
            for one in [process, *children]:
                with suppress(psutil.NoSuchProcess, ProcessLookupError):
                    one.kill()


def scheduler_of(file: Path) -> tuple[str, ...]:
    where = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--port", "0")
    return ("scheduler", *where, "--dashboard-address", "127.0.0.1:0")


def address_of(file: Path) -> str:
    """Wait until a scheduler has begun, and with it the JSON object of its file has ended."""
    text = text_in(file, "the scheduler to start", lambda text: text.endswith("\n}"))
    address: str = json.loads(text)["address"]
    return address


def worker_of(folder: Path, file: Path) -> tuple[str, ...]:
    where = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard")
    return ("worker", *where, "--nthreads", "1", "--local-directory", str(folder))


@PARTED
def test_a_scheduler_that_is_killed_ends_the_study_and_another_goes_on(tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    with dask(*scheduler_of(first)) as scheduler, dask(*worker_of(tmp_path, first)):
        client = start(tmp_path, "film", "wait", address_of(first))
        begun(tmp_path, "wait")
        scheduler.kill()
        code, _, err = finish(client)
    assert code == 1
    assert "is lost" in err
    assert "Traceback" not in err
    (tmp_path / "go").touch()
    with dask(*scheduler_of(second)), dask(*worker_of(tmp_path, second)):
        outcomes = study(tmp_path, "film", "wait", address_of(second))
    assert [outcome["state"] for outcome in outcomes.values()] == ["done", "done"]


HANGING = """
import faulthandler, types, sys
import distributed
distributed.get_worker = lambda: types.SimpleNamespace(id="me")
from posturecam.study import errand
from tests.support.study_jobs import PlainWork, job
import pickle
errand.carry_out(pickle.dumps((PlainWork(), "measure", (job("hang"),))), "me", 0.1)
"""


def test_a_process_that_hangs_is_ended_and_says_where() -> None:
    result = subprocess.run(
        [sys.executable, "-c", HANGING], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "_happen" in result.stderr
