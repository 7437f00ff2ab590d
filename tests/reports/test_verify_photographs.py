"""What is said of marked photographs."""

import pytest

from posturecam.core.verify.photographs import Change, Photographed
from posturecam.reports.verify_photographs import photographs_text, photographs_values

HELD = Change("work.jpg", 95.0, -12.0, 0.8, -10.0, 2.0)
OFF = Change("late.jpg", 200.0, -20.0, 0.8, -10.0, 2.0)
UNMEASURED = Change("dark.jpg", 300.0, -9.0, 0.8, None, None)


def photographed(*changes: Change, rms: float | None = None, again: bool = False) -> Photographed:
    return Photographed(0.6, again, changes, rms)


def test_each_photograph_has_its_line() -> None:
    lines = photographs_text(photographed(HELD, OFF, UNMEASURED, rms=5.8)).splitlines()

    assert lines[0] == (
        "On you it is good to 5.8 degrees by 2 photographs, 1 of them within its 90 % interval."
    )
    assert lines[2:5] == [
        "  work.jpg  marked -12.0 deg (+- 0.8), front -10.0 deg (+- 2.0): within its 90 % interval",
        "  late.jpg  marked -20.0 deg (+- 0.8), front -10.0 deg (+- 2.0): beyond its 90 % interval",
        "  dark.jpg  marked -9.0 deg (+- 0.8), not measured from the front",
    ]


def test_few_photographs_give_no_error() -> None:
    text = photographs_text(photographed(HELD, OFF))

    assert text.startswith("1 of 2 photographs lie within the front camera's 90 % interval; from 3")


@pytest.mark.parametrize(
    ("again", "how"), [(True, "by the photographs marked again"), (False, "as given or usual")]
)
def test_it_says_where_the_raters_error_is_from(*, again: bool, how: str) -> None:
    assert f"off by 0.6 deg ({how})" in photographs_text(photographed(HELD, again=again))


def test_programs_get_every_number() -> None:
    values = photographs_values(photographed(HELD, UNMEASURED, rms=1.0))

    assert values["rms_deg"] == 1.0
    assert [one["holds"] for one in values["changes"]] == [True, None]
    assert values["changes"][0]["marked_deg"] == -12.0
