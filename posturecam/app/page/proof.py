"""The proof that nothing leaves this computer: what posturecam's processes have open just now."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from posturecam.edges.desktop.open_handles import (
    PROC,
    Family,
    Handles,
    Socket,
    family,
    handles_of,
    runs,
)
from posturecam.edges.files.folders import data_dir
from posturecam.edges.files.process_lock import INSTANCE, holder

HOW: Final = {
    "darwin": "In a terminal: lsof -nP -i -a -p {pid} lists connections, lsof -p {pid} all files.",
    "win32": "In PowerShell: Get-NetTCPConnection -OwningProcess {pid} lists connections; Resource "
    "Monitor shows open files.",
}
ELSEWHERE: Final = "This cannot be shown here. Look for yourself: {how}"
LINUX: Final = "ls -l {folders} lists open files, ss -tunap connections."
HIDDEN: Final = "Another process may not be looked into."


def proof(
    pid: int | None = None, platform: str = sys.platform, proc: Path = PROC
) -> dict[str, Any]:
    """Return what the processes of posturecam have open: around `pid`, and the running instance.

    A page that outlives its instance is no child of the next one.  None: this process.
    """
    pid = os.getpid() if pid is None else pid
    if platform != "linux":
        how = HOW.get(platform, "the system's own tools show open files and connections.")
        summary_ = ELSEWHERE.format(how=how.format(pid=pid))
        return {**_rows(()), "started": [], "shown": False, "summary": summary_}
    around = _everyone(pid, proc)
    found = [handles_of(one, name, proc) for one, name in around.ours.items()]
    seen = [one for one in found if one is not None]
    rows = _rows(seen)
    hidden = len(found) - len(seen)
    folders = " ".join(f"/proc/{one}/fd" for one in around.ours)
    return {
        **rows,
        "started": list(around.started),
        "shown": bool(seen) and not hidden,
        "summary": summary(rows, hidden),
        "how": f"The same by hand: {LINUX.format(folders=folders)}",
    }


def _everyone(pid: int, proc: Path) -> Family:
    around = family(pid, proc)
    number = holder(data_dir() / "locks", INSTANCE)
    if not number or int(number) in around.ours or not runs(int(number), proc):
        return around
    watching = family(int(number), proc)
    started = {*watching.started, *around.started}
    return Family({**watching.ours, **around.ours}, tuple(sorted(started)))


def _rows(seen: Sequence[Handles]) -> dict[str, Any]:
    sockets = [(one, socket) for one in seen for socket in one.sockets]
    return {
        "processes": [{"pid": one.pid, "name": one.process} for one in seen],
        "open_files": [
            {"process": one.process, "path": path, "kind": _kind(path)}
            for one in seen
            for path in one.paths
        ],
        "connections": [_connection(*pair) for pair in sockets if pair[1].connected],
        "listening": [_listening(*pair) for pair in sockets if not pair[1].connected],
        "local": [
            {"process": one.process, "name": name or "without a name", "number": number}
            for one in seen
            for name, number in sorted(Counter(one.local).items())
        ],
        "other": sum(one.other for one in seen),
    }


def summary(rows: dict[str, Any], hidden: int) -> str:
    """Say in a sentence what was found."""
    away = [row["remote"] for row in rows["connections"] if not row["here"]]
    wide = [row["local"] for row in rows["listening"] if not row["here"]]
    if away:
        said = f"Connected to other computers: {', '.join(dict.fromkeys(away))}."
    elif rows["processes"]:
        said = "Nothing is connected to another computer."
    else:
        said = ""
    open_to = f"Others on your network can reach: {', '.join(wide)}." if wide else ""
    return " ".join(filter(None, [said, open_to, HIDDEN if hidden else ""]))


def _kind(path: str) -> str:
    if path.startswith("/dev/video"):
        return "camera"
    return "device" if path.startswith("/dev/") else "file"


def _connection(one: Handles, socket: Socket) -> dict[str, Any]:
    return {
        "process": one.process,
        "kind": socket.kind,
        "local": str(socket.local),
        "remote": str(socket.remote),
        "state": socket.state,
        "here": socket.remote.here,
    }


def _listening(one: Handles, socket: Socket) -> dict[str, Any]:
    return {
        "process": one.process,
        "kind": socket.kind,
        "local": str(socket.local),
        "here": socket.local.here,
    }
