"""Draws landmarks, both angles and the verdict on a picture, for the preview and for videos."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Frame, Pose, Verdict
from posturecam.view.gauges import Gauge
from posturecam.view.screen import Screen

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]  # RGB

COLOURS: Final[dict[Verdict, Colour]] = {
    Verdict.GOOD: (70, 190, 90),
    Verdict.POOR: (240, 160, 30),
    Verdict.UNKNOWN: (100, 150, 235),
}
ALERT: Final = (225, 60, 50)
INK, FAINT, PAPER = (245, 245, 245), (150, 150, 150), (25, 25, 25)
FONT: Final = cv2.FONT_HERSHEY_SIMPLEX
SHOULDERS: Final = (Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER)
LINES: Final = (
    SHOULDERS,
    (Body.LEFT_SHOULDER, Body.LEFT_EAR),
    (Body.RIGHT_SHOULDER, Body.RIGHT_EAR),
    (Body.LEFT_EAR, Body.LEFT_EYE),
    (Body.RIGHT_EAR, Body.RIGHT_EYE),
    (Body.LEFT_EYE, Body.NOSE),
    (Body.RIGHT_EYE, Body.NOSE),
)
FACE_STEP: Final = 4  # one in four points of the face mesh is drawn


def annotate(
    frame: Frame | None, pose: Pose | None, screen: Screen, size: tuple[int, int]
) -> Image:
    """Return a copy of `frame`, (H, W, 3) RGB, with `pose` and `screen` drawn on it.

    Without a frame it is an empty picture of `size` (width, height).
    """
    image = frame.image.copy() if frame else np.full((size[1], size[0], 3), PAPER, np.uint8)
    if pose is not None:
        colour = COLOURS[screen.headline.verdict]
        _draw_person(image, pose, colour, FAINT if screen.headline.scope else colour)
    return _with_banner(image, screen)


def _draw_person(image: Image, pose: Pose, colour: Colour, across: Colour) -> None:
    """Draw the head and the neck in `colour`, the line of the shoulders in that of `across`."""
    height = image.shape[0]
    thick = max(1, height // 240)
    face = pose.face[::FACE_STEP, :2] if pose.face is not None else np.zeros((0, 2))
    for point in face:
        cv2.circle(image, _pixel(point, height), thick, FAINT, -1, cv2.LINE_AA)
    for line in LINES:
        ends = _pixel(pose.points[line[0]], height), _pixel(pose.points[line[1]], height)
        cv2.line(image, *ends, across if line == SHOULDERS else colour, thick, cv2.LINE_AA)
    for body in {body for line in LINES for body in line}:
        spot = _pixel(pose.points[body], height)
        cv2.circle(image, spot, 2 * thick + 1, colour, -1, cv2.LINE_AA)


def _pixel(point: NDArray[np.float64], height: int) -> tuple[int, int]:
    """Image heights -> pixels, kept within what OpenCV can draw."""
    x, y = np.clip(point[:2] * height, -30000, 30000)
    return round(float(x)), round(float(y))


def _with_banner(image: Image, screen: Screen) -> Image:
    """Put state and gauges on a dark strip along the lower edge."""
    height, width = image.shape[:2]
    unit = max(6, min(height // 26, width // 36))
    top = max(0, height - round((2 + 1.5 * max(2, len(screen.gauges))) * unit))
    image[top:] = (image[top:] * 0.25).astype(np.uint8)
    colour = ALERT if screen.card is not None else COLOURS[screen.headline.verdict]
    said = screen.headline.text
    whole = f"{said} {screen.headline.lasted}"
    said = whole if _width(whole, unit) <= width - 2 * unit else said
    _write(image, said, (unit, top + round(1.3 * unit)), unit, colour)
    for number, gauge in enumerate(screen.gauges):
        _draw_gauge(image, gauge, top + round((2.9 + 1.5 * number) * unit), unit)
    return image


def _draw_gauge(image: Image, gauge: Gauge, y: int, unit: int) -> None:
    width: int = image.shape[1]
    _write(image, _reported(gauge), (unit, y), unit, INK)
    left, right = 15 * unit, width - unit
    if gauge.worse is None:
        _write(image, gauge.reason, (6 * unit, y), unit, FAINT)
        return

    def x_of(value: float) -> int:
        return left + round(gauge.share(value) * (right - left))

    middle, half = y - unit // 3, unit // 3
    cv2.line(image, (left, middle), (right, middle), FAINT, 1)
    cv2.line(image, (x_of(0), middle - half), (x_of(0), middle + half), INK, 1)
    colour = COLOURS[Verdict.POOR if gauge.is_beyond else Verdict.GOOD]
    sd = gauge.sd or 0.0
    band = (x_of(gauge.worse - sd), middle - 2), (x_of(gauge.worse + sd), middle + 2)
    cv2.rectangle(image, *band, colour, -1)
    if gauge.limit:
        at = x_of(gauge.limit)
        cv2.line(image, (at, middle - half), (at, middle + half), ALERT, 2)
    cv2.circle(image, (x_of(gauge.worse), middle), max(3, half), colour, -1, cv2.LINE_AA)


def _reported(gauge: Gauge) -> str:
    name = gauge.label.partition("(")[2].rstrip(")") or gauge.label.split()[0]
    return f"{name} {gauge.text}".replace("± ", "+-").replace("°", " deg")


def _width(text: str, unit: int) -> int:
    """Return how wide `_write` writes `text`, in pixels."""
    (width, _), _ = cv2.getTextSize(_ascii(text), FONT, unit / 24, max(1, unit // 14))
    return int(width)


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode()


def _write(image: Image, text: str, at: tuple[int, int], unit: int, colour: Colour) -> None:
    """Write ASCII `text`, whose letters are about `unit` pixels high."""
    cv2.putText(image, _ascii(text), at, FONT, unit / 24, colour, max(1, unit // 14), cv2.LINE_AA)
