"""Let the running instance watch for days, with the page open: nothing may grow.

Starts the instance with recordings as its camera, one after the other for ever, opens the page and
reads it as a browser does.  Time passes as fast as frames can be measured; each time the recordings
are over, models and recording are opened again.
Writes what both processes take to a table, and draws it.

    python calibration/soak_companion.py [--observations 20000] [--out docs/soak_companion.png]
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from cost.page_client import Onlooker, browser_for, invitation_in
from cost.resources import Taken, part_of, taken_by

from posturecam.edges.control.client import Instance, is_running
from posturecam.edges.files.video_writer import record_film
from posturecam.edges.sources.video import open_video
from posturecam.view.commands import OpenPage, Quit

mpl.use("Agg")
from matplotlib import pyplot as plt

HERE: Final = Path(__file__).resolve().parent
SAMPLES: Final = HERE.parent / "samples"
SHOWN: Final = ("slouch_p2_laptop", "lean_p2_monitor", "head_only_p2_laptop_off", "desk_p2_laptop")
PROFILE: Final = "slouch_p2_laptop"
FILM_FPS: Final = 10.0
PAGE: Final = "page-server"
SAMPLED: Final = 40  # times in the whole run
PATIENCE_S: Final = 60.0
LOOK_S: Final = 0.2
SETTINGS: Final = (
    "sampling.looks_per_s=10",
    "sampling.calm_every_s=0.1",
    "notifications.desktop=false",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """Both processes after a number of observations."""

    observations: int
    after_s: float
    states: int  # that the page has shown
    instance: Taken
    page: Taken


def long_film(path: Path) -> None:
    """Join the recordings of one person into one, so that a run lasts minutes."""
    with record_film(path) as film:
        begins_s = 0.0
        for name in SHOWN:
            t = -1 / FILM_FPS
            with open_video(str(SAMPLES / f"{name}.mp4")) as source:
                while (frame := source.read(t + 1 / FILM_FPS)) is not None:
                    t = frame.t
                    film.write(begins_s + t, frame.image)
            begins_s += t + 1 / FILM_FPS


@contextmanager
def running_instance(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """Run the instance in `folder`; give it and the file with its number of observations."""
    film, count = folder / "film.mp4", folder / "count"
    long_film(film)
    program = HERE / "cost" / "quick_companion.py"
    profile = HERE / f"{PROFILE}.toml"
    words = [sys.executable, str(program), str(count), str(film), str(profile), *SETTINGS]
    process = subprocess.Popen(words)  # noqa: S603 (our own words)
    try:
        _wait_for(is_running, process, "the instance answers")
        yield process, count
        Instance().do(Quit())
        process.wait(PATIENCE_S)
    finally:
        process.kill()
        process.wait()


def open_page(address: Path, process: "subprocess.Popen[bytes]") -> tuple[Onlooker, int]:
    """Open the page and look at it; return who looks, and the process of the page."""
    Instance().do(OpenPage())
    _wait_for(address.exists, process, "the page opens")
    part = part_of(process.pid, PAGE)
    if part is None:
        msg = "the page has no process of its own"
        raise SystemExit(msg)
    onlooker = Onlooker(invitation_in(address.read_text(encoding="utf-8")))
    _wait_for(lambda: onlooker.states > 0, process, "the page shows how things are")
    return onlooker, part


def _wait_for(ready: Any, process: "subprocess.Popen[bytes]", what: str) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while not ready():
        if process.poll() is not None or time.monotonic() > until_s:
            msg = f"it never happens that {what}"
            raise SystemExit(msg)
        time.sleep(LOOK_S)


def soak(wanted: int, folder: Path) -> Iterator[Sample]:
    """Yield samples until there have been `wanted` observations with the page open."""
    browser, address = browser_for(folder)
    os.environ["BROWSER"] = str(browser)
    for kind in ("CONFIG", "DATA", "CACHE"):
        os.environ[f"POSTURECAM_{kind}_DIR"] = str(folder / kind.lower())
    began_s = time.monotonic()
    with running_instance(folder) as (process, count):
        onlooker, page = open_page(address, process)
        step, begun = max(1, wanted // SAMPLED), _number_in(count)
        for goal in range(begun + step, begun + wanted + 1, step):
            while (number := _number_in(count)) < goal:
                if process.poll() is not None:
                    msg = f"the instance ended after {number} observations"
                    raise SystemExit(msg)
                time.sleep(LOOK_S)
            after_s = time.monotonic() - began_s
            both = taken_by(process.pid), taken_by(page)
            yield Sample(number, after_s, onlooker.states, *both)


def _number_in(path: Path) -> int:
    try:
        return int(path.read_text(encoding="ascii") or 0)
    except OSError:
        return 0


def write(samples: Sequence[Sample], path: Path) -> None:
    """Write the table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        kinds = ("memory_mb", "threads", "files")
        both = [f"{who}_{kind}" for who in ("instance", "page") for kind in kinds]
        rows.writerow(["observations", "after_s", "states", *both])
        for one in samples:
            taken = [
                value
                for who in (one.instance, one.page)
                for value in (round(who.memory_mb, 1), who.threads, who.files)
            ]
            rows.writerow([one.observations, round(one.after_s, 1), one.states, *taken])


def draw(samples: Sequence[Sample], path: Path) -> None:
    """Draw memory, threads and open files of both."""
    figure, panels = plt.subplots(1, 3, figsize=(10, 3), layout="constrained")
    numbers = [one.observations for one in samples]
    for panel, kind in zip(panels, ("memory_mb", "threads", "files"), strict=True):
        for who, mark in (("instance", "o-"), ("page", "s-")):
            values = [getattr(getattr(one, who), kind) for one in samples]
            panel.plot(numbers, values, mark, markersize=3, label=who)
        title = {"memory_mb": "memory (MB)", "threads": "threads", "files": "open files"}[kind]
        panel.set(title=title, xlabel="observations", ylim=(0, None))
    panels[0].legend()
    figure.savefig(path, dpi=120)
    plt.close(figure)


def growth(samples: Sequence[Sample]) -> str:
    """Say by how much both have grown since a quarter of the run."""
    since, last = samples[len(samples) // 4], samples[-1]
    parts = [
        f"{who} {getattr(last, who).memory_mb:.0f} MB "
        f"({getattr(last, who).memory_mb - getattr(since, who).memory_mb:+.1f} MB, "
        f"{getattr(last, who).threads - getattr(since, who).threads:+d} threads, "
        f"{getattr(last, who).files - getattr(since, who).files:+d} files)"
        for who in ("instance", "page")
    ]
    lasted = f"{last.observations} observations, {last.states} states, {last.after_s:.0f} s"
    return f"{lasted}; since a quarter of that: {', '.join(parts)}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run, print, write and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, default=20_000)
    out = HERE.parent / "docs" / "soak_companion.png"
    parser.add_argument("--out", type=Path, default=out, help="the picture")
    parser.add_argument("--csv", type=Path, help="the table")
    wish = parser.parse_args(arguments)
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory() as folder:
        for sample in soak(wish.observations, Path(folder)):
            samples.append(sample)
            print(sample, flush=True)
    if wish.csv:
        write(samples, wish.csv)
    draw(samples, wish.out)
    print(growth(samples))


if __name__ == "__main__":
    main()
