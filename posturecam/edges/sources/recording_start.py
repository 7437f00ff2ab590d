"""When a recording began, by the clock on the wall."""

from datetime import datetime
from pathlib import Path

import av

from posturecam.edges.files.file_names import for_ffmpeg
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError


def start_unix_s(path: Path, duration_s: float | None, reported: datetime | None = None) -> float:
    """Return the Unix time at which the recording at `path` began.

    `reported` by the user in local time, else written in the video by the camera, else the time at
    which the file was finished less its duration.

    Raises:
        InputError: None of these is known.
    """
    if reported is not None:
        return reported.astimezone().timestamp()
    written = _written(path)
    if written is not None:
        return written
    try:
        return path.expanduser().stat().st_mtime - (duration_s or 0.0)
    except OSError as error:
        name = Path(printable(str(path))).name
        msg = f"The start of {name} is unknown. Give it with --record-at, such as 2026-10-07T09:00."
        raise InputError(msg) from error


def _written(path: Path) -> float | None:
    """Return the time in the container, if it is a video and has one."""
    try:
        with av.open(for_ffmpeg(path.expanduser())) as container:
            text = container.metadata.get("creation_time")
        return None if text is None else datetime.fromisoformat(text).timestamp()
    except (OSError, ValueError):
        return None
