"""An exercise on terminals of every size, and where there is none."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from posturecam.core.coach.leading import Stage
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase
from posturecam.edges.terminal.big_digits import ROWS, big
from posturecam.edges.terminal.lesson_view import (
    FIGURE,
    Drawn,
    Plain,
    draw,
    no_figure,
    open_lesson_view,
)
from posturecam.view.lesson import Figure, Lesson

LESSON = Lesson(
    exercise="neck_rotation",
    name="Neck rotation",
    say="Turn your head slowly to the left.",
    count=3,
    of=5,
    stage=Stage.MOVE,
    phase=Phase.GOING,
    reach=0.5,
    side=Side.LEFT,
    breath="out",
    form="Keep your chin level.",
    note="A note.",
    progress=0.4,
    steps=("Sit tall.", "Turn your head."),
)
ASKING = replace(LESSON, asking=True, say="Do any of these apply?", signs=("a sign", "another"))


def drawn(lesson: Lesson, width: int = 80, height: int = 30, figure: Figure = no_figure) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(draw(lesson, width, height, figure))
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_it_says_what_to_do_how_often_and_how_well() -> None:
    text = drawn(LESSON)

    for part in (
        "Neck rotation",
        "Turn your head slowly to the left.",
        "3 of 5  ·  left side  ·  breathe out",
        f"go       {'█' * 15}{'░' * 15}",
        f"in all   {'━' * 12}{'░' * 18}",
        "Keep your chin level.",
        "A note.",
        "2. Turn your head.",
        *big(3),
        "p pause  s skip  h it hurts  q quit",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("lesson", "number"),
    [
        (replace(LESSON, phase=Phase.HOLD, left_s=11.2), 12),
        (replace(LESSON, stage=Stage.READY, phase=Phase.SETTLING, left_s=6.0), 6),
        (replace(LESSON, stage=Stage.REST, phase=Phase.REST, left_s=29.5), 30),
        (replace(LESSON, left_s=1.5), 3),
    ],
)
def test_the_large_number_counts_down_where_somebody_waits(lesson: Lesson, number: int) -> None:
    text = drawn(lesson)

    assert all(row.rstrip() in text for row in big(number))
    assert f" {round((lesson.left_s or 0) + 0.5)} s" in text


@pytest.mark.parametrize("height", [40, 24, 16, 12, 9])
@pytest.mark.parametrize("width", [200, 80, 60, 40, 24])
def test_it_fits_and_what_to_do_stays(width: int, height: int) -> None:
    lines = drawn(replace(LESSON, left_s=2.0), width, height).splitlines()
    text = " ".join(" ".join(line.strip("│ ") for line in lines).split())

    assert "Turn your head slowly to the left." in text
    assert "3 of 5" in text
    assert "q" in lines[-1]
    assert max(map(len, lines)) <= width
    if width >= 40:
        assert len(lines) <= height


def bars(_exercise: str, at_s: float, columns: int) -> tuple[str, ...]:
    return ("x" * columns, f"at {at_s}")


def test_the_figure_stands_beside_the_text_where_there_is_room() -> None:
    wide = drawn(replace(LESSON, figure_s=1.5), figure=bars)

    assert f"{'x' * FIGURE}  Turn your head" in wide
    assert "at 1.5" in wide
    assert "xxx" not in drawn(LESSON, 60, figure=bars)
    assert "xxx" not in drawn(LESSON, 80, 10, figure=lambda *_: ("x" * FIGURE,) * 12)


def test_a_question_shows_the_signs_and_its_keys() -> None:
    text = drawn(ASKING)

    assert "- a sign" in text
    assert "y yes  n no  q quit" in text
    assert "3 of 5" not in text
    assert "3 of 5" not in drawn(replace(ASKING, signs=()))


def test_on_a_low_terminal_signs_are_cut_off_and_no_key() -> None:
    many = replace(ASKING, signs=("a long sign that needs two lines of a narrow terminal",) * 9)

    assert "y yes" in drawn(many, 40, 8).splitlines()[0]


def test_sets_time_pauses_and_ends_are_named() -> None:
    text = drawn(replace(LESSON, sets=2, set_number=2, by_time=True, paused=True))

    assert "set 2 of 2  ·  by time" in text
    assert "paused   " in text
    assert "│ ██" in text
    assert "│ ██" not in drawn(replace(LESSON, finished=True))


def test_names_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in drawn(replace(LESSON, name="\x1b[2J", say="\x1b[2J", note="\x1b"), 40)


def test_without_a_terminal_there_is_a_line_for_each_thing_to_do() -> None:
    file = io.StringIO()
    with open_lesson_view(Console(file=file)) as view:
        assert isinstance(view, Plain)
        for t, lesson in enumerate(
            (
                replace(LESSON, form="", note=""),
                replace(LESSON, form="", reach=0.1),
                LESSON,
                ASKING,
            ),
            58,
        ):
            view.show(lesson, float(t))

    counted = "(3 of 5  ·  left side  ·  breathe out)"
    assert file.getvalue().splitlines() == [
        f"    0:58  Turn your head slowly to the left. {counted}",
        "          A note.",
        f"    1:00  Turn your head slowly to the left. {counted} Keep your chin level.",
        "    1:01  Do any of these apply?",
        "          - a sign",
        "          - another",
    ]


def test_a_terminal_is_drawn_on() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=80, height=30, _environ={})
    with open_lesson_view(console, bars) as view:
        assert isinstance(view, Drawn)
        view.show(LESSON, 1.0)

    assert "Turn your head" in file.getvalue()
    assert "xxxx" in file.getvalue()


def test_digits_are_rows_of_one_length() -> None:
    rows = big(1234567890)

    assert len(rows) == ROWS
    assert len({len(row) for row in rows}) == 1
    assert len({big(number) for number in range(10)}) == 10
