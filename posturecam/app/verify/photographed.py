"""Marked photographs from the side in the place of a second camera."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from posturecam.app.resources import say_note, stored_profile
from posturecam.app.verify.comparing import Span, calibrated, readings_of, refusal
from posturecam.app.verify.gathering import gather_recording
from posturecam.core.verify.photographs import Marked, Photographed, compare_photographs, problem_of
from posturecam.edges.files.photographs_csv import read_photographs
from posturecam.edges.sources.open_source import LIVE, kind_of
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError
from posturecam.settings import Settings

AROUND_S: Final = 5.0  # of the upright photograph, each way: ten seconds, as a calibration looks
UNMEASURED: Final = (
    "the front camera measured nothing when the upright photograph was taken, or at none of the "
    "others; t_s must be seconds of its recording, in which it sees your face"
)


@dataclass(frozen=True, slots=True)
class Photographs:
    """A recording of the front camera, and the table of photographs taken meanwhile."""

    front: str
    table: Path
    profile: str | None = None  # None: calibrated around the upright photograph, in memory
    upright: Span | None = None
    for_s: float | None = None
    rater_sd_deg: float | None = None


def verify_photographs(wish: Photographs, settings: Settings) -> Photographed:
    """Compare the photographs with what the front camera reads.

    Raises:
        InputError: They cannot be compared.
        CalibrationError: The upright seconds give no profile.
    """
    if kind_of(wish.front) in LIVE:
        msg = (
            f"{printable(wish.front)} is no recording. Photographs belong to seconds of a "
            "recording: record the front camera while they are taken."
        )
        raise InputError(msg)
    marks = read_photographs(wish.table)
    if problem := problem_of(marks):
        raise refusal(problem)
    stored = stored_profile(wish.profile) if wish.profile else None
    front = gather_recording(wish.front, settings, wish.for_s)
    if stored is not None:
        profile = stored.profile
    else:
        span_s = wish.upright or _around(marks)
        say_note(
            f"The front camera is calibrated on {span_s[0]:g} to {span_s[1]:g} s, for this "
            "comparison only; nothing is saved."
        )
        profile = calibrated(front.looks(None), span_s, front.size)
    found = compare_photographs(marks, readings_of(front, profile, settings), wish.rater_sd_deg)
    if all(change.front_deg is None for change in found.changes):
        raise refusal(UNMEASURED)
    return found


def _around(marks: tuple[Marked, ...]) -> Span:
    """Return the seconds around the upright photograph."""
    upright_s = min(mark.t for mark in marks)
    begin_s = max(0.0, upright_s - AROUND_S)
    return begin_s, begin_s + 2 * AROUND_S
