"""Draws every exercise in three moments on one sheet, docs/pictures/exercises.webp.

PYTHONPATH=. python calibration/exercise_sheet.py [--out FILE] [--blind]

With `--blind` it has numbers instead of names, for readers who are asked what they see.  Needs
Debian's chromium.
"""

import argparse
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from moving_picture import ROOT
from PIL import Image

from posturecam.stretches.catalogue import builtin
from posturecam.stretches.figures import strip_svg
from tests.support.browser import chromium

WIDTH: Final = 1500
STYLE: Final = (
    "body { margin: 8px; background: white; font: 14px sans-serif; display: grid; gap: 8px;"
    " grid-template-columns: repeat(3, 1fr) } div { border: 1px solid #ccc; padding: 4px }"
)


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    pictures = ROOT / "docs" / "pictures"
    parser.add_argument("--out", type=Path, default=pictures / "exercises.webp")
    parser.add_argument("--blind", action="store_true")
    wish = parser.parse_args()
    page = f"<style>{STYLE}</style>{''.join(_panels(blind=wish.blind))}"
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": WIDTH, "height": 800})
        tab.set_content(page)
        shot = tab.screenshot(full_page=True)
    Image.open(BytesIO(shot)).save(wish.out, quality=80)


def _panels(*, blind: bool) -> Iterator[str]:
    for number, exercise in enumerate(builtin().exercises, 1):
        strip = strip_svg(exercise)
        if strip is not None:
            yield f"<div>{number if blind else exercise.name}{strip}</div>"


if __name__ == "__main__":
    main()
