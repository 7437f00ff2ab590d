"""`posturecam report --calendar`, on made-up days."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from simulated_days import simulate

from posturecam.cli.main import cli
from posturecam.edges.history.database import history_path
from tests.support.full_disk import full_disk

FIRST_DAY = 20_003  # Monday 2024-10-07
SPAN = ("--since", "2024-10-07", "--until", "2024-10-13", "--format", "text")


def report(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, ["report", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def worked() -> None:
    """A week of working days."""
    history_path().parent.mkdir(parents=True, exist_ok=True)
    simulate(history_path(), FIRST_DAY, 7)


@pytest.mark.usefixtures("worked")
def test_the_programme_goes_into_a_calendar(tmp_path: Path) -> None:
    calendar = tmp_path / "p.ics"

    report(*SPAN, "--calendar", calendar, "--calendar-at", "2026-10-07T09:00")
    assert "DTSTART:20261007T090000" in calendar.read_text()
    report(*SPAN, "--calendar", calendar)
    assert "T103000" in calendar.read_text()


@pytest.mark.usefixtures("worked")
def test_a_calendar_on_a_full_disk(tmp_path: Path) -> None:
    with full_disk(100):
        result = CliRunner().invoke(cli, ["report", *SPAN, "--calendar", str(tmp_path / "c.ics")])

    assert result.exit_code == 2
    assert result.stdout
    assert f"Cannot write {tmp_path / 'c.ics'}" in result.stderr


@pytest.mark.usefixtures("worked")
def test_without_a_programme_no_calendar_is_written(tmp_path: Path) -> None:
    nothing = report("--format", "text", "--calendar", tmp_path / "none.ics")

    assert f"{tmp_path / 'none.ics'}" in nothing.output
    assert "programme" in nothing.output
    assert not (tmp_path / "none.ics").exists()
