"""What the last hour would have been with other settings."""

import pytest

from posturecam.app.page.what_if import WhatIf, counts
from posturecam.errors import InputError
from posturecam.page.backend import WrongValuesError
from posturecam.settings import Settings
from tests.support.page_records import DeskLive, OwnRecords, watched

LATER = Settings.model_validate({"alerts": {"hold_s": 200}})


def nothing() -> bytes:
    return b""


@pytest.fixture(scope="module")
def live() -> DeskLive:
    return watched()


def test_a_longer_hold_would_have_been_quieter(live: DeskLive) -> None:
    wished = {"alerts.hold_s": 200, "camera.width": 1280}
    found = OwnRecords(live).what_if(wished, live.last_hour)
    none = {"micro_breaks": 0}
    assert found == {
        "minutes": 35.0,
        "now": {"alerts": 2, "beyond_s": pytest.approx(300, abs=8), "breaks": 1} | none,
        "then": {"alerts": 0, "beyond_s": found["now"]["beyond_s"], "breaks": 1} | none,
        "not_counted": ["camera.width"],
        "note": "",
    }


def test_wrong_values_are_said_by_name(live: DeskLive) -> None:
    with pytest.raises(WrongValuesError, match=r"alerts\.hold_s"):
        OwnRecords(live).what_if({"alerts.hold_s": -1}, live.last_hour)


def test_without_readings_it_says_why() -> None:
    found = WhatIf().compare(Settings(), LATER, {}, nothing)
    assert (found["minutes"], found["note"]) == (0.0, "Nothing has been measured yet.")
    off = Settings.model_validate({"page": {"last_hour": False}})
    assert "page.last_hour" in WhatIf().compare(off, LATER, {}, nothing)["note"]


def test_readings_stand_for_a_minute_while_values_are_tried(live: DeskLive) -> None:
    now_s, fetched = 0.0, []

    def last_hour() -> bytes:
        fetched.append(now_s)
        return live.last_hour()

    compare = WhatIf(lambda: now_s).compare
    first = compare(Settings(), LATER, {}, last_hour)
    for now_s in (59.0, 61.0):  # noqa: B007 - the clock reads it
        assert compare(Settings(), LATER, {}, last_hour) == first
    assert fetched == [0.0, 61.0]


def test_nothing_is_kept_of_an_hour_without_readings(live: DeskLive) -> None:
    compare = WhatIf(lambda: 0.0).compare
    assert compare(Settings(), LATER, {}, nothing)["minutes"] == 0.0
    assert compare(Settings(), LATER, {}, live.last_hour)["minutes"] == 35.0


def test_bytes_of_something_else_are_refused() -> None:
    with pytest.raises(InputError):
        WhatIf().compare(Settings(), LATER, {}, lambda: b"[]")


def test_what_counts() -> None:
    assert all(map(counts, ["limits.forward_head_deg", "alerts.hold_s", "breaks.every_min"]))
    assert not any(map(counts, ["camera.shared_every_s", "smoothing.window_s", "pause.hours"]))
