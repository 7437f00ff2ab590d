"""Writing the figure of an exercise into a file."""

from pathlib import Path

from posturecam.edges.files.atomic_write import naming, replacing, write_whole
from posturecam.errors import InputError
from posturecam.reports.exercise_gif import gif
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figures import moving_svg, strip_svg


def save_figure(exercise: Exercise, path: Path, *, strip: bool) -> None:
    """Write a figure that moves (.svg or .gif), or three moments in a row (.svg) to `path`.

    Raises:
        InputError: The exercise has no figure, or the ending stands for no format.
        StorageError: The file cannot be written.
    """
    if exercise.movement is None:
        msg = f"{exercise.name} has no figure: it has no movement in its file."
        raise InputError(msg)
    ending = path.suffix.lower()
    if ending == ".gif" and not strip:
        _write_bytes(path, gif(exercise) or b"")
    elif ending == ".svg":
        write_whole(path, (strip_svg if strip else moving_svg)(exercise) or "")
    else:
        formats = ".svg" if strip else ".svg or .gif"
        msg = f"A figure is written as {formats}; {path.name} ends otherwise."
        raise InputError(msg)


def _write_bytes(path: Path, data: bytes) -> None:
    with replacing(path) as half, naming(path):
        half.write_bytes(data)
