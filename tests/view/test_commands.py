import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.errors import InputError
from posturecam.view.commands import (
    LONGEST_S,
    NAMES,
    Calibrate,
    Command,
    Pause,
    PressKey,
    SnoozeAlerts,
    command_of,
    row_of,
)


@given(st.one_of(*(st.from_type(kind) for kind in get_args(Command))))
def test_what_is_written_is_read_again_or_refused(command: Command) -> None:
    row = json.loads(json.dumps(row_of(command)))
    length_s = getattr(command, "for_s", None)
    if length_s is not None and not 0 < length_s <= LONGEST_S:
        with pytest.raises(InputError, match="for_s"):
            command_of(row)
    else:
        assert command_of(row) == command


def test_every_command_has_one_name() -> None:
    assert set(NAMES.values()) == set(get_args(Command))
    assert len(set(NAMES.values())) == len(NAMES)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "None"),
        ({"do": "fly"}, "fly"),
        ({"do": "snooze"}, "for_s"),
        ({"do": "snooze", "for_s": "900"}, "for_s"),
        ({"do": "snooze", "for_s": True}, "for_s"),
        ({"do": "snooze", "for_s": None}, "for_s"),
        ({"do": "snooze", "for_s": 0}, "for_s"),
        ({"do": "snooze", "for_s": float("nan")}, "for_s"),
        ({"do": "snooze", "for_s": LONGEST_S + 1}, "for_s"),
        ({"do": "pause", "until_tomorrow": 1}, "until_tomorrow"),
        ({"do": "pause", "length": 1}, "length"),
        ({"do": "press", "key": 5}, "key"),
        ({"do": "quit", "now": True}, "now"),
    ],
)
def test_what_does_not_fit_is_named(row: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        command_of(row)


def test_defaults_may_be_left_out() -> None:
    assert command_of({"do": "pause"}) == Pause()
    assert command_of({"do": "calibrate"}) == Calibrate()
    assert command_of({"do": "press", "key": "s"}) == PressKey("s")
    assert command_of({"do": "snooze", "for_s": 900}) == SnoozeAlerts(900)
