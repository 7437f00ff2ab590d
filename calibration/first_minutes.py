"""Pictures of the first minutes: from `posturecam start` to the trial alert, in a real browser.

Nothing is typed: a sample recording takes the place of the camera, and two buttons are pressed.
Prints when each step is reached, and draws the steps side by side.

    python calibration/first_minutes.py [--out docs/pictures/first-minutes.webp]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from cost.page_client import browser_for, invitation_in
from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE: Final = Path(__file__).resolve().parent
SAMPLE: Final = HERE.parent / "samples" / "desk_p2_laptop.mp4"
SIZE: Final = {"width": 1100, "height": 800}
SHOWN: Final = 520  # pixels across, of each step
COLUMNS: Final = 3
PATIENCE_MS: Final = 60_000
QUIET: Final = ("--set", "notifications.desktop=false")


def main(arguments: Sequence[str] | None = None) -> None:
    """Go through the steps and draw them."""
    parser = argparse.ArgumentParser(description=__doc__)
    out = HERE.parent / "docs" / "pictures" / "first-minutes.webp"
    parser.add_argument("--out", type=Path, default=out)
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser, address = browser_for(folder)
        os.environ["BROWSER"] = str(browser)
        for kind in ("CONFIG", "DATA", "CACHE"):
            os.environ[f"POSTURECAM_{kind}_DIR"] = str(folder / kind.lower())
        began_s = time.monotonic()
        _posturecam("start", "--source", str(SAMPLE), *QUIET)
        try:
            while not address.exists():
                time.sleep(0.1)
            steps = list(_steps(invitation_in(address.read_text(encoding="utf-8")), began_s))
        finally:
            _posturecam("stop")
    _side_by_side(steps).save(wish.out, quality=80)


def _posturecam(*words: str) -> None:
    command = [sys.executable, "-m", "posturecam", *words]
    subprocess.run(command, check=True)  # noqa: S603 (our own words)


def _steps(address: str, began_s: float) -> Iterator[Image.Image]:
    """Yield a picture of each step, and print when it is reached."""

    def shot(page: Page, step: str, wait_s: float = 1.0) -> Image.Image:
        print(f"{time.monotonic() - began_s:5.1f} s  {step}", flush=True)
        page.wait_for_timeout(1000 * wait_s)
        return Image.open(BytesIO(page.screenshot()))

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address)
        start = page.get_by_role("link", name="Calibrate now")
        start.wait_for()
        yield shot(page, "the page is open")
        start.click()
        page.get_by_text("You are well in the picture").wait_for()
        yield shot(page, "one sees oneself")
        page.get_by_role("button", name="Upright only").click()
        page.get_by_text("Hold still").first.wait_for()
        yield shot(page, "the pose is shown")
        page.get_by_role("heading", name="See it measure").wait_for()
        yield shot(page, "the check begins", wait_s=14.0)
        page.get_by_role("heading", name="This is an alert").wait_for()
        yield shot(page, "the trial alert is there", wait_s=2.0)
        page.get_by_role("heading", name="Calibrated").wait_for()
        yield shot(page, "all is done")
        browser.close()


def _side_by_side(steps: Sequence[Image.Image]) -> Image.Image:
    height = round(SHOWN * SIZE["height"] / SIZE["width"])
    rows = -(-len(steps) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (SHOWN + 8) - 8, rows * (height + 8) - 8), "#888888")
    for number, step in enumerate(steps):
        down, across = divmod(number, COLUMNS)
        small = step.convert("RGB").resize((SHOWN, height), Image.Resampling.LANCZOS)
        whole.paste(small, (across * (SHOWN + 8), down * (height + 8)))
    return whole


if __name__ == "__main__":
    main()
