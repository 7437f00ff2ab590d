"""Days and dates as options."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from posturecam.app.admin.reporting import since_days
from posturecam.cli.main import cli

if not hasattr(time, "tzset"):
    pytest.skip("this system cannot be told another time zone", allow_module_level=True)

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", BERLIN)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("now", "days", "midnight"),
    [
        pytest.param("2024-10-07T15:00Z", 1, "2024-10-07T00:00:00+02:00", id="today"),
        pytest.param("2024-10-07T23:00Z", 1, "2024-10-08T00:00:00+02:00", id="local today"),
        pytest.param("2024-10-07T15:00Z", 0.5, "2024-10-07T00:00:00+02:00", id="half a day"),
        pytest.param("2024-10-27T15:00Z", 1, "2024-10-27T00:00:00+02:00", id="summer time ends"),
        pytest.param("2024-10-30T15:00Z", 7, "2024-10-24T00:00:00+02:00", id="it has ended since"),
        pytest.param("2024-03-31T15:00Z", 1, "2024-03-31T00:00:00+01:00", id="summer time begins"),
        pytest.param("2024-04-02T15:00Z", 7, "2024-03-27T00:00:00+01:00", id="it has begun since"),
        pytest.param("2024-10-07T15:00Z", 30.5, "2024-09-07T00:00:00+02:00", id="a month"),
    ],
)
def test_days_back_begin_at_the_midnight_of_their_own_day(
    now: str, days: float, midnight: str
) -> None:
    local = datetime.strptime(now, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC).astimezone()
    assert since_days(days, local).isoformat() == midnight


@pytest.mark.parametrize("span", ["9999y", "9" * 400 + "d"])
def test_longer_than_there_are_records_is_everything(span: str) -> None:
    result = CliRunner().invoke(cli, ["history", "show", "--since", span])
    assert "There is no history yet" in result.output
