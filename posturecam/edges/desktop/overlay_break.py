"""The screen of a break: countdown, exercise with its steps, and how to end it.

Esc ends it at any moment, and it ends by itself.  It grabs neither keyboard nor pointer, so that
nobody is held: other windows can be reached as always.
"""

import tkinter as tk
from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Final, Literal

from posturecam.edges.desktop.overlay_figure import draw_figure
from posturecam.edges.desktop.overlay_messages import BreakScreen, Choice
from posturecam.edges.desktop.overlay_screens import Area, in_use, screens

GROUND, INK, FAINT, ACCENT = "#14181d", "#eef2f6", "#a9b4c0", "#4fc3d7"
RAISED: Final = "#26303a"  # of buttons
LETTERS_AFTER_S: Final = 2.0
"""Before that, letters are what somebody was just typing elsewhere.  Esc counts at once."""
TICK_MS: Final = 200  # between two drawings of the countdown
LINES: Final = 34  # of ordinary text that the height of a screen would hold
LEAST: Final = 7  # pixels of a letter that can just be read

Press = Callable[[str], None]


def draw_break(root: tk.Tk, message: BreakScreen, press: Press) -> None:
    """Open the screen of a break; the first thing pressed is passed to `press`, and ends it."""
    pressed: list[str] = []

    def end(name: str) -> None:
        if not pressed:
            pressed.append(name)
            press(name)
            root.quit()

    areas = screens(root)
    here = in_use(areas, root.winfo_pointerxy())
    others = [area for area in areas if area != here] if message.everywhere else []
    until_s = monotonic() + message.for_s
    for area in (*others, here):  # the one in use last: it gets the keyboard
        window = _window(root, area)
        window.protocol("WM_DELETE_WINDOW", lambda: end(message.escape))
        _fill(window, area, message, until_s, end)
    _listen(root, message, end)
    window.focus_force()


def clock(seconds: float) -> str:
    """Write what is left: `1:35`; the second that has begun counts."""
    minutes, rest = divmod(max(0, ceil(seconds)), 60)
    return f"{minutes}:{rest:02}"


def _window(root: tk.Tk, area: Area) -> tk.Toplevel:
    window = tk.Toplevel(root, background=GROUND, borderwidth=0, highlightthickness=0)
    window.title("posturecam")
    window.geometry(area.geometry)
    window.attributes("-topmost", "1", "-fullscreen", "1")
    window.update()
    return window


def _listen(root: tk.Tk, message: BreakScreen, end: Callable[[str], None]) -> None:
    """Let keys do what buttons do: Esc at once, letters after a moment."""
    letters_s = monotonic() + LETTERS_AFTER_S
    names = {choice.key: choice.name for choice in message.choices}

    def letter(event: "tk.Event[tk.Misc]") -> None:
        name = names.get(event.char.lower())
        if name is not None and monotonic() >= letters_s:
            end(name)

    root.bind_all("<Escape>", lambda _event: end(message.escape))
    root.bind_all("<Key>", letter, add=True)


def _fill(
    window: tk.Toplevel,
    area: Area,
    message: BreakScreen,
    until_s: float,
    end: Callable[[str], None],
) -> None:
    """Draw the page as large as the screen allows; the buttons are on it whatever it holds."""
    line = area.height // LINES
    foot = _foot(window, line, message, end)
    foot.place(relx=0.5, rely=1.0, anchor="s")
    room = area.height - foot.winfo_reqheight()
    page = _page(window, area, message, line, until_s)
    while page.winfo_reqheight() > room - line and line > LEAST:
        page.destroy()
        line = max(LEAST, line * 9 // 10)
        page = _page(window, area, message, line, until_s)
    page.place(relx=0.5, y=room // 2, anchor="center")
    foot.lift()


def _page(
    window: tk.Toplevel, area: Area, message: BreakScreen, line: int, until_s: float
) -> tk.Frame:
    """Return what there is to read, in lines of `line` pixels."""
    page, wide = tk.Frame(window, background=GROUND), area.width * 3 // 4
    _text(page, message.title, 2 * line, bold=True).pack()
    _text(page, message.body, line, colour=FAINT, wrap=wide).pack(pady=line // 2)
    _countdown(page, line, message.for_s, until_s).pack(pady=line // 2)
    if message.exercise:
        _exercise(page, area, line, message).pack(pady=line // 2)
    page.update_idletasks()
    return page


def _foot(
    window: tk.Toplevel, line: int, message: BreakScreen, end: Callable[[str], None]
) -> tk.Frame:
    """Return the buttons and what Esc does."""
    foot = tk.Frame(window, background=GROUND)
    _buttons(foot, line, message.choices, end).pack(pady=line // 2)
    escape = next((one.label for one in message.choices if one.name == message.escape), "close")
    _text(foot, f"Esc: {escape.lower()}", line * 3 // 4, colour=FAINT).pack()
    wide = window.winfo_width() * 9 // 10
    _text(foot, message.notice, line * 3 // 4, colour=FAINT, wrap=wide).pack(pady=line // 2)
    foot.update_idletasks()
    return foot


def _text(
    page: tk.Misc,
    text: str,
    size: int,
    *,
    bold: bool = False,
    colour: str = INK,
    wrap: int = 0,
    justify: Literal["left", "center"] = "center",
) -> tk.Label:
    font = ("TkDefaultFont", -size, "bold" if bold else "normal")
    return tk.Label(
        page,
        text=text,
        font=font,
        foreground=colour,
        background=GROUND,
        wraplength=wrap,
        justify=justify,
    )


def _countdown(page: tk.Misc, line: int, for_s: float, until_s: float) -> tk.Canvas:
    """Return a ring that empties, with the time left in it."""
    size, edge = 7 * line, line // 3
    ring = tk.Canvas(
        page, width=size, height=size, background=GROUND, borderwidth=0, highlightthickness=0
    )
    box = (edge, edge, size - edge, size - edge)
    ring.create_oval(*box, outline=RAISED, width=edge)
    arc = ring.create_arc(*box, start=90, style="arc", outline=ACCENT, width=edge)
    font = ("TkDefaultFont", -2 * line, "bold")
    left = ring.create_text(size // 2, size // 2, fill=INK, font=font)

    def tick() -> None:
        if not ring.winfo_exists():  # drawn again, smaller
            return
        left_s = max(0.0, until_s - monotonic())
        ring.itemconfigure(arc, extent=-359.9 * left_s / for_s)
        ring.itemconfigure(left, text=clock(left_s))
        ring.after(TICK_MS, tick)

    tick()
    return ring


def _exercise(page: tk.Misc, area: Area, line: int, message: BreakScreen) -> tk.Frame:
    """Return the exercise: its figure, if it has one, beside its steps."""
    frame = tk.Frame(page, background=GROUND)
    if message.figure:
        draw_figure(frame, message.figure, 9 * line).pack(side="left", padx=(0, line))
    words = tk.Frame(frame, background=GROUND)
    words.pack(side="left")
    wrap = area.width // 2
    lines = (message.exercise, *(f"{n}. {step}" for n, step in enumerate(message.steps, 1)))
    for number, text in enumerate(lines):
        head = number == 0
        colour = ACCENT if head else INK
        label = _text(words, text, line, bold=head, colour=colour, wrap=wrap, justify="left")
        label.pack(anchor="w", pady=line // 6)
    return frame


def _buttons(
    page: tk.Misc, line: int, choices: tuple[Choice, ...], end: Callable[[str], None]
) -> tk.Frame:
    frame = tk.Frame(page, background=GROUND)
    for choice in choices:
        button = tk.Button(
            frame,
            text=f"{choice.label} ({choice.key.upper()})",
            font=("TkDefaultFont", -line),
            command=lambda name=choice.name: end(name),  # type: ignore[misc]
            foreground=INK,
            background=RAISED,
            activeforeground=GROUND,
            activebackground=ACCENT,
            relief="flat",
            borderwidth=0,
            highlightthickness=2,
            highlightbackground=GROUND,
            highlightcolor=ACCENT,
            padx=line,
            pady=line // 3,
        )
        button.bind("<Return>", lambda _event, one=button: one.invoke())  # type: ignore[misc]
        button.pack(side="left", padx=line // 2)
    return frame
