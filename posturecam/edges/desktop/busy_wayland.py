"""Whether the focused window is full screen, where a Wayland compositor says so.

sway answers over the socket of i3's protocol (i3 IPC: a fixed word, length and type, then JSON),
Hyprland over a socket that takes a line and returns JSON.  GNOME and KDE have nothing of that kind.
"""

import json
import os
import socket
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from posturecam.edges.desktop.answer import Answer

PATIENCE_S: Final = 0.5
MOST_BYTES: Final = 4 * 1024 * 1024
_MAGIC, _GET_TREE = b"i3-ipc", 4
_HEAD: Final = struct.Struct("=II")  # length and type, in the machine's own order


def compositor_full_screen() -> Answer:
    """Ask the compositor that this session runs under."""
    sway = os.environ.get("SWAYSOCK")
    mark = os.environ.get("HYPRLAND_INSTANCE_SIGNATURE")
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    try:
        if sway:
            return _said("sway", sway_full(json.loads(_ask_sway(sway))))
        if mark:
            path = Path(folder) / "hypr" / mark / ".socket.sock"
            return _said("Hyprland", hyprland_full(json.loads(_ask(path, b"j/activewindow"))))
    except (OSError, ValueError, AttributeError, TypeError):
        return Answer(None, "the Wayland compositor does not answer")
    return Answer(None, "no Wayland compositor that can be asked")


def sway_full(node: Mapping[str, Any]) -> bool:
    """Return whether the focused window in sway's tree is full screen."""
    if node.get("focused"):
        return bool(node.get("fullscreen_mode"))
    inner = (*node.get("nodes", ()), *node.get("floating_nodes", ()))
    return any(sway_full(one) for one in inner)


def hyprland_full(window: Mapping[str, Any]) -> bool:
    """Return whether Hyprland's active window is full screen; 1 is only maximised."""
    state = window.get("fullscreen", 0)
    return state is True or state in (2, 3)


def _said(whom: str, full: bool) -> Answer:  # noqa: FBT001 (what was found)
    return Answer(full, f"{whom}: the focused window is {'' if full else 'not '}full screen")


def _ask_sway(path: str) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sway:
        sway.settimeout(PATIENCE_S)
        sway.connect(path)
        sway.sendall(_MAGIC + _HEAD.pack(0, _GET_TREE))
        head = _read(sway, len(_MAGIC) + _HEAD.size)
        length, _ = _HEAD.unpack(head[len(_MAGIC) :])
        return _read(sway, length)


def _ask(path: Path, line: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
        asked.settimeout(PATIENCE_S)
        asked.connect(str(path))
        asked.sendall(line)
        return _read(asked, MOST_BYTES, whole=False)


def _read(asked: socket.socket, size: int, *, whole: bool = True) -> bytes:
    """Read `size` bytes, or less if the other side ends and not the `whole` is wanted."""
    if size > MOST_BYTES:
        raise OSError
    read = bytearray()
    while len(read) < size:
        part = asked.recv(min(65536, size - len(read)))
        if not part:
            break
        read += part
    if whole and len(read) < size:
        raise OSError
    return bytes(read)
