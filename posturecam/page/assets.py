"""The files of the page, read once: nothing else can be asked for, whatever the path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Final

TYPES: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
"""Every kind of file that is served; others are left aside."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    content_type: str


def load_assets() -> Mapping[str, Asset]:
    """Return every file of the page under its path in `assets`, such as `views/now.js`."""
    return dict(_within(files("posturecam.page") / "assets", ""))


def _within(folder: Traversable, path: str) -> Iterator[tuple[str, Asset]]:
    for one in folder.iterdir():
        name = f"{path}{one.name}"
        if one.is_dir():
            yield from _within(one, f"{name}/")
        elif kind := TYPES.get(PurePosixPath(name).suffix):
            yield name, Asset(one.read_bytes(), kind)
