"""What is shown of a study, in a terminal and elsewhere."""

from io import StringIO

from rich.console import Console

from posturecam.study.progress import Doing, Progress
from posturecam.study.progress_view import LINE_EVERY_S, drawn, open_view

HEADING = "2 workers on this computer"


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def text_of(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def progress(workers: int) -> Progress:
    doing = tuple(
        Doing(f"w{number:02}", f"film {number}", "measures", 5) for number in range(workers)
    )
    return Progress(4, 100, done=1, settled_bytes=25, elapsed_s=65, doing=doing)


def text(height: int, workers: int) -> list[str]:
    console = Console(file=StringIO(), width=80, height=height, force_terminal=False)
    console.print(drawn(progress(workers), HEADING, height))
    return [line.rstrip() for line in text_of(console).splitlines()]


def test_each_worker_has_a_line() -> None:
    lines = text(24, 2)
    assert lines[0] == HEADING
    assert "25%" in lines[1]
    assert lines[2] == "1 of 4 recordings"
    assert lines[3].split() == ["w00", "film", "0", "measures", "1", "min"]
    assert len(lines) == 5


def test_no_more_lines_than_the_terminal_has() -> None:
    lines = text(10, 30)
    assert len(lines) == 9
    assert lines[-1] == "and 25 more"


def test_a_tiny_terminal_shows_the_bar() -> None:
    assert "25%" in text(3, 4)[1]


def test_a_long_name_is_cut() -> None:
    doing = (Doing("w", "x" * 200, "measures", 0),)
    console = Console(file=StringIO(), width=80, height=20)
    console.print(drawn(Progress(1, 1, doing=doing), HEADING, 20))
    assert all(len(line) <= 80 for line in text_of(console).splitlines())
    assert "measures" in text_of(console)


def test_without_a_terminal_a_line_is_printed_now_and_then() -> None:
    console, clock = Console(file=StringIO(), width=80, force_terminal=False), Clock()
    with open_view(console, HEADING, "no dashboard", clock) as show:
        for _ in range(3):
            show(progress(2))
        clock.now_s = LINE_EVERY_S
        show(progress(2))
        show(progress(2))
    assert text_of(console).splitlines() == [f"{HEADING}, no dashboard", "1 of 4 recordings"]


def test_a_terminal_shows_the_newest_and_is_left_clean() -> None:
    console, clock = Console(file=StringIO(), width=80, height=20, force_terminal=True), Clock()
    with open_view(console, HEADING, "http://127.0.0.1:8787/status", clock) as show:
        show(progress(2))
        show(progress(3))
        assert "w02" not in text_of(console), "drawn too often"
        clock.now_s = 1.0
        show(progress(3))
    assert "127.0.0.1:8787" in text_of(console)
    assert "w02" in text_of(console)


def test_workers_are_called_by_number_or_address() -> None:
    doing = (Doing("0", "a", "reads", 0), Doing("tcp://10.0.0.7:41022", "b", "reads", 0))
    console = Console(file=StringIO(), width=80, height=20)
    console.print(drawn(Progress(2, 2, doing=doing), HEADING, 20))
    lines = text_of(console).splitlines()
    assert lines[3].startswith("worker 1 ")
    assert lines[4].startswith("10.0.0.7:41022 ")
