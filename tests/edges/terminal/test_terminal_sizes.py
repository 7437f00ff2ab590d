"""What stays on a screen that is too narrow or too low for everything, and what names may do."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from posturecam.core.parts import NoShoulders
from posturecam.edges.terminal.key_bar import key_bar
from posturecam.edges.terminal.printable import clean
from posturecam.view.footer import Footer
from posturecam.view.gauges import Gauge
from posturecam.view.headline import Headline
from posturecam.view.keys import KEYS
from tests.support.screens import POOR, drawn

ANSWER = "no alerts for 15 min (s again: 30 min)"
SNOOZED = replace(
    POOR,
    footer=Footer(
        "snoozed for 15 min", ("break in 17 min", "2 alerts", "12:31 watched", "62 cm away")
    ),
    answer=ANSWER,
)
NAMES = [one.key for one in KEYS]
LONG_NOTE = "The profile was made with pictures of 640x480, these have 1280x720. " * 4


def shown(width: int, height: int, **changes: object) -> list[str]:
    return drawn(replace(SNOOZED, **changes), width, height).rstrip("\n").split("\n")  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [120, 80, 50, 40, 30, 20])
@pytest.mark.parametrize(
    "changes", [{}, {"note": LONG_NOTE}, {"help": True}], ids=["alert", "note", "help"]
)
def test_it_fits_and_state_and_keys_stay(width: int, changes: dict[str, object]) -> None:
    for height in (40, 24, 16, 10, 5, 3):
        lines = shown(width, height, **changes)
        assert len(lines) <= height
        assert max(map(cell_len, lines)) <= width
        assert "! head forward" in "\n".join(lines)
        assert all(key in "\n".join(lines[-5:]) for key in NAMES)


@pytest.mark.parametrize("height", [24, 10])
@pytest.mark.parametrize("width", [120, 80, 50, 40, 30, 20])
def test_reading_snooze_and_answer_stay(width: int, height: int) -> None:
    text = "\n".join(shown(width, height))
    words = " ".join(text.split())
    assert "-11 ± 3°" in text
    assert "snoozed for 15 min" in text
    assert ANSWER in words
    assert "Head forward" in text  # the alert


def test_the_verdict_goes_before_the_reading_and_that_before_the_keys() -> None:
    lines = shown(20, 5)
    assert lines[0] == "! head forward"
    assert lines[2].startswith("Neck -11 ± 3°")
    assert lines[-1].split() == NAMES


@pytest.mark.parametrize("width", [80, 100, 120])
def test_from_80_columns_on_nothing_wraps(width: int) -> None:
    text = drawn(replace(SNOOZED, card=None), width, 24)
    assert len(text.splitlines()) == 12
    assert "break" in text.splitlines()[-1]
    assert "recalibrate" in text.splitlines()[-1]


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_every_key_has_its_place(lines: int) -> None:
    for width in range(20, 120):
        bar = key_bar(width, lines).plain.split("\n")
        assert len(bar) <= lines
        assert max(map(len, bar)) <= width
        assert {word for line in bar for word in line.split()} >= set(NAMES)


@pytest.mark.parametrize(
    ("name", "there"),
    [
        pytest.param("a\x1b[31mb", "a�[31mb", id="escape"),
        pytest.param("a\x9b31mb", "a�31mb", id="C1"),
        pytest.param("a\nb", "a b", id="newline"),
        pytest.param("a\u202eb", "a�b", id="right to left"),
        pytest.param("a\udcffb", "a�b", id="no UTF-8"),
        pytest.param("[bold]a[/x]", "[bold]a[/x]", id="markup"),
        pytest.param("書斎の机", "書斎の机", id="CJK"),
        pytest.param("desk 🪑", "desk 🪑", id="emoji"),
    ],
)
@pytest.mark.parametrize("width", [120, 80, 50])
def test_a_name_is_shown_and_does_nothing_else(name: str, there: str, width: int) -> None:
    opening = replace(SNOOZED.headline, detail=f"opening {name}")
    named = replace(SNOOZED, heading=f"camera 0, profile {name}", note=name, headline=opening)
    text = drawn(named, width, 30)
    assert there in text
    assert "\x1b" not in text
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("name", ["x" * 300 + ".mp4", "机" * 200 + ".mp4", "🪑" * 100 + ".mp4"])
@pytest.mark.parametrize("width", [120, 80, 50])
def test_of_a_long_name_the_end_is_shown(name: str, width: int) -> None:
    lines = drawn(replace(SNOOZED, heading=f"{name}, profile desk"), width, 30).splitlines()
    assert ".mp4, profile desk" in lines[0]
    assert max(map(cell_len, lines)) <= width


def test_a_reason_that_the_state_gives_already_is_not_said_again() -> None:
    gauges = tuple(Gauge(name, None, None, None, 8.0, "face turned away") for name in "ab")
    headline = Headline("face turned away", "not measuring")
    unseen = replace(POOR, headline=headline, gauges=gauges, card=None)
    assert drawn(unseen).count("face turned away") == 1


def test_what_cannot_be_printed_is_replaced() -> None:
    assert clean("a\tb\x00\x7fc\nd") == "a�b��c\nd"


@pytest.mark.parametrize("width", [50, 59, 60, 61, 70, 80])
def test_a_long_reason_cuts_neither_names_nor_numbers(width: int) -> None:
    gauges = (
        POOR.gauges[0],
        Gauge("Shoulders (FSA)", None, None, None, 12.0, NoShoulders.NOT_HERE.value),
    )
    text = drawn(replace(POOR, gauges=gauges), width, 30)

    assert "Neck angle (CVA) -11 ± 3°" in text
    assert "Shoulders (FSA)" in text
    words = " ".join(text.replace("│", " ").split())
    assert "shoulders cannot be judged with this calibration" in words
