"""Measure what posturecam costs, against a bare loop in the same run.

Prints a table and writes it to docs/performance.md.  The recordings in `samples/` are played as a
webcam would deliver them (MJPEG, 640x480) in a simulated clock, so an hour takes a minute or two.

    python calibration/speed.py [--minutes 60] [--out docs/performance.md]
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from math import inf
from pathlib import Path
from typing import Final

from cost.delays import Delay, delay
from cost.films import Film, load, profile_of, real_people
from cost.hours import Part, mean_of, naive, parts_of, watched
from cost.observations import per_look
from cost.replays import overhead
from cost.starts import bare_command, bare_memory_mb, first_line_s, memory_mb, watch_command
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from posturecam.core.measure.calibration import Refused
from posturecam.core.measure.profile import Profile
from posturecam.edges.files import profile_store
from posturecam.edges.files.profile_toml import Card, Stored
from posturecam.edges.mediapipe.bundles import Bundles, find_bundles
from posturecam.edges.mediapipe.landmarker import open_landmarker

ROOT: Final = Path(__file__).resolve().parents[1]
SAMPLES: Final = ROOT / "samples"
REPORT: Final = ROOT / "docs" / "performance.md"
CALM, RESTLESS = ("still_p1_laptop", 4.5), ("desk_p2_laptop", 10.0)
SLOUCHES: Final = (  # recording, upright until, held bad from and to
    ("slouch_p1_laptop", 2.2, (7.0, 10.0)),
    ("slouch_p2_laptop", 2.2, (7.0, 10.0)),
    ("slouch_p2_q34", 2.2, (7.0, 10.0)),
    ("lean_p2_monitor", 3.0, (9.0, 13.0)),
)
WORKING_DAY_S = 9 * 3600


@dataclass(frozen=True, slots=True)
class Size:
    """How long everything is measured for."""

    minutes: float  # simulated, of watching
    naive_s: float = 20.0
    searches: int = 60
    runs: int = 3
    bare_s: float = 20.0
    steady_at_s: tuple[float, float] = (10.0, 60.0)
    replayed: str = RESTLESS[0]
    slouches: int = len(SLOUCHES)
    real: bool = True  # people beside the project, too
    starts: bool = True
    film_s: float = inf


TINY: Final = Size(0.05, 0.5, 4, 1, 0.1, (0.1, 0.3), SLOUCHES[0][0], 1, real=False, film_s=12.0)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    bare: str
    ours: str
    ratio: str
    aim: str


OpenFinder = Callable[[], AbstractContextManager]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="simulated minutes of watching")
    parser.add_argument("--tiny", action="store_true", help="only show that everything runs")
    parser.add_argument("--out", type=Path, default=REPORT, help="the page to write")
    options = parser.parse_args(arguments)
    size = TINY if options.tiny else Size(options.minutes)
    console = Console()
    bundles = find_bundles()
    with Progress(console=console) as progress, tempfile.TemporaryDirectory() as folder:
        rows = list(_rows(size, bundles, Path(folder), progress))
    console.print(_table(rows))
    options.out.write_text(_page(rows, size.minutes), encoding="utf-8")
    console.print(f"Written to {options.out}")


def _rows(size: Size, bundles: Bundles, folder: Path, progress: Progress) -> Iterator[Row]:
    open_finder = partial(open_landmarker, bundles)
    films = [
        load(SAMPLES / f"{name}.mp4", upright_s, size.film_s)
        for name, upright_s in (CALM, RESTLESS)
    ]
    made = [_calibrated(film, open_finder, folder) for film in films]
    people = _real(open_finder) if size.real else ()
    calm, restless = (
        parts_of(film, profile, more)
        for film, (profile, _), more in zip(films, made, ((), people), strict=True)
    )
    yield _hour(calm, "calm", "1/60 and 1 %", size, open_finder, progress)
    yield _hour(restless, "restless", "1/15", size, open_finder, progress)
    yield _observe(restless[0], size, open_finder, progress)
    _, stored = made[1]
    yield _replay(SAMPLES / f"{size.replayed}.mp4", stored, size, open_finder, progress)
    video = SAMPLES / f"{RESTLESS[0]}.mp4"
    if size.starts:
        yield from _starts(video, stored, (bundles.pose, bundles.face), size, progress)
    yield _delays(size, open_finder, folder, progress)


def _calibrated(film: Film, open_finder: OpenFinder, folder: Path) -> tuple[Profile, Path]:
    with open_finder() as finder:
        profile = profile_of(film, finder)
    if isinstance(profile, Refused):
        msg = f"{film.name}: {'; '.join(profile.problems)}"
        raise SystemExit(msg)
    size = f"{profile.picture_width}x{profile.picture_height}"
    card = Card(film.name, datetime.now(tz=UTC).replace(microsecond=0), film.name, size, "bench")
    path = folder / f"{film.name}.toml"
    return profile, profile_store.save(folder, str(path), Stored(card, profile))


@contextmanager
def _step(progress: Progress, text: str, total: float) -> Iterator[Callable[[float], None]]:
    task = progress.add_task(text, total=total)
    yield lambda more: progress.update(task, advance=more)
    progress.update(task, completed=total)


def _real(open_finder: OpenFinder) -> list[tuple[Film, Profile]]:
    """Real people who can be calibrated on the first second."""
    found = []
    for film in real_people():
        with open_finder() as finder:
            profile = profile_of(film, finder)
        if isinstance(profile, Profile):
            found.append((film, profile))
    return found


def _hour(
    parts: list[Part],
    kind: str,
    aim: str,
    size: Size,
    open_finder: OpenFinder,
    progress: Progress,
) -> Row:
    shares, bares, hours = [part.share for part in parts], [], []
    for part in parts:
        name, seconds = f"{kind}, {part.film.name}", 60 * size.minutes * part.share
        bare_s = size.naive_s * part.share
        with _step(progress, f"{name}: bare", bare_s) as advance, open_finder() as finder:
            bares.append(naive(part.film, finder, bare_s, advance))
        with _step(progress, f"{name}: watched", seconds) as advance, open_finder() as finder:
            hours.append(watched(part.film, part.profile, finder, seconds, advance))
    ours, bare = mean_of(shares, hours), sum(s * b for s, b in zip(shares, bares, strict=True))
    people = f"{len(parts)} recordings, " if len(parts) > 1 else ""
    often = f"{ours.looks_per_s:.1f} frames and {ours.searches_per_s:.2f} searches a second"
    return Row(
        f"processor, {kind} hour ({people}{often})",
        f"{100 * bare:.1f} % of a core",
        f"{100 * ours.load:.2f} % of a core",
        f"1/{bare / ours.load:.0f}",
        aim,
    )


def _observe(part: Part, size: Size, open_finder: OpenFinder, progress: Progress) -> Row:
    with _step(progress, "one frame", size.searches) as advance, open_finder() as finder:
        search_s, after_s = per_look(part.film, part.profile, finder, size.searches, advance)
    return Row(
        "processor, one frame: the search by the pose model, and all that follows it "
        f"(one frame a second for 9 h: {WORKING_DAY_S * after_s:.0f} s)",
        f"{1000 * search_s:.1f} ms",
        f"{1000 * after_s:.1f} ms",
        f"1/{search_s / after_s:.0f}",
        "1/10",
    )


def _replay(
    video: Path, profile: Path, size: Size, open_finder: OpenFinder, progress: Progress
) -> Row:
    with _step(progress, "replay", size.runs) as advance:
        ours, bare = overhead(video, profile, open_finder, size.runs, advance)
    return Row(
        f"processor, replay of {video.stem} with --readings, models loaded once each",
        f"{bare:.2f} s",
        f"{ours:.2f} s",
        f"{ours / bare:.2f}",
        "1.05",
    )


def _starts(
    video: Path, profile: Path, bundles: tuple[Path, Path], size: Size, progress: Progress
) -> Iterator[Row]:
    bare, lean = (bare_command(video, bundles, size.bare_s, lean=lean) for lean in (False, True))
    ours = watch_command(video, profile, 120)
    with _step(progress, "first reading", 3) as advance:
        seconds = []
        for command, wanted in ((bare, "first"), (lean, "first"), (ours, '"look"')):
            seconds.append(first_line_s(command, wanted, size.runs))
            advance(1)
    bare_s, lean_s, ours_s = seconds
    yield Row(
        "start to first reading (in brackets: a bare loop that leaves out the same)",
        f"{bare_s:.2f} s ({lean_s:.2f} s)",
        f"{ours_s:.2f} s",
        f"{ours_s / bare_s:.2f} ({ours_s / lean_s:.2f})",
        "1.25",
    )
    with _step(progress, "memory", 3) as advance:
        sizes = []
        for command in (bare, lean):
            sizes.append(bare_memory_mb(command))
            advance(1)
        early, late = memory_mb(ours, size.steady_at_s)
    yield Row(
        "resident memory after {:g} s and {:g} s (in brackets: the same)".format(*size.steady_at_s),
        f"{sizes[0]:.0f} MB ({sizes[1]:.0f} MB)",
        f"{early:.0f} MB, {late:.0f} MB",
        f"{late - sizes[0]:+.0f} MB ({late - sizes[1]:+.0f} MB)",
        "+30 MB, flat",
    )


def _delays(size: Size, open_finder: OpenFinder, folder: Path, progress: Progress) -> Row:
    found: list[Delay] = []
    with _step(progress, "alert times", size.slouches) as advance:
        for name, upright_s, bad_s in SLOUCHES[: size.slouches]:
            film = load(SAMPLES / f"{name}.mp4", upright_s, size.film_s)
            profile, _ = _calibrated(film, open_finder, folder)
            with open_finder() as finder:
                found.append(delay(film, bad_s, profile, finder, advance))
    both = [one for one in found if one.reference_s and one.watched_s]
    late = [one.watched_s - one.reference_s for one in both if one.watched_s and one.reference_s]
    missed = sum(bool(one.reference_s) != bool(one.watched_s) for one in found)
    return Row(
        f"alert times in {len(found)} slouches held",
        ", ".join(_seconds(one.reference_s) for one in found),
        ", ".join(_seconds(one.watched_s) for one in found),
        f"latest by {max(late, default=0):+.1f} s, {missed} missed",
        "+2 s, none missed",
    )


def _seconds(t: float | None) -> str:
    return "none" if t is None else f"{t:.1f} s"


def _table(rows: list[Row]) -> Table:
    table = Table("what", "bare loop", "posturecam", "ratio", "aim")
    for row in rows:
        table.add_row(row.what, row.bare, row.ours, row.ratio, row.aim)
    return table


def _page(rows: list[Row], minutes: float) -> str:
    lines = [f"| {row.what} | {row.bare} | {row.ours} | {row.ratio} | {row.aim} |" for row in rows]
    text = (ROOT / "calibration" / "cost" / "performance.md").read_text(encoding="utf-8")
    now = datetime.now(tz=UTC)
    return text.format(
        machine=f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}",
        date=f"{now:%Y-%m-%d}",
        minutes=f"{minutes:g}",
        rows="\n".join(lines),
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
