"""Five years of working days: size of the history, and how long reports and queries take.

`python calibration/bench_history.py [YEARS]`; measured in a folder that is removed afterwards.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from simulated_days import simulate

from posturecam.core.chapter import DAY_S, Period
from posturecam.edges.history_export import export_csv
from posturecam.edges.history_keeping import delete
from posturecam.edges.history_reading import read_chapter
from posturecam.reports.findings import Findings, findings
from posturecam.reports.page import report_html
from posturecam.reports.policy import policy_of
from posturecam.settings import Settings
from posturecam.stretches.catalogue import load_catalogue

FIRST_DAY = 18_263  # 2020-01-02
YEAR_DAYS = 365
MB = 1e6
MOST_MB_A_YEAR, MOST_WEEK_S, MOST_ALL_S = 25.0, 2.0, 10.0


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(path: Path, days: float, end_day: int) -> Findings:
    """Make the report of the last `days`."""
    period = Period((end_day - days) * DAY_S, end_day * DAY_S)
    catalogue = load_catalogue()
    found = findings(read_chapter(path, period), policy_of(Settings()), catalogue)
    report_html(found, catalogue)
    return found


def bench(folder: Path, years: int) -> bool:
    """Print one line a year, then the queries; return whether everything is within its limit."""
    path = folder / "history.db"
    print("| years | MB | MB a year | weekly report, s | report of everything, s |")
    print("| --- | --- | --- | --- | --- |")
    worst_week, worst_all, size = 0.0, 0.0, 0.0
    report_warm_up(folder)
    for year in range(1, years + 1):
        simulate(path, FIRST_DAY + (year - 1) * YEAR_DAYS, YEAR_DAYS, seed=year)
        end_day = FIRST_DAY + year * YEAR_DAYS
        size = path.stat().st_size / MB
        week = timed(lambda end=end_day: report(path, 7, end))  # type: ignore[misc]
        whole = timed(lambda end=end_day, y=year: report(path, y * YEAR_DAYS, end))  # type: ignore[misc]
        worst_week, worst_all = max(worst_week, week), max(worst_all, whole)
        print(f"| {year} | {size:.1f} | {size / year:.1f} | {week:.2f} | {whole:.2f} |", flush=True)
    export = timed(lambda: export_csv(path, "minutes", folder / "minutes.csv"))
    forget = timed(lambda: delete(path, (FIRST_DAY + YEAR_DAYS) * DAY_S))
    print(f"\nexport of all minutes as CSV {export:.1f} s; deleting the first year {forget:.1f} s")
    within = (size / years <= MOST_MB_A_YEAR, worst_week <= MOST_WEEK_S, worst_all <= MOST_ALL_S)
    return all(within)


def report_warm_up(folder: Path) -> None:
    """Load everything once, so that the first line is not about imports."""
    path = folder / "warm.db"
    simulate(path, FIRST_DAY, 3)
    report(path, 7, FIRST_DAY + 3)


def main() -> int:
    """Run the bench; exit 1 if a limit is exceeded."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        fine = bench(Path(folder), years)
    limits = f"{MOST_MB_A_YEAR:g} MB a year, {MOST_WEEK_S:g} s a week, {MOST_ALL_S:g} s in all"
    print(f"{'within' if fine else 'BEYOND'} the limits: {limits}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
