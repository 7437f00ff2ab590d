"""What is asked of an overlay survives the pipe, and nothing else gets through."""

import json
from dataclasses import replace

import pytest

from posturecam.app.watch.telling_texts import border_of, screen_of
from posturecam.core.values import Event, EventKind, Level
from posturecam.edges.desktop.overlay_messages import (
    LONGEST_LINE,
    LONGEST_S,
    Message,
    line_of,
    message_of,
)
from posturecam.errors import InputError
from posturecam.stretches.catalogue import builtin

DUE = Event(1800.0, EventKind.BREAK_DUE, held_s=1800.0, length_s=120.0)
SCREENS = [screen_of(DUE, exercise, everywhere=True) for exercise in builtin().exercises]


@pytest.mark.parametrize("message", [border_of(Level.CARD), *SCREENS])
def test_a_message_is_a_line_and_comes_back_whole(message: Message) -> None:
    line = line_of(message)
    assert line.endswith("\n")
    assert line.isascii()
    assert "\n" not in line[:-1]
    assert len(line) < LONGEST_LINE
    assert message_of(line) == message


def test_nothing_is_shown_for_ever() -> None:
    assert message_of(line_of(replace(border_of(None), for_s=1e9))).for_s == LONGEST_S
    assert message_of(line_of(replace(SCREENS[0], for_s=1e9))).for_s == LONGEST_S


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        "null",
        json.dumps({"show": "border"}),
        json.dumps({"show": "border", "colour": "#fff", "for_s": "long"}),
        json.dumps({"show": "break", "choices": [{"name": "x"}]}),
        json.dumps({"show": "other"}),
    ],
)
def test_what_is_no_message_is_refused(line: str) -> None:
    with pytest.raises(InputError, match="no message"):
        message_of(line)
