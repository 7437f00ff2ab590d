"""What a study costs beside `replay`, and what happens to it: the table in docs/performance.md.

    PYTHONPATH=. python calibration/study_cost.py [PART ...]

`overhead`: one worker against `replay` of the same recordings, one after another, in processor
time.  `pairs`: two workers against one.  `many`: short recordings, and how memory develops.
`killed`: a worker is killed in the middle.  `apart`: scheduler and worker in a network namespace of
their own each (needs root and iproute2).  `order`: whether large recordings should come first.
`empty`: what client and scheduler take for recordings that take no time.
Processor time is that of all processes together; waiting on a busy computer does not count.
"""

import argparse
import heapq
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from cost.study_processes import (
    ADDRESSES,
    LOOK_EVERY_S,
    Run,
    cpu_s_beside_workers,
    cpu_s_of,
    namespaces,
    run,
    workers_of,
)

from posturecam.core.pose.renewal import RENEW_EVERY_S

HERE: Final = Path(__file__).resolve().parent
SAMPLES: Final = HERE.parent / "samples"
PROFILE: Final = HERE / "slouch_p1_laptop.toml"
NAMES: Final = (
    "desk_p2_laptop",
    "desk_p1_monitor",
    "slouch_p1_laptop",
    "slouch_p2_laptop",
    "lean_p2_monitor",
    "still_p1_laptop",
)
POSTURECAM: Final = (sys.executable, "-m", "posturecam")
MANY: Final = 200
SHORT_S: Final = 3.0
DRAWS: Final = 200
MEDIAN_S: Final = 1200.0
PER_WORKER: Final = 10  # recordings
SPREAD: Final = 1.0  # of the logarithm of lengths: a sixth is 2.7 times as long as the middle one
FEW: Final = 12


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), choices=list(PARTS))
    parser.add_argument("--many", type=int, default=MANY)
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("CONFIG", "DATA", "CACHE"):
            os.environ[f"POSTURECAM_{kind}_DIR"] = str(folder / kind.lower())
        os.environ["PYTHONPATH"] = str(HERE.parent)
        for part in wish.parts:
            print(f"\n{part}: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            PARTS[part](folder, wish.many)


def recordings() -> list[str]:
    """Return the samples that one profile is good enough for: only the cost matters."""
    return [str(SAMPLES / f"{name}.mp4") for name in NAMES]


def seconds_of(files: Sequence[str]) -> float:
    """Return how long recordings are together."""
    total_s = 0.0
    for file in files:
        with av.open(file) as container:
            total_s += (container.duration or 0) / av.time_base
    return total_s


def study(out: Path, files: Sequence[str], *more: str) -> Run:
    """Run a study into an empty folder."""
    shutil.rmtree(out, ignore_errors=True)
    done = run(*POSTURECAM, "study", *files, "--out", str(out), "--profile", str(PROFILE), *more)
    if done.code:
        print(f"  exit code {done.code}")
    return done


def replayed(folder: Path, files: Sequence[str]) -> Run:
    """Replay recordings one after another."""
    wall_s = cpu_s = 0.0
    for file in files:
        csv = str(folder / "readings.csv")
        words = ("replay", file, "--profile", str(PROFILE), "--readings", csv)
        one = run(*POSTURECAM, *words)
        wall_s, cpu_s = wall_s + one.wall_s, cpu_s + one.cpu_s
    return Run(wall_s, cpu_s, 0)


def manifest(out: Path) -> Mapping[str, Any]:
    """Return the manifest of a study."""
    loaded: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return loaded


def overhead(folder: Path, many: int) -> None:  # noqa: ARG001
    """One worker against replay, of a few minutes."""
    files = recordings()
    replay, ours = replayed(folder, files), study(folder / "out", files, "--workers", "1")
    worked_s = manifest(folder / "out")["totals"]["worked_s"]
    print(
        f"  {seconds_of(files):.0f} s recorded: replay {replay.cpu_s:.1f} s of processor "
        f"({replay.wall_s:.1f} s), study {ours.cpu_s:.1f} s ({ours.wall_s:.1f} s, {worked_s:.1f} s "
        f"of them in tasks), ratio {ours.cpu_s / replay.cpu_s:.2f}, in time "
        f"{ours.wall_s / replay.wall_s:.2f}"
    )


def pairs(folder: Path, many: int) -> None:  # noqa: ARG001
    """Two workers against one."""
    files = recordings()
    one, two = (study(folder / "out", files, "--workers", str(n)) for n in (1, 2))
    worked_s = manifest(folder / "out")["totals"]["worked_s"]
    print(
        f"  1 worker {one.wall_s:.1f} s ({one.cpu_s:.1f} s of processor), 2 workers "
        f"{two.wall_s:.1f} s ({two.cpu_s:.1f} s; {worked_s:.1f} s in tasks): "
        f"{one.wall_s / two.wall_s:.2f} times as fast"
    )


def many_short(folder: Path, many: int) -> None:
    """Short recordings, each of another content; memory of each worker by quarters."""
    files = short(folder, many)
    done = study(folder / "out", files)
    totals = manifest(folder / "out")["totals"]
    print(
        f"  {many} recordings of {SHORT_S:.0f} s: {done.wall_s:.1f} s, {done.cpu_s:.1f} s of "
        f"processor, {done.cpu_s / many:.2f} s each; {totals}"
    )
    for process, seen in done.memory_mb.items():
        parts = [seen[index * len(seen) // 5] for index in range(1, 5)] + [seen[-1]]
        print(
            f"  worker {process}: {', '.join(f'{mb:.0f}' for mb in parts)} MB, most {max(seen):.0f}"
        )


def short(folder: Path, number: int) -> list[str]:
    """Return short recordings, each of another content."""
    films = folder / "films"
    films.mkdir(exist_ok=True)
    return [str(cut(films / f"{one:03}.mp4", one)) for one in range(number)]


def cut(to: Path, number: int) -> Path:
    """Write the first seconds of a sample, with a box at the end that makes each differ."""
    with (
        av.open(str(SAMPLES / f"{NAMES[number % len(NAMES)]}.mp4")) as source,
        av.open(str(to), "w") as target,
    ):
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None and float(packet.pts * packet.time_base) < SHORT_S:
                packet.stream = stream
                target.mux(packet)
    box = f"posturecam{number:06}".encode()
    with to.open("ab") as file:
        file.write((len(box) + 8).to_bytes(4, "big") + b"free" + box)
    return to


def killed(folder: Path, many: int) -> None:  # noqa: ARG001
    """A worker is killed in the middle; the results are those of a study that was left alone."""
    files = short(folder, FEW)
    study(folder / "alone", files, "--workers", "2")
    words = ("study", *files, "--out", str(folder / "out"), "--profile", str(PROFILE))
    with subprocess.Popen(  # noqa: S603 (our own command)
        [*POSTURECAM, *words, "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while len(contents(folder / "out")) < FEW:  # two for each recording: half of them
            time.sleep(LOOK_EVERY_S)
        os.kill(max(workers_of(process.pid), key=cpu_s_of), signal.SIGKILL)
    tries = [entry.get("tries") for entry in manifest(folder / "out")["done"]]
    print(f"  exit code {process.returncode}, tries {tries}, same results: {same(folder)}")


def same(folder: Path) -> bool:
    """Return whether two studies hold the same files of readings and episodes, byte by byte."""
    return contents(folder / "alone") == contents(folder / "out")


def contents(out: Path) -> dict[str, bytes]:
    """Return the readings and episodes in the data set of a study, by path."""
    files = sorted((out / "data").rglob("*.parquet"))
    return {
        str(file.relative_to(out)): file.read_bytes()
        for file in files
        if "recordings" not in file.relative_to(out).parts
    }


def apart(folder: Path, many: int) -> None:  # noqa: ARG001
    """Scheduler and client in one network namespace, a worker in another."""
    files = short(folder, FEW)
    study(folder / "alone", files, "--workers", "1")
    with _dask_apart(folder) as (here, there, address):
        words = ("study", *files, "--out", str(folder / "out"), "--profile", str(PROFILE))
        done = run(*here, *POSTURECAM, *words, "--scheduler", address)
        counter = "/sys/class/net/pc1/statistics/tx_bytes"
        sent = int(subprocess.check_output([*there, "cat", counter]))  # noqa: S603 (our own)
    print(
        f"  exit code {done.code}, {done.wall_s:.1f} s, same results: {same(folder)}; "
        f"{sent / 1e6:.2f} MB came from the worker"
    )


@contextmanager
def _dask_apart(folder: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Start dask's own programs; give what runs a command beside each, and the address."""
    host, other = ADDRESSES
    dask, address = (sys.executable, "-m", "dask"), f"tcp://{host}:8786"
    with namespaces() as (here, there):
        scheduler = (*here, *dask, "scheduler", "--host", host, "--dashboard-address", f"{host}:0")
        worker = (*there, *dask, "worker", address, "--host", other, "--nthreads", "1")
        started = [
            subprocess.Popen(words, stderr=subprocess.DEVNULL, cwd=folder)  # noqa: S603 (our own)
            for words in (scheduler, worker)
        ]
        try:
            yield here, there, address
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait()


def empty(folder: Path, many: int) -> None:  # noqa: ARG001
    """What each recording costs beside its measuring."""
    cpu_s = cpu_s_beside_workers(many)
    print(f"  {many} recordings: {1000 * cpu_s / many:.1f} ms of processor each")


def order(folder: Path, many: int) -> None:  # noqa: ARG001
    """How long workers wait at the end, by the order of recordings; computed, not run."""
    random = np.random.default_rng(1)
    for workers in (8, 64):
        lost: dict[str, list[float]] = {"as given": [], "largest first": []}
        for _ in range(DRAWS):
            lengths = list(MEDIAN_S * random.lognormal(0.0, SPREAD, PER_WORKER * workers))
            for name, ordered in zip(lost, (lengths, sorted(lengths, reverse=True)), strict=True):
                tasks = [part for length in ordered for part in _cut(length)]
                lost[name].append(_finish(tasks, workers) * workers / sum(lengths) - 1.0)
        words = ", ".join(f"{name} {np.mean(seen):.1%}" for name, seen in lost.items())
        print(f"  {workers} workers, {PER_WORKER} recordings for each, longer by: {words}")


def _cut(length_s: float) -> list[float]:
    whole, rest = divmod(length_s, RENEW_EVERY_S)
    return [*([RENEW_EVERY_S] * int(whole)), rest]


def _finish(lengths: Sequence[float], workers: int) -> float:
    """Return when the last of some recordings is done, each by the worker that is free first."""
    free = [0.0] * workers
    for length in lengths:
        heapq.heapreplace(free, free[0] + length)
    return max(free)


PARTS: Final = {
    "order": order,
    "empty": empty,
    "overhead": overhead,
    "pairs": pairs,
    "many": many_short,
    "killed": killed,
    "apart": apart,
}


if __name__ == "__main__":
    main()
