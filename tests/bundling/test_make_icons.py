"""The icon files in the repository are those that the script draws."""

from pathlib import Path
from xml.etree import ElementTree as ET

from make_icons import ASSETS, HERE, SIZES_PX, picture, svg, write_icons
from PIL import Image


def test_the_files_are_up_to_date(tmp_path: Path) -> None:
    write_icons(tmp_path / "assets", tmp_path)
    for size in SIZES_PX:
        name = f"posturecam-{size}.png"
        with Image.open(ASSETS / name) as kept, Image.open(tmp_path / "assets" / name) as made:
            assert kept.size == (size, size)
            assert kept.tobytes() == made.tobytes()
    for name in ("posturecam.ico", "posturecam.icns"):
        with Image.open(HERE / name) as kept, Image.open(tmp_path / name) as made:
            assert kept.tobytes() == made.tobytes()
    assert (ASSETS / "posturecam.svg").read_text() == svg()


def test_the_drawing_is_sound() -> None:
    root = ET.fromstring(svg())  # noqa: S314 (our own text)
    assert root.attrib["viewBox"] == "0 0 64 64"
    drawn = picture(64)
    assert drawn.getpixel((0, 0)) == (0, 0, 0, 0)
    assert drawn.getpixel((28, 17)) == (255, 255, 255, 255)
