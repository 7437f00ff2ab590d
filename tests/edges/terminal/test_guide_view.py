import io
from dataclasses import replace

import pytest
from rich.console import Console

from posturecam.edges.terminal import guide_view, progress_bar
from posturecam.edges.terminal.guide_view import draw, open_guide
from posturecam.edges.terminal.progress_bar import open_progress
from posturecam.view.guide import Guide

GUIDE = Guide("Pose 1 of 2: upright", "Sit tall.", "get ready", 3.4, "you are seen", "3 of 4")


def test_it_says_what_to_do_how_long_and_what_is_seen() -> None:
    console = Console(file=io.StringIO(), width=80)
    console.print(draw(GUIDE, 80))

    text = console.file.getvalue()  # type: ignore[attr-defined]
    for part in ("Pose 1 of 2: upright", "Sit tall.", "get ready", "4 s", "you are seen", "3 of 4"):
        assert part in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("height", [24, 10])
@pytest.mark.parametrize("width", [120, 80, 50, 30])
def test_it_fits_and_loses_nothing(width: int, height: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    console.print(draw(replace(GUIDE, answer="skipping this pose"), width, height))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    text = " ".join(line.strip("│ ") for line in lines)
    for part in ("Sit tall.", "get ready", "4 s", "you are seen", "3 of 4", "skipping this pose"):
        assert part in text
    assert "q stop" in text
    assert max(map(len, lines)) <= width
    if width >= 50:
        assert len(lines) <= height


def test_before_the_camera_is_open_no_time_runs() -> None:
    console = Console(file=io.StringIO(), width=80)
    console.print(draw(Guide("calibration", "Opening camera 0 ...", "", 0.0, "", ""), 80))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Opening camera 0 ..." in text
    assert "░" not in text


def test_without_a_terminal_there_is_a_line_for_each_phase(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with open_guide() as show:
        show(Guide("calibration", "Opening camera 0 ...", "", 0.0, "", ""))
        for left_s in (4.0, 3.0):
            show(Guide("Pose 1", "Sit tall.", "get ready", left_s, "", ""))
        show(Guide("Pose 1", "Sit tall.", "hold still", 10.0, "", ""))

    assert capsys.readouterr().err.splitlines() == [
        "Pose 1. Sit tall. (get ready, 4 s)",
        "Pose 1. Sit tall. (hold still, 10 s)",
    ]


def test_in_a_terminal_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    monkeypatch.setattr(guide_view, "Console", lambda **_: console)

    with open_guide() as show:
        show(GUIDE)

    assert "Sit tall." in console.file.getvalue()  # type: ignore[attr-defined]


def test_progress_is_drawn_where_somebody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "DRAW_EVERY_S", 0.0)
    seen = Console(file=io.StringIO(), force_terminal=True, width=80)
    unseen = Console(file=io.StringIO())

    for console in (seen, unseen):
        with open_progress("film[/x].mp4", 10.0, console) as advance:
            advance(2.0)
            advance(5.0)

    assert "film[/x].mp4" in seen.file.getvalue()  # type: ignore[attr-defined]
    assert unseen.file.getvalue() == ""  # type: ignore[attr-defined]
