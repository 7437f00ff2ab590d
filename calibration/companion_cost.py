"""What the companion costs beside `watch`: in the background, with the page open, and calibrating.

Somebody upright is played as a camera gives it, in real time; with `--moving` it is somebody who
moves all the time and looks at their pictures.  Each case runs for a while after it has settled;
processor time is that of the instance and, where it is open, the page's process.

    python calibration/companion_cost.py [--seconds 60] [--moving]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

from cost.page_client import Onlooker, browser_for, invitation_in
from cost.resources import part_of, taken_by

from posturecam.edges.control.client import Instance, is_running
from posturecam.edges.files.video_writer import record_film
from posturecam.edges.sources.video import open_video
from posturecam.view.commands import OpenPage, Quit

HERE: Final = Path(__file__).resolve().parent
SAMPLE: Final = "still_p1_laptop"
MOVING: Final = "lean_p2_monitor"
FILM_FPS: Final = 10.0
SETTLED_S: Final = 15.0
PATIENCE_S: Final = 60.0
PAGE: Final = "page-server"
PICTURES: Final = "with the page open and its pictures"
QUIET: Final = ("--set", "notifications.desktop=false")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--moving", action="store_true")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser, address = browser_for(folder)
        os.environ["BROWSER"] = str(browser)
        for kind in ("CONFIG", "DATA", "CACHE"):
            os.environ[f"POSTURECAM_{kind}_DIR"] = str(folder / kind.lower())
        film = folder / "film.mp4"
        long_film(film, 4 * (SETTLED_S + wish.seconds), MOVING if wish.moving else SAMPLE)
        if wish.moving:
            profile = ("--profile", str(HERE / f"{MOVING}.toml"))
            _moving("somebody moves", film, wish.seconds, address, *profile)
            _moving("somebody moves, with the view Calibrate open", film, wish.seconds, address)
        else:
            _upright(film, wish.seconds, address)


def _upright(film: Path, seconds: float, address: Path) -> None:
    profile = ("--profile", str(HERE / f"{SAMPLE}.toml"))
    with _program(film, "watch", "--plain", *profile) as process:
        time.sleep(SETTLED_S)
        say("watch", seconds, process.pid)
    with _program(film, "start", "--foreground", *profile) as process:
        _wait_for(is_running)
        time.sleep(SETTLED_S)
        say("in the background", seconds, process.pid)
        page, onlooker = _open_page(process.pid, address)
        time.sleep(SETTLED_S)
        say("with the page open", seconds, process.pid, page)
        _say_with_pictures(PICTURES, seconds, onlooker, process.pid, page)
        Instance().do(Quit())


def _moving(case: str, film: Path, seconds: float, address: Path, *profile: str) -> None:
    """Without a `profile` the instance shows what the camera gives, as it does in Calibrate."""
    address.unlink(missing_ok=True)
    with _program(film, "start", "--foreground", *profile) as process:
        _wait_for(is_running)
        page, onlooker = _open_page(process.pid, address)
        _say_with_pictures(case, seconds, onlooker, process.pid, page)
        Instance().do(Quit())


def _open_page(process: int, address: Path) -> tuple[int, Onlooker]:
    Instance().do(OpenPage())
    _wait_for(address.exists)
    _wait_for(lambda: part_of(process, PAGE))
    return part_of(process, PAGE) or 0, Onlooker(invitation_in(address.read_text(encoding="utf-8")))


def _say_with_pictures(case: str, seconds: float, onlooker: Onlooker, *processes: int) -> None:
    looking = _look_at_pictures(onlooker)
    time.sleep(SETTLED_S)
    before = looking.pictures
    say(case, seconds, *processes)
    print(f"  {(looking.pictures - before) / seconds:.1f} pictures a second")


def long_film(path: Path, seconds: float, sample: str = SAMPLE) -> None:
    """Play `sample` forwards and backwards for so long."""
    pictures = []
    with open_video(str(HERE.parent / "samples" / f"{sample}.mp4")) as source:
        t = 0.0
        while (frame := source.read(t)) is not None:
            pictures.append(frame.image)
            t = frame.t + 1 / FILM_FPS
    around = [*pictures, *pictures[-2:0:-1]]
    with record_film(path) as film:
        for number in range(round(seconds * FILM_FPS)):
            film.write(number / FILM_FPS, around[number % len(around)])


@contextmanager
def _program(film: Path, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    source = ("--source", str(film))
    command = [sys.executable, "-m", "posturecam", *words, *source, *QUIET]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 (our own words)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def say(case: str, seconds: float, *processes: int) -> None:
    """Print what `processes` take in `seconds`."""
    before = sum(_used_s(process) for process in processes)
    time.sleep(seconds)
    used = sum(_used_s(process) for process in processes) - before
    memory = ", ".join(f"{taken_by(process).memory_mb:.0f} MB" for process in processes)
    print(f"{case}: {100 * used / seconds:.2f} % of a core, {memory}", flush=True)


def _used_s(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class _Pictures:
    """Counts the pictures of a stream."""

    def __init__(self, answer: Any) -> None:
        self.pictures = 0
        threading.Thread(target=self._read, args=(answer,), daemon=True).start()

    def _read(self, answer: Any) -> None:
        for line in answer:
            self.pictures += line.startswith(b"Content-Type: image/jpeg")


def _look_at_pictures(onlooker: Onlooker) -> _Pictures:
    """Ask for the pictures as the page does while one calibrates."""
    connection = HTTPConnection(onlooker.host, timeout=PATIENCE_S)
    connection.request("GET", f"{onlooker.place}api/picture", headers={"Cookie": onlooker.cookie})
    return _Pictures(connection.getresponse())


def _wait_for(ready: Any) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while not ready():
        if time.monotonic() > until_s:
            msg = "the instance does not answer"
            raise SystemExit(msg)
        time.sleep(0.1)


if __name__ == "__main__":
    main()
