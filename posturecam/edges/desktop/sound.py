"""Plays the two sounds that come with posturecam, by the player that the system has.

A sound is played in a thread of its own, one at a time and for a few seconds at most.  The volume
is applied to the samples, since not every player has one.
"""

import shutil
import subprocess
import sys
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posturecam.edges.files.atomic_write import replacing
from posturecam.edges.files.folders import cache_dir, make_private
from posturecam.errors import PosturecamError

SOUNDS: Final = ("bell", "bowl")
LONGEST_S: Final = 6.0
"""For which a player may run: three times the longer sound, for a sound server that is starting."""

PLAYERS: Final[tuple[tuple[str, ...], ...]] = (
    ("pw-play",),
    ("paplay",),
    ("canberra-gtk-play", "-f"),
    ("aplay", "-q"),
)
"""Linux: the players of PipeWire, PulseAudio, the desktops' sound themes and ALSA, best first."""

NO_PLAYER: Final = "no player found (pw-play, paplay, canberra-gtk-play or aplay)"


class Sound:
    """Plays sounds; made by `open_sound`."""

    def __init__(self, volume: float, players: Sequence[Sequence[str]]) -> None:
        """Play at `volume`, 0 to 1, with the first of `players` that succeeds."""
        self._volume, self._players = volume, players
        self._thread: Thread | None = None
        self._process: Any = None
        self._trouble = ""
        self._closed = False

    def play(self, name: str) -> None:
        """Play the sound `name` unless one is still playing; "none" is silence."""
        playing = self._thread is not None and self._thread.is_alive()
        if name in SOUNDS and self._volume > 0 and not playing:
            self._thread = Thread(target=self._play, args=(name,), daemon=True)
            self._thread.start()

    def trouble(self) -> str:
        """Return what went wrong since the last call; empty: nothing."""
        trouble, self._trouble = self._trouble, ""
        return trouble

    def close(self) -> None:
        """Stop what is playing; no other player takes its place."""
        self._closed = True
        thread, process = self._thread, self._process
        if thread is not None and thread.is_alive() and process is not None:
            with suppress(OSError):
                process.kill()
            thread.join(LONGEST_S)

    def _play(self, name: str) -> None:
        reason = NO_PLAYER
        try:
            path = prepared(name, self._volume)
            for player in self._players:
                reason = self._run((*player, str(path)))
                if not reason or self._closed:
                    return
        except (PosturecamError, OSError) as error:
            reason = str(error)
        self._trouble = f"No sound can be played: {reason}. Run `posturecam doctor` for details."

    def _run(self, command: Sequence[str]) -> str:
        """Play with `command`; return why that failed."""
        if command[0] == "winsound":
            return _windows(command[-1])
        quiet = subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 (our words)
            code = self._process.wait(LONGEST_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return f"{command[0]} does not end"
        except OSError as error:
            return f"{command[0]}: {error.strerror}"
        finally:
            self._process = None
        return f"{command[0]} fails" if code else ""


@contextmanager
def open_sound(volume: float) -> Iterator[Sound]:
    """Play sounds for the length of the block."""
    sound = Sound(volume, players())
    try:
        yield sound
    finally:
        sound.close()


def players(
    platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which
) -> tuple[tuple[str, ...], ...]:
    """Return the commands that play a file on this system, best first; the file comes last."""
    if platform == "win32":
        return (("winsound",),)
    known = (("afplay",),) if platform == "darwin" else PLAYERS
    return tuple(player for player in known if which(player[0]) is not None)


def prepared(name: str, volume: float) -> Path:
    """Return a file of the sound `name` at `volume`, in the cache folder, where it stays.

    Raises:
        StorageError: It cannot be written.
    """
    percent = round(100 * volume)
    path = make_private(cache_dir() / "sounds") / f"{name}-{percent}.wav"
    if not path.exists():
        for old in path.parent.glob(f"{name}-*.wav"):
            old.unlink(missing_ok=True)
        with replacing(path) as half:
            write_samples(half, louder(read_samples(name), percent / 100))
    return path


def read_samples(name: str) -> tuple[NDArray[np.int16], int]:
    """Return the samples (n,) of the sound `name`, and how many there are in a second."""
    with (
        files("posturecam.edges.desktop").joinpath(f"sounds/{name}.wav").open("rb") as source,
        wave.open(source) as sound,
    ):
        frames = sound.readframes(sound.getnframes())
        return np.frombuffer(frames, "<i2").astype(np.int16), sound.getframerate()


def louder(sound: tuple[NDArray[np.int16], int], volume: float) -> tuple[NDArray[np.int16], int]:
    """Return `sound` with its samples multiplied by `volume`, 0 to 1."""
    samples, rate = sound
    return np.round(samples * volume).astype(np.int16), rate


def write_samples(path: Path, sound: tuple[NDArray[np.int16], int]) -> None:
    """Write `sound` as a WAV file of one channel."""
    samples, rate = sound
    with path.open("wb") as sink, wave.open(sink, "wb") as file:
        file.setparams((1, 2, rate, len(samples), "NONE", ""))
        file.writeframes(samples.astype("<i2").tobytes())


def _windows(path: str) -> str:
    import winsound  # noqa: PLC0415 (there on Windows only)

    try:
        winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_NODEFAULT)  # type: ignore[attr-defined,unused-ignore]
    except RuntimeError as error:
        return str(error)
    return ""
