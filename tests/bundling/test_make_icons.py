"""The icon files in the repository are those that the script draws."""

from pathlib import Path
from xml.etree import ElementTree as ET

from make_icons import ASSETS, HERE, SIZES_PX, picture, svg, write_icons
from PIL import Image, ImageChops, ImageStat


def alike(kept: Path, made: Path) -> bool:
    """Whether both show the same, but for how a version of Pillow smooths an edge."""
    with Image.open(kept) as one, Image.open(made) as other:
        difference = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))
        return one.size == other.size and max(ImageStat.Stat(difference).mean) < 1.0


def test_the_files_are_up_to_date(tmp_path: Path) -> None:
    write_icons(tmp_path / "assets", tmp_path)
    for size in SIZES_PX:
        name = f"posturecam-{size}.png"
        assert alike(ASSETS / name, tmp_path / "assets" / name)
    for name in ("posturecam.ico", "posturecam.icns"):
        assert alike(HERE / name, tmp_path / name)
    assert (ASSETS / "posturecam.svg").read_text() == svg()


def test_the_drawing_is_sound() -> None:
    root = ET.fromstring(svg())  # noqa: S314 (our own text)
    assert root.attrib["viewBox"] == "0 0 64 64"
    drawn = picture(64)
    assert drawn.getpixel((0, 0)) == (0, 0, 0, 0)
    assert drawn.getpixel((28, 17)) == (255, 255, 255, 255)
