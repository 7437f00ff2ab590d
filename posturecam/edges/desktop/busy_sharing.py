"""Whether the screen is shared through PipeWire, as portals do (Linux).

`pw-dump` is run for that: it costs 10 ms of a core, so it is asked only when something is about to
be brought to the user.  Sharing under X11 without a portal leaves no trace that can be found.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.bounded_program import printed

CAMERA_APIS: Final = ("v4l2", "libcamera")


def screen_shared() -> Answer:
    """Return whether pictures of the screen flow to anybody."""
    folder = os.environ.get("PIPEWIRE_RUNTIME_DIR") or os.environ.get("XDG_RUNTIME_DIR", "")
    if not folder or not (Path(folder) / "pipewire-0").exists():
        return Answer(None, "screen sharing: no PipeWire")
    text = printed(("pw-dump", "--no-colors"))
    if text is None:
        return Answer(None, "screen sharing: pw-dump is not there")
    return shared_in(text)


def shared_in(text: str) -> Answer:
    """Read what `pw-dump` printed."""
    try:
        names = [name for name in map(_screen, _nodes(json.loads(text))) if name]
    except (ValueError, AttributeError, TypeError):
        return Answer(None, "screen sharing: pw-dump cannot be read")
    said = f"by {', '.join(sorted(set(names)))}" if names else "no"
    return Answer(bool(names), f"screen sharing (PipeWire): {said}")


def _nodes(objects: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return (one.get("info") or {} for one in objects if str(one.get("type")).endswith(":Node"))


def _screen(node: dict[str, Any]) -> str:
    """Return the name of a node from which pictures of a screen flow; else empty."""
    properties = node.get("props") or {}
    kind = str(properties.get("media.class", ""))
    gives = "Video" in kind and ("Source" in kind or "Output" in kind)
    camera = properties.get("device.api") in CAMERA_APIS or properties.get("media.role") == "Camera"
    if not gives or camera or node.get("state") != "running":
        return ""
    return str(properties.get("node.name") or properties.get("application.name") or "a program")
