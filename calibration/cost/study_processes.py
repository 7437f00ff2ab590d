"""The processes of a study: what they take, and networks to put them in."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import psutil

from cost.resources import taken_by
from posturecam.study.cluster import open_pool
from posturecam.study.running import run as study_of
from tests.support.study_jobs import Memory, PlainWork, job, key_of

LOOK_EVERY_S: Final = 0.5
ADDRESSES: Final = ("10.77.0.1", "10.77.0.2")


@dataclass(slots=True)
class Run:
    """What a command took."""

    wall_s: float
    cpu_s: float
    code: int
    memory_mb: dict[int, list[float]] = field(default_factory=dict)  # by worker's process


def cpu_s_beside_workers(number: int) -> float:
    """Return what client and scheduler take for recordings that take no time."""
    jobs = [job(f"film {one}") for one in range(number)]
    with open_pool(None, 2) as pool:
        began_s = time.process_time()
        study_of(pool, PlainWork(), jobs, Memory(), key_of, lambda _: None)
        return time.process_time() - began_s


def run(*words: str) -> Run:
    """Run a command; watch the memory of its processes, and count their processor time."""
    began_s = time.monotonic()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        ended = threading.Event()
        memory: dict[int, list[float]] = {}
        watch = threading.Thread(target=_watch, args=(process.pid, ended, memory))
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watch.join()
    wall_s = time.monotonic() - began_s
    return Run(wall_s, used.ru_utime + used.ru_stime, process.returncode, memory)


def _watch(process: int, ended: threading.Event, memory: dict[int, list[float]]) -> None:
    while not ended.wait(LOOK_EVERY_S):
        for child in workers_of(process):
            try:
                memory.setdefault(child, []).append(taken_by(child).memory_mb)
            except OSError:
                continue


def workers_of(process: int) -> list[int]:
    """Return the worker processes of a study."""
    try:
        children = psutil.Process(process).children(recursive=True)
        return [one.pid for one in children if "spawn_main" in " ".join(one.cmdline())]
    except psutil.Error:
        return []


def cpu_s_of(process: int) -> float:
    """Return the processor time of a process; none if it has ended."""
    try:
        times = psutil.Process(process).cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system


@contextmanager
def namespaces() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Make two network namespaces with a cable between them; give how to run something in each."""
    commands = (
        "netns add pc0",
        "netns add pc1",
        "link add pc0 netns pc0 type veth peer name pc1 netns pc1",
        *(
            f"netns exec pc{n} ip {what}"
            for n, address in enumerate(ADDRESSES)
            for what in (f"addr add {address}/24 dev pc{n}", f"link set pc{n} up", "link set lo up")
        ),
    )
    try:
        for command in commands:
            subprocess.run(["ip", *command.split()], check=True)  # noqa: S603, S607
        yield ("ip", "netns", "exec", "pc0"), ("ip", "netns", "exec", "pc1")
    finally:
        for n in (0, 1):
            subprocess.run(["ip", "netns", "delete", f"pc{n}"], check=False)  # noqa: S603, S607
