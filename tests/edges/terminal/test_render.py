import io
from dataclasses import replace

import pytest
from rich.console import Console

from posturecam.core.parts import NoShoulders
from posturecam.edges.terminal.gauge_bars import gauge_bar
from posturecam.edges.terminal.live_view import NOTE_S, Plain, open_view
from posturecam.view.footer import Footer
from posturecam.view.gauges import Gauge
from posturecam.view.headline import Headline
from posturecam.view.screen import Screen
from tests.support.screens import POOR, drawn


def headed(**changes: object) -> Screen:
    return replace(POOR, headline=replace(POOR.headline, **changes))  # type: ignore[arg-type]


def test_everything_is_there() -> None:
    text = drawn(POOR)

    for part in (
        "camera 0, profile default",
        "! head forward  for 1 minute",
        "-11 ± 3°",
        "not measurable now",
        "break in 17 min",
        "2. Slide your head back.",
        "Stop if you get dizzy.",
        "s snooze",
    ):
        assert part in text


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (60, 20), (40, 16)])
def test_it_fits(width: int, height: int) -> None:
    lines = drawn(replace(POOR, note="A note."), width, height).splitlines()

    assert max(map(len, lines)) <= width
    if width >= 80:
        assert len(lines) <= height


def test_a_low_terminal_shows_the_alert_without_its_steps() -> None:
    text = drawn(POOR, 80, 18)

    assert "Head forward" in text
    assert "Slide your head back" not in text


def test_facts_that_have_no_room_are_left_out_whole() -> None:
    assert "62 cm away" not in drawn(POOR, 80)
    assert "62 cm away" in drawn(POOR, 100)


def test_help_takes_the_place_of_the_card() -> None:
    text = drawn(replace(POOR, help=True))

    assert "you took a break" in text
    assert "Slide your head back" not in text


def test_it_can_be_read_without_colour() -> None:
    assert "\x1b[3" not in drawn(POOR, force_terminal=True, no_color=True)


def bar(worse: float | None, sd: float | None, limit: float) -> str:
    return gauge_bar(Gauge("x", worse, worse, sd, limit), 53).plain


def test_a_gauge_shows_calibration_value_error_and_limit() -> None:
    text = bar(6.0, 1.0, 8.0)

    assert text.index("|") == 12
    assert text.index("▲") == 28
    assert text.index("●") == 24
    assert text.count("━") == 4


@pytest.mark.parametrize(("worse", "sign"), [(200.0, "»"), (-200.0, "«"), (20.0, "●"), (-6.0, "●")])
def test_what_is_off_the_scale_says_so(worse: float, sign: str) -> None:
    text = bar(worse, 2.0, 8.0)

    assert sign in text
    assert len(text) == 53


def test_a_gauge_whose_limit_is_off_still_shows_the_angle() -> None:
    text = bar(10.0, 2.0, 0.0)

    assert "▲" not in text
    assert "●" in text


def test_a_gauge_without_a_value() -> None:
    assert set(bar(None, None, 8.0)) == {"·", "|", "▲"}


def plain() -> tuple[Plain, io.StringIO]:
    sink = io.StringIO()
    return Plain(Console(file=sink, width=40)), sink


def test_plain_lines_come_when_something_changes() -> None:
    view, sink = plain()

    for t in (12.0, 13.0):
        view.show(replace(POOR, t=t))
    view.say(62.0, "alert [bold] " + "long " * 20)
    view.note("a note")

    lines = sink.getvalue().splitlines()
    assert lines[0] == "    0:12  head forward (head forward by 11° (limit 8°))"
    assert lines[1].startswith("    1:02  alert [bold] long")
    assert lines[2].strip() == "a note"
    assert len(lines) == 3


def test_where_there_is_no_terminal_lines_are_printed() -> None:
    console = Console(file=io.StringIO())

    with open_view(console, plain=False) as view:
        assert isinstance(view, Plain)


def live(console: Console) -> int:
    return len(console.file.getvalue())  # type: ignore[attr-defined,no-any-return]


def test_the_live_view_draws_only_what_has_changed() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80, height=24)

    with open_view(console, plain=False) as view:
        view.show(POOR)
        once = live(console)
        view.show(replace(POOR, t=13.0))
        assert live(console) == once
        view.say(13.0, "nothing")
        view.note("The desktop shows no notifications.")
        view.show(replace(POOR, t=14.0))
        assert "The desktop shows no notifications." in console.file.getvalue()  # type: ignore[attr-defined]
        before = live(console)
        view.show(replace(POOR, t=15.0 + NOTE_S))
        assert live(console) > before  # the note has gone


def test_a_new_fact_is_shown_at_once() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80, height=24)

    with open_view(console, plain=False) as view:
        view.show(POOR)
        view.show(replace(POOR, t=12.1, footer=Footer("snoozed for 15 min", POOR.footer.others)))
        assert "snoozed for 15 min" in console.file.getvalue()  # type: ignore[attr-defined]


def test_before_the_first_picture_the_state_is_drawn_alone() -> None:
    headline = Headline("starting ...", "opening camera 0")
    text = drawn(Screen(0.0, "camera 0, profile default", headline, opening=True))

    assert "? starting ..." in text
    assert "your calibration" not in text


def test_what_happened_is_told_again_when_the_live_view_has_gone() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80, height=24)

    with open_view(console, plain=False) as view:
        view.show(POOR)
        view.say(61.0, "Head forward: Try: Chin tuck.")
        assert "Chin tuck" not in console.file.getvalue()  # type: ignore[attr-defined]

    after = console.file.getvalue().rpartition("\x1b[?1049l")[2]  # type: ignore[attr-defined]
    assert "1:01  Head forward: Try: Chin tuck." in after


def test_plain_can_be_wished_for() -> None:
    console = Console(file=io.StringIO(), force_terminal=True)

    with open_view(console, plain=True) as view:
        assert isinstance(view, Plain)


@pytest.mark.parametrize("width", [1, 10, 30, 35, 36])
def test_a_terminal_that_is_too_narrow_is_drawn_all_the_same(width: int) -> None:
    assert drawn(POOR, width, 5)


@pytest.mark.parametrize("why", NoShoulders)
def test_a_gap_in_the_shoulder_angle_says_why(why: NoShoulders) -> None:
    text = drawn(replace(POOR, gauges=(Gauge("Shoulders", None, None, None, 12.0, why.value),)))

    assert why.value in text


@pytest.mark.parametrize("height", [30, 12, 5, 2])
def test_a_verdict_without_the_shoulders_says_so_at_any_height(height: int) -> None:
    text = drawn(headed(state="sitting well", scope="neck and trunk only"), 60, height)

    assert "sitting well, neck and trunk only" in text


def test_plain_lines_say_once_what_a_verdict_is_about_however_often_that_changes() -> None:
    printed = io.StringIO()
    view = Plain(Console(file=printed, width=200))
    well = headed(state="sitting well", detail="within your limits")
    neck = headed(state="sitting well", scope="neck and trunk only")

    for screen in (well, neck, well, neck, neck, headed(scope="head only"), neck):
        view.show(screen)

    lines = [line.split(" (")[0].split("  ")[-1] for line in printed.getvalue().splitlines()]
    assert lines == [
        "sitting well",
        "sitting well, neck and trunk only",
        "head forward, head only",
        "sitting well, neck and trunk only",
    ]


def test_what_is_reported_beside_neck_and_shoulders_has_its_gauge_and_its_unit() -> None:
    slump = Gauge("Slump", 4.6, 4.6, 0.4, 3.0, unit="cm")
    text = drawn(replace(POOR, gauges=(*POOR.gauges, slump)))

    assert "+5 ± 1 cm" in text
    assert "limits: 8° and 12° and 3 cm" in text
