"""Border and break screen on a real display with two screens."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from posturecam.app.watch.telling_texts import border_of, screen_of
from posturecam.core.values import Event, EventKind, Level
from posturecam.edges.desktop import overlay, overlay_break
from posturecam.edges.desktop.overlay import NO_TKINTER, run, show
from posturecam.edges.desktop.overlay_break import clock
from posturecam.edges.desktop.overlay_messages import Border, BreakScreen, Message, line_of
from posturecam.edges.desktop.overlay_process import OverlayProcess, open_overlay
from posturecam.edges.desktop.overlay_screens import Area
from posturecam.stretches.catalogue import builtin
from tests.support.display import (
    TWO,
    click,
    has_keyboard,
    kept_display,
    point_at,
    press,
    running_display,
    screenshot,
)
from tests.support.patience import PATIENCE_S, wait_until

pytestmark = pytest.mark.desktop

LONG = Event(1800.0, EventKind.BREAK_DUE, held_s=1800.0, length_s=120.0)
MOST_TRIES = round(1000 * PATIENCE_S / overlay.POLL_MS)
ORANGE = (0xE6, 0x9F, 0x00)
GROUND = (0x14, 0x18, 0x1D)
SQUEEZE = builtin()["scapular_squeeze"]


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with kept_display(monkeypatch) as name:
        yield name


def a_break(*, everywhere: bool = True, for_s: float = 120.0) -> BreakScreen:
    return replace(screen_of(LONG, SQUEEZE, everywhere=everywhere), for_s=for_s)


def picture(tmp_path: Path) -> Image.Image:
    screenshot(tmp_path / "screen.png")
    return Image.open(tmp_path / "screen.png").convert("RGB")


def during(message: Message, done: Callable[[], object]) -> list[str]:
    """Show `message` until something is pressed or it is `done`; return what was pressed.

    It is tried again and again: nobody knows when a busy machine has drawn the windows.
    """
    pressed: list[str] = []
    tries = 0

    def ended() -> bool:
        nonlocal tries
        tries += 1
        return bool(done()) or tries > MOST_TRIES

    assert show(message, ended, pressed.append) == ""
    assert tries <= MOST_TRIES, "waited in vain"
    return pressed


def typing(*keys: str) -> Callable[[], object]:
    """Press `keys` once a window has the keyboard."""
    return lambda: has_keyboard() and press(*keys)


def wait_for_end(tmp_path: Path, pixel: tuple[int, int], colour: tuple[int, int, int]) -> None:
    wait_until(lambda: picture(tmp_path).getpixel(pixel) != colour, "the end of it", 0.3)


@pytest.mark.usefixtures("display")
def test_the_border_is_at_the_edges_of_every_screen(tmp_path: Path) -> None:
    thick, orange = 4, []
    for screen in TWO:
        right, bottom = screen.x + screen.width - 1, screen.y + screen.height - 1
        orange += [(screen.x, screen.y), (right, screen.y), (screen.x, bottom), (right, bottom)]
        orange.append((screen.x + screen.width // 2, screen.y + thick - 1))
    shown: list[Image.Image] = []

    def all_drawn() -> bool:
        shown[:] = [picture(tmp_path)]
        return {shown[0].getpixel(one) for one in orange} == {ORANGE}

    during(border_of(Level.NOTICE), all_drawn)
    for screen in TWO:
        middle = screen.x + screen.width // 2
        assert shown[0].getpixel((middle, screen.y + thick)) != ORANGE
        assert shown[0].getpixel((middle, screen.y + screen.height // 2)) != ORANGE
    below = TWO[1].height + 20
    assert shown[0].getpixel((TWO[1].x + 50, below)) != ORANGE
    wait_for_end(tmp_path, (0, 0), ORANGE)


@pytest.mark.usefixtures("display")
def test_clicks_on_the_border_reach_what_lies_below(tmp_path: Path) -> None:
    tk = pytest.importorskip("tkinter")
    clicked: list[tuple[int, int]] = []
    below = tk.Tk()
    below.overrideredirect(boolean=True)
    below.geometry("800x600+0+0")
    below.bind("<Button-1>", lambda event: clicked.append((event.x_root, event.y_root)))
    below.update()
    point_at(300, 1)

    def reached() -> bool:
        if picture(tmp_path).getpixel((300, 1)) == ORANGE:
            click()
            below.update()
        return bool(clicked)

    during(border_of(Level.NOTICE), reached)
    below.destroy()
    assert set(clicked) == {(300, 1)}


@pytest.mark.usefixtures("display")
@pytest.mark.parametrize("everywhere", [True, False])
def test_a_break_is_on_all_screens_or_on_the_one_in_use(
    tmp_path: Path, *, everywhere: bool
) -> None:
    point_at(TWO[1].x + 300, 200)
    first, second = ((screen.x + 5, screen.y + 5) for screen in TWO)
    shown: list[Image.Image] = []

    def is_drawn() -> bool:
        shown[:] = [picture(tmp_path)]
        return shown[0].getpixel(second) == GROUND  # drawn last

    during(a_break(everywhere=everywhere), is_drawn)
    assert (shown[0].getpixel(first) == GROUND) is everywhere


@pytest.mark.usefixtures("display")
@pytest.mark.parametrize(
    ("key", "name"), [("Escape", "later"), ("d", "took"), ("l", "later"), ("s", "skip")]
)
def test_keys_end_a_break(key: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay_break, "LETTERS_AFTER_S", 0.0)
    assert during(a_break(), typing(key)) == [name]


@pytest.mark.usefixtures("display")
def test_letters_of_what_was_just_being_typed_do_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay_break, "LETTERS_AFTER_S", 600.0)
    assert during(a_break(), typing(*"dsk", "space", "Return", "Escape")) == ["later"]


@pytest.mark.usefixtures("display")
def test_only_the_first_key_counts() -> None:
    assert during(a_break(), typing("Escape", "Escape")) == ["later"]


@pytest.mark.usefixtures("display")
def test_buttons_are_reached_with_the_keyboard() -> None:
    assert during(a_break(everywhere=False), typing("Tab", "Tab", "Return")) == ["later"]
    assert during(a_break(everywhere=False), typing("Tab", "space")) == ["took"]


@pytest.mark.usefixtures("display")
def test_a_click_on_a_button_ends_a_break(tmp_path: Path) -> None:
    raised = (0x26, 0x30, 0x3A)

    def click_button() -> None:
        shown = picture(tmp_path)
        rows = [y for y in range(400, 600) if shown.getpixel((400, y)) == raised]
        if rows:
            point_at(400, rows[len(rows) // 2])
            click()

    point_at(10, 10)
    assert during(a_break(everywhere=False), click_button) == ["later"]  # the one in the middle


@pytest.mark.usefixtures("display")
def test_what_ends_before_it_is_drawn_is_not_left_on_the_screen() -> None:
    assert show(border_of(Level.NOTICE), lambda: True, pytest.fail) == ""


@pytest.mark.usefixtures("display")
def test_what_is_pressed_while_it_is_drawn_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay, "_draw", lambda _root, _message, press: press("later"))
    pressed: list[str] = []
    asked: list[int] = []

    def ended() -> bool:
        asked.append(1)
        return True

    assert show(a_break(), ended, pressed.append) == ""
    assert (pressed, asked) == (["later"], [])


@pytest.mark.usefixtures("display")
def test_a_break_ends_by_itself(tmp_path: Path) -> None:
    pressed: list[str] = []
    assert show(a_break(for_s=1.0), lambda: False, pressed.append) == ""
    assert pressed == []
    wait_for_end(tmp_path, (5, 5), GROUND)


def test_the_buttons_are_on_the_screen_whatever_the_exercise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tuple("A step that goes on and on, " * 10 for _ in range(10))
    long = replace(a_break(), steps=steps, figure=(*a_break().figure, ("odd", 1.0, False, ())))
    with (
        running_display(monkeypatch, (Area(0, 0, 640, 480),)),
        open_overlay("The break screen") as screen,
    ):
        screen.show(long)

        def is_there() -> bool:
            shown = picture(tmp_path)
            return (0x26, 0x30, 0x3A) in {shown.getpixel((320, y)) for y in range(380, 480)}

        wait_until(is_there, "the buttons", 0.3)


@pytest.mark.parametrize(
    ("seconds", "text"), [(95.0, "1:35"), (94.2, "1:35"), (0.0, "0:00"), (-1.0, "0:00")]
)
def test_the_countdown(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "display" in show(border_of(None), lambda: True, pytest.fail)


def test_without_tkinter_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay, "find_spec", lambda _name: None)
    assert show(border_of(None), lambda: True, pytest.fail) == NO_TKINTER
    assert "python3-tk" in NO_TKINTER


@pytest.mark.usefixtures("display")
def test_a_colour_that_is_none_is_a_reason_not_a_traceback() -> None:
    assert "colour" in show(Border("no colour", 9.0), lambda: True, pytest.fail).replace(
        "color", "colour"
    )


@pytest.mark.parametrize("line", [b"nonsense\n", b"\xff\n", b""])
def test_a_message_that_is_none_is_answered(line: bytes) -> None:
    sink = io.StringIO()
    run(io.BytesIO(line), sink)
    assert "failed" in json.loads(sink.getvalue())


@pytest.mark.usefixtures("display")
def test_the_process_goes_when_its_input_is_closed(tmp_path: Path) -> None:
    with open_overlay("The border") as border:
        border.show(border_of(Level.NOTICE))
        wait_until(lambda: picture(tmp_path).getpixel((0, 0)) == ORANGE, "the border", 0.3)
        process = border._process
        border.show(border_of(Level.CARD))  # in the place of the other
        wait_until(lambda: process.poll() is not None, "its end")
        wait_until(lambda: picture(tmp_path).getpixel((0, 0)) == (0xD5, 0x5E, 0x00), "red", 0.3)
        process = border._process
        border.hide()
        wait_until(lambda: process.poll() is not None, "its end")
        assert border.trouble() == ""
        wait_for_end(tmp_path, (0, 0), (0xD5, 0x5E, 0x00))
        border.hide()


@pytest.mark.usefixtures("display")
def test_what_is_pressed_comes_back_from_the_process(tmp_path: Path) -> None:
    with open_overlay("The break screen", ("later",)) as screen:
        screen.show(a_break())
        wait_until(lambda: picture(tmp_path).getpixel((5, 5)) == GROUND, "the screen", 0.3)
        pressed: list[str] = []

        def answered() -> bool:
            press("Escape")
            pressed.extend(screen.pressed())
            return bool(pressed)

        wait_until(answered, "the answer", 0.3)
        assert pressed == ["later"]
        assert screen.pressed() == ()


@pytest.mark.usefixtures("display")
def test_it_never_outlives_the_one_who_started_it(tmp_path: Path) -> None:
    line = line_of(border_of(Level.NOTICE))
    script = (
        "import sys, time\n"
        "from posturecam.edges.desktop.overlay_process import OverlayProcess\n"
        "from posturecam.edges.desktop.overlay_messages import message_of\n"
        "overlay = OverlayProcess('x', ())\n"
        f"overlay.show(message_of({line!r}))\n"
        "print(overlay._process.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    wait_until(lambda: picture(tmp_path).getpixel((0, 0)) == ORANGE, "the border", 0.3)
    parent.send_signal(signal.SIGKILL)
    parent.communicate(timeout=60)
    wait_until(lambda: not is_running(child), "the end of the process")
    wait_for_end(tmp_path, (0, 0), ORANGE)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def test_what_cannot_be_shown_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with open_overlay("The border") as border:
        border.show(border_of(None))
        said: list[str] = []
        wait_until(lambda: bool(said.append(border.trouble()) or said[-1]), "the reason")
        assert said[-1].startswith("The border cannot be shown: ")
        assert "display" in said[-1]


def test_a_process_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    border = OverlayProcess("The border", ())
    border.show(border_of(None))
    assert border.trouble() == "The border cannot be shown: No such file or directory"
    border.close()


def test_answers_that_are_none_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = b'nonsense\n[1]\n{"pressed": "other"}\n{"pressed": "later"}\n'
    monkeypatch.setattr(
        "posturecam.edges.desktop.overlay_process.start_asked_part",
        lambda _name: subprocess.Popen(
            [sys.executable, "-c", f"import sys; sys.stdout.buffer.write({answers!r})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ),
    )
    with open_overlay("The break screen", ("later",)) as screen:
        screen.show(a_break())
        found: list[str] = []
        wait_until(lambda: bool(found.extend(screen.pressed()) or found), "an answer")
        assert found == ["later"]
        assert screen.trouble() == ""


@pytest.mark.usefixtures("display")
def test_it_shows_the_message_of_its_input_until_that_ends() -> None:
    receiving, sending = os.pipe()
    os.write(sending, line_of(border_of(Level.NOTICE)).encode())
    closing = threading.Timer(1.0, os.close, (sending,))
    closing.start()
    sink = io.StringIO()
    with os.fdopen(receiving, "rb") as source:
        run(source, sink)
    closing.join()
    assert sink.getvalue() == ""


def press_until(ended: threading.Event, key: str) -> None:
    while not ended.wait(0.3):
        press(key)


@pytest.mark.usefixtures("display")
def test_a_break_tells_its_output_what_was_pressed() -> None:
    receiving, sending = os.pipe()
    os.write(sending, line_of(a_break()).encode())
    ended = threading.Event()
    pressing = threading.Thread(target=press_until, args=(ended, "Escape"))
    pressing.start()
    sink = io.StringIO()
    with os.fdopen(receiving, "rb") as source:
        run(source, sink)
        ended.set()
        pressing.join()
        os.close(sending)
    assert sink.getvalue() == '{"pressed": "later"}\n'


def test_an_output_that_nobody_reads_is_no_fault() -> None:
    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    run(io.BytesIO(b"nonsense\n"), Gone())
