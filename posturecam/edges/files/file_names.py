"""Names of files as they can be shown, and notes about them."""

from pathlib import Path


def shown(name: str) -> str:
    r"""Write what cannot be printed in `name` as escapes: bytes that are not UTF-8, a newline."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def for_ffmpeg(path: Path) -> str:
    """Write `path` so that FFmpeg takes no part of it for a protocol, such as what precedes `:`."""
    return f"file:{path}"


def sentences(*found: str | None) -> str | None:
    """Join what is there; None if nothing is."""
    return ". ".join(note for note in found if note) or None
