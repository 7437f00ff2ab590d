"""Makes docs/pictures/watch.webp: a sample recording beside the live view of `posturecam watch`.

python calibration/moving_picture.py [--out docs/pictures/watch.webp]
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import matplotlib as mpl
from PIL import Image, ImageDraw, ImageFont
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, TerminalTheme

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.resources import open_seen
from posturecam.core.values import Event, EventKind, Pose
from posturecam.edges.files.annotation import annotate
from posturecam.edges.files.profile_store import load
from posturecam.edges.files.settings_file import overridden
from posturecam.edges.terminal.render import draw
from posturecam.monitor import Tick
from posturecam.view.card import next_card
from posturecam.view.screen import Around, Screen, compose

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = "slouch_p2_laptop"
TARGET: Final = ROOT / "docs" / "pictures" / "watch.webp"
OVERRIDES: Final = ("alerts.hold_s=3",)  # as in `make demo`: the sample is 15 s long
FROM_S, TO_S = 1.5, 14.5  # from before the slouch until after it
COLUMNS, ROWS = 84, 17  # of the terminal
FONT_SIZE: Final = 13
BANNER: Final = 85  # pixels of 480 at the foot of an annotated picture; the terminal says the same
WIDTH: Final = 360  # of the picture
MARGIN: Final = 10
PAPER, INK = (24, 26, 27), (216, 218, 216)
DARK: Final = TerminalTheme(
    PAPER,
    INK,
    [(60, 60, 60), (240, 90, 80), (90, 200, 110), *DEFAULT_TERMINAL_THEME.ansi_colors._colors[3:8]],  # noqa: SLF001
)
QUALITY: Final = 60  # of WebP, 0 to 100: 0.4 MB
LAST_MS: Final = 2000  # before it starts again
FONTS: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
REGULAR: Final = ImageFont.truetype(FONTS / "DejaVuSansMono.ttf", FONT_SIZE)
BOLD: Final = ImageFont.truetype(FONTS / "DejaVuSansMono-Bold.ttf", FONT_SIZE)
CELL: Final = (round(REGULAR.getlength("M")), sum(REGULAR.getmetrics()))


def ticks() -> Iterator[tuple[Tick, Screen]]:
    """Yield what `posturecam watch` measures and shows."""
    settings = overridden({}, OVERRIDES)
    rules = rules_of(settings)
    folder = ROOT / "calibration"
    profile = load(folder, str(folder / f"{SAMPLE}.toml")).profile
    recording = str(ROOT / "samples" / f"{SAMPLE}.mp4")
    card: Event | None = None
    alerts = 0
    with open_seen(recording, settings, real_time=False) as (observations, _):
        for tick in monitor.watch(observations, profile, rules, Nobody()):
            card = next_card(card, tick.events, ())
            alerts += sum(event.kind is EventKind.ALERT for event in tick.events)
            around = Around(source=f"{SAMPLE}.mp4", profile=SAMPLE, card=card, alerts=alerts)
            yield tick, compose(tick, rules, around)


def picture(tick: Tick, screen: Screen) -> Image.Image:
    """Return the frame of `tick` with its landmarks, in the colour of the verdict."""
    pose = tick.pose if isinstance(tick.pose, Pose) else None
    image = Image.fromarray(annotate(tick.observation.frame, pose, screen, (640, 480)))
    image = image.crop((0, 0, image.width, image.height - BANNER))
    return image.resize((WIDTH, image.height * WIDTH // image.width), Image.Resampling.LANCZOS)


def terminal(screen: Screen) -> Image.Image:
    """Return the live view as a picture."""
    console = Console(width=COLUMNS, color_system="truecolor", force_terminal=True)
    lines = console.render_lines(draw(screen, COLUMNS, ROWS))
    image = Image.new("RGB", (COLUMNS * CELL[0], ROWS * CELL[1]), PAPER)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines[:ROWS]):
        _write(pen, row, line)
    return image


def _write(pen: ImageDraw.ImageDraw, row: int, line: list[Segment]) -> None:
    """Write one character per cell, as a terminal does."""
    column = 0
    for segment in line:
        style = segment.style or Style()
        for sign in segment.text:
            place = column * CELL[0], row * CELL[1]
            pen.text(place, sign, font=BOLD if style.bold else REGULAR, fill=_colour(style))
            column += 1


def _colour(style: Style) -> tuple[int, int, int]:
    colour = INK if style.color is None else tuple(style.color.get_truecolor(DARK))
    return tuple(part * 3 // 5 for part in colour) if style.dim else colour  # type: ignore[return-value]


def frame(tick: Tick, screen: Screen) -> Image.Image:
    """Put picture and terminal side by side."""
    left, right = picture(tick, screen), terminal(screen)
    height = max(left.height, right.height) + 2 * MARGIN
    whole = Image.new("RGB", (left.width + right.width + 3 * MARGIN, height), PAPER)
    whole.paste(left, (MARGIN, (height - left.height) // 2))
    whole.paste(right, (left.width + 2 * MARGIN, (height - right.height) // 2))
    return whole


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the moving picture."""
    parser = argparse.ArgumentParser(description="Make the moving picture of the README.")
    parser.add_argument("--out", type=Path, default=TARGET)
    wanted = parser.parse_args(arguments)
    shown = [
        (tick.observation.t, frame(tick, screen))
        for tick, screen in ticks()
        if FROM_S <= tick.observation.t <= TO_S
    ]
    lasts_ms = [round(1000 * (end - start)) for (start, _), (end, _) in pairwise(shown)]
    first, *rest = [image for _, image in shown]
    first.save(
        wanted.out,
        save_all=True,
        append_images=rest,
        duration=[*lasts_ms, LAST_MS],
        loop=0,
        quality=QUALITY,
        method=6,
    )


if __name__ == "__main__":
    main()
