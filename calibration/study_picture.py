"""Takes the picture of a study's report in docs/pictures: of the sample recordings.

PYTHONPATH=. python calibration/study_picture.py [--study DIR] [--out docs/pictures]

The study is in DIR, and is made there if it is not; a minute or two.  Needs Debian's chromium.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from moving_picture import ROOT
from PIL import Image

from posturecam.app.study.asked import Study
from posturecam.app.study.study import study
from posturecam.settings import Settings
from posturecam.study.out_folder import REPORT
from tests.support.browser import chromium

NAME: Final = "study-report.webp"
WINDOW: Final = {"width": 1440, "height": 900}
SHOWN_PX: Final = 1100  # width of the picture: as wide as pages show it
QUALITY: Final = 70  # of 100; text is read, and the file is small
WORKERS: Final = 2


def made(out: Path) -> Path:
    """Make the study of the samples in `out`, each against its own profile; return its report."""
    table = out.with_suffix(".csv")
    rows = [_row(recording) for recording in sorted((ROOT / "samples").glob("*.mp4"))]
    table.write_text("\n".join(["recording,profile,person", *rows]), encoding="utf-8")
    wish = Study((str(ROOT / "samples"),), out, profiles=table, workers=WORKERS)
    study(wish, Settings())
    return out / REPORT


def taken(report: Path) -> Image.Image:
    """Return a picture of the whole page."""
    with chromium() as browser:
        page = browser.new_page(viewport=WINDOW, color_scheme="light")  # type: ignore[arg-type]
        page.goto(report.as_uri())
        png = page.screenshot(full_page=True)
    whole = Image.open(BytesIO(png)).convert("RGB")
    height = round(whole.height * SHOWN_PX / whole.width)
    return whole.resize((SHOWN_PX, height), Image.Resampling.LANCZOS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description="Take the picture of a study's report.")
    parser.add_argument("--study", type=Path, help="the study's folder")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CONFIG", "DATA", "CACHE"):
            os.environ[f"POSTURECAM_{kind}_DIR"] = folder
        picture = taken(made((wanted.study or Path(folder) / "study").resolve()))
    path = wanted.out / NAME
    picture.save(path, quality=QUALITY, method=6)
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} kB")


def _row(recording: Path) -> str:
    """Return the row of a sample: its profile, and which of the two people it shows."""
    profile = ROOT / "calibration" / f"{recording.stem}.toml"
    return f"{recording.name},{profile},{'p1' if '_p1_' in recording.stem else 'p2'}"


if __name__ == "__main__":
    main()
