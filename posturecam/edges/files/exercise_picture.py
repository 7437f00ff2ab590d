"""Pictures that the user's own exercises bring, beside their file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from posturecam.edges.files.bounded_read import MEGABYTE, read_bytes
from posturecam.errors import InputError
from posturecam.stretches.exercises import Exercise

PICTURE_BYTES: Final = 2 * MEGABYTE  # a photograph of 1,600 pixels is half of it
KINDS: Final = {
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".svg": ("image/svg+xml", b""),
}
"""Media type and first bytes, by the ending of the file."""

DRAWING: Final = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "title", "desc", "defs", "use", "stop", "linearGradient", "radialGradient", "clipPath",
    "animate", "animateTransform", "animateMotion",
})  # fmt: skip
"""Elements of SVG that draw, and nothing else."""

ELSEWHERE: Final = re.compile(r"javascript:|url\((?!\s*['\"]?#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to show in a browser."""

    data: bytes
    media_type: str


def read_picture(name: str, folder: Path) -> Picture:
    """Return the picture `name` of `folder`.

    Raises:
        InputError: It cannot be read, is too large, or is no picture that can be shown safely.
    """
    ending = Path(name).suffix.lower()
    if Path(name).name != name or ending not in KINDS:
        msg = f"{name!r} must be the name of a file in the same folder, .png, .jpg or .svg"
        raise InputError(msg)
    try:
        data = read_bytes(folder / name, PICTURE_BYTES)
    except OSError as error:
        msg = f"{name} cannot be read: {error.strerror or error}"
        raise InputError(msg) from error
    media_type, first = KINDS[ending]
    if not data.startswith(first):
        msg = f"{name} is no {ending.removeprefix('.').upper()} picture"
        raise InputError(msg)
    if ending == ".svg" and (problem := unsafe(data)):
        msg = f"{name} {problem}"
        raise InputError(msg)
    return Picture(data, media_type)


def picture_problems(exercises: Iterable[Exercise], folder: Path) -> tuple[str, ...]:
    """Say which of the exercises' pictures cannot be shown."""
    problems = []
    for exercise in exercises:
        try:
            if exercise.picture:
                read_picture(exercise.picture, folder)
        except InputError as error:
            problems.append(f"{exercise.key}: picture {error}")
    return tuple(problems)


def unsafe(data: bytes) -> str:
    """Say why an SVG is not shown; empty if it only draws.

    Scripts, styles, links to elsewhere and entities are refused: browsers would not run them in a
    picture, but other programs may.
    """
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        return "has a DOCTYPE or entities, which are not taken"
    try:
        root = ET.fromstring(data)  # noqa: S314 - it has no entities
    except (ET.ParseError, ValueError) as error:
        return f"is no SVG: {error}"
    faults = (_fault(element) for element in root.iter())
    return next(filter(None, faults), "")


def _fault(element: ET.Element) -> str:
    tag = str(element.tag).rpartition("}")[2]
    if tag not in DRAWING:
        return f"has <{tag}>, which is not taken"
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2].lower()
        elsewhere = plain == "href" and not value.startswith("#")
        changing = plain == "attributename" and value.lower().endswith("href")
        if plain.startswith("on") or elsewhere or changing or ELSEWHERE.search(value):
            return f"has {plain}={value!r} in <{tag}>, which is not taken"
    return ""
