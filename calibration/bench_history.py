"""Years of working days: size of the history, and what reports and queries of it cost.

Every figure is processor time against reading the same file bare in the same run (every row of
every table fetched, nothing made of it), and growth against the first year.  Nothing here passes
or fails.  Measured in a folder that is removed afterwards.

    python calibration/bench_history.py [--years 5] [--days 365]
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from simulated_days import simulate

from posturecam.core.history.report_data import DAY_S, Period
from posturecam.edges.history.export import export_csv
from posturecam.edges.history.queries import read_report_data
from posturecam.edges.history.retention import delete
from posturecam.reports.findings import Findings, findings
from posturecam.reports.page import report_html
from posturecam.reports.policy import policy_of
from posturecam.settings import Settings
from posturecam.stretches.catalogue import load_catalogue

FIRST_DAY = 18_263  # 2020-01-02
WEEK_DAYS = 7
MB = 1e6


@dataclass(frozen=True, slots=True)
class Year:
    """A history after so many years: its size, and processor seconds."""

    number: int
    size_mb: float
    bare_s: float
    week_s: float
    whole_s: float


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds of processor time `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def report(path: Path, days: float, end_day: int) -> Findings:
    """Make the report of the last `days`."""
    period = Period((end_day - days) * DAY_S, end_day * DAY_S)
    catalogue = load_catalogue()
    found = findings(read_report_data(path, period), policy_of(Settings()), catalogue)
    report_html(found, catalogue)
    return found


def bare(path: Path) -> int:
    """Fetch every row of every table; return how many there are."""
    with closing(sqlite3.connect(path)) as db:
        names = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return sum(len(db.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names)  # noqa: S608


def measured(path: Path, years: int, days: int) -> Iterator[Year]:
    """Let the history at `path` grow by `days` for every year; measure it after each."""
    warm = path.with_name("warm.db")  # so that the first line is not about imports
    simulate(warm, FIRST_DAY, 3)
    report(warm, WEEK_DAYS, FIRST_DAY + 3)
    for year in range(1, years + 1):
        simulate(path, FIRST_DAY + (year - 1) * days, days, seed=year)
        end_day = FIRST_DAY + year * days
        yield Year(
            year,
            path.stat().st_size / MB,
            timed(lambda: bare(path)),
            timed(lambda end=end_day: report(path, WEEK_DAYS, end)),  # type: ignore[misc]
            timed(lambda end=end_day, all_of=year * days: report(path, all_of, end)),  # type: ignore[misc]
        )


def line(now: Year, first: Year) -> str:
    """Put one year in words: against reading bare, and against the first year."""
    return (
        f"| {now.number} | {now.size_mb:.1f} MB (x{now.size_mb / first.size_mb:.1f}) "
        f"| {now.bare_s:.2f} s "
        f"| {now.week_s:.2f} s (x{now.week_s / first.week_s:.1f}) "
        f"| {now.whole_s:.2f} s (x{now.whole_s / first.whole_s:.1f}) "
        f"| {now.whole_s / now.bare_s:.1f} |"
    )


def bench(folder: Path, years: int, days: int) -> None:
    """Print one line a year, then what the queries cost."""
    path = folder / "history.db"
    print("In brackets: times as much as in the first year.\n")
    print("| years | size | read bare | weekly report | report of everything | ratio to bare |")
    print("| --- | --- | --- | --- | --- | --- |")
    kept: list[Year] = []
    for year in measured(path, years, days):
        kept.append(year)
        print(line(year, kept[0]), flush=True)
    read_s = kept[-1].bare_s
    export = timed(lambda: export_csv(path, "minutes", folder / "minutes.csv"))
    forget = timed(lambda: delete(path, (FIRST_DAY + days) * DAY_S))
    print(
        f"\nAgainst reading bare: export of all minutes as CSV {export / read_s:.1f}, "
        f"deleting the first year {forget / read_s:.1f}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=5, help="how many years")
    parser.add_argument("--days", type=int, default=365, help="how many days a year has")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        bench(Path(folder), options.years, options.days)


if __name__ == "__main__":
    main()
