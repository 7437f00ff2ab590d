"""Whether another program records from a microphone (Linux).

PulseAudio and PipeWire are asked in PulseAudio's own protocol, over one connection: a subprocess
(`pactl`, `pw-dump`) costs fifty times as much, and is not installed everywhere.  Where neither
runs, ALSA says in /proc whether a device records.
"""

import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from posturecam.edges.desktop import pulse_protocol as pulse
from posturecam.edges.desktop.answer import Answer

PATIENCE_S: Final = 1.0  # for one answer; a healthy server gives it in a millisecond
ASOUND: Final = Path("/proc/asound")
METERS: Final = ("org.gnome.VolumeControl", "org.PulseAudio.pavucontrol")
"""Settings that show how loud it is; those that GNOME Shell leaves out of its own indicator
(js/ui/status/volume.js)."""


class Microphone:
    """Asks the sound server, and keeps the connection."""

    def __init__(self, asound: Path = ASOUND) -> None:
        """Connect when first asked."""
        self._asound = asound
        self._socket: socket.socket | None = None
        self._tag = 0

    def __call__(self) -> Answer:
        """Return whether anybody records, and who."""
        path = server_path()
        try:
            users = self._users(path)
        except (OSError, pulse.ProtocolError, struct.error, StopIteration, RuntimeError):
            self.close()
            return alsa_records(self._asound)
        said = f"PulseAudio or PipeWire: {', '.join(users)} recording" if users else ""
        return Answer(bool(users), said or "PulseAudio or PipeWire: nobody records")

    def close(self) -> None:
        """End the connection."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()
        self._socket = None

    def _users(self, path: Path) -> list[str]:
        if self._socket is None:
            self._connect(path)
        streams = [
            one
            for one in pulse.recordings(self._ask(pulse.SOURCE_OUTPUTS))
            if is_person(one) and not one.corked
        ]
        if not streams:
            return []
        monitors = set(pulse.monitors(self._ask(pulse.SOURCES)))
        return sorted({name_of(one) for one in streams if one.source not in monitors})

    def _connect(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(PATIENCE_S)
        self._socket.connect(str(path))
        self._ask(pulse.AUTH, pulse.VERSION, _cookie())
        self._ask(pulse.SET_CLIENT_NAME, {"application.name": "posturecam"})

    def _ask(self, command: int, *values: Any) -> Any:
        """Send a request and return the values of its answer."""
        self._tag += 1
        self._sock.sendall(pulse.packet(command, self._tag, *values))
        while True:
            answer = pulse.read(self._receive(pulse.length_of(self._receive(pulse.HEADER_BYTES))))
            kind, tag = next(answer), next(answer)
            if tag == self._tag:
                break
        if kind != pulse.REPLY:
            raise pulse.ProtocolError
        return answer

    @property
    def _sock(self) -> socket.socket:
        if self._socket is None:
            raise OSError
        return self._socket

    def _receive(self, size: int) -> bytes:
        read = b""
        while len(read) < size:
            part = self._sock.recv(size - len(read))
            if not part:
                raise OSError
            read += part
        return read


def server_path() -> Path:
    """Return where the sound server listens."""
    named = os.environ.get("PULSE_SERVER", "").removeprefix("unix:")
    if named.startswith("/"):
        return Path(named)
    folder = os.environ.get("PULSE_RUNTIME_PATH")
    return Path(folder or Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "pulse") / "native"


def is_person(stream: pulse.Recording) -> bool:
    """Return whether a program records for itself: no meter, no filter, no part of the server."""
    properties = stream.properties
    return (
        stream.client != pulse.NONE
        and stream.resampler != "peaks"
        and properties.get("resample.peaks") != "true"
        and "node.link-group" not in properties
        and properties.get("application.id") not in METERS
    )


def name_of(stream: pulse.Recording) -> str:
    """Name the program that records."""
    return stream.properties.get("application.name") or stream.properties.get(
        "application.process.binary", "a program"
    )


def alsa_records(asound: Path = ASOUND) -> Answer:
    """Return whether any recording device of ALSA runs."""
    states = [_state(path) for path in sorted(asound.glob("card*/pcm*c/sub*/status"))]
    if not asound.exists():
        return Answer(None, "no PulseAudio, PipeWire or ALSA found")
    running = any("state: RUNNING" in state for state in states)
    return Answer(running, f"ALSA: {'a' if running else 'no'} microphone is open")


def _state(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _cookie() -> bytes:
    """Return the cookie that lets programs of this user in, where there is one."""
    for folder in (".config/pulse/cookie", ".pulse-cookie"):
        with suppress(OSError, RuntimeError):
            cookie = (Path.home() / folder).read_bytes()
            if len(cookie) == pulse.COOKIE_BYTES:
                return cookie
    return bytes(pulse.COOKIE_BYTES)
