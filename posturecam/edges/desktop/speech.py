"""Speaks sentences by the voice that the system has, one at a time, in a thread of its own.

The text goes to the program's standard input, or is one of its arguments; there is no shell.  A
sentence that is not begun when the next one comes is left out: what is said is about now.

Only espeak-ng was tried.  Windows, macOS and spd-say are written to the manuals of `System.Speech`,
`say` and Speech Dispatcher.
"""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition, Thread
from typing import Final

from posturecam.edges.desktop.bounded_program import Reader
from posturecam.edges.desktop.finding import Finding

LONGEST_S: Final = 15.0
"""For which a sentence may take: twice the longest one, for a speech server that is starting."""

END_S: Final = 2.0
"""For the thread to end."""

_SAPI: Final = (
    "Add-Type -AssemblyName System.Speech; "
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)

TEXT: Final = "{text}"
"""Stands for the text among the arguments of a program that does not read it."""

VOICES: Final = {
    "win32": (("powershell", "-NoProfile", "-NonInteractive", "-Command", _SAPI),),
    "darwin": (("say", "-f", "-"),),
    "linux": (
        ("spd-say", "--wait", "--", TEXT),
        ("espeak-ng", "--stdin", "-v", "en", "-s", "150"),
        ("espeak", "--stdin", "-v", "en", "-s", "150"),
    ),
}
"""What speaks on each system, best first; 150 words a minute leaves time to follow."""

NO_VOICE: Final = "no voice found (spd-say or espeak-ng)"

Read = Callable[[Sequence[str], str, float], str]


class Speech:
    """Speaks; made by `open_speech`."""

    def __init__(self, voices: Sequence[Sequence[str]], reader: Reader) -> None:
        """Speak with the first of `voices` that succeeds."""
        self._voices, self._reader = tuple(voices), reader
        self._changed = Condition()
        self._next: str | None = None
        self._trouble = "" if voices else NO_VOICE
        self._closed = False

    def say(self, text: str, *, at_once: bool = False) -> None:
        """Say `text` after the sentence that is being said, or instead of it if `at_once`."""
        with self._changed:
            self._next = text
            self._changed.notify_all()
        if at_once:
            self._reader.stop()

    def trouble(self) -> str:
        """Return what went wrong since the last call; empty: nothing."""
        trouble, self._trouble = self._trouble, ""
        return f"Nothing can be spoken: {trouble}." if trouble else ""

    def close(self) -> None:
        """Fall silent."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._reader.stop()

    def run(self) -> None:
        """Speak until `close`."""
        while (text := self._take()) is not None:
            self._speak(text)

    def _take(self) -> str | None:
        with self._changed:
            while self._next is None and not self._closed:
                self._changed.wait()
            text, self._next = self._next, None
            return None if self._closed else text

    def _speak(self, text: str) -> None:
        reason = NO_VOICE
        while self._voices and not self._closed:
            reason = self._reader.read(worded(self._voices[0], text), text, LONGEST_S)
            if not reason:
                return
            self._voices = self._voices[1:]
        self._trouble = reason


@contextmanager
def open_speech() -> Iterator[Speech]:
    """Speak for the length of the block."""
    speech = Speech(voices(), Reader())
    thread = Thread(target=speech.run, name="speech", daemon=True)
    thread.start()
    try:
        yield speech
    finally:
        speech.close()
        thread.join(END_S)


def voices(
    platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which
) -> tuple[tuple[str, ...], ...]:
    """Return the commands that speak what they read, best first."""
    known = VOICES.get(platform, VOICES["linux"])
    return tuple(voice for voice in known if which(voice[0]) is not None)


def worded(voice: Sequence[str], text: str) -> tuple[str, ...]:
    """Return the words of the command `voice` that speaks `text`."""
    return tuple(text if word == TEXT else word for word in voice)


def voice_finding(wanted: str, platform: str = sys.platform) -> Finding:
    """Say what would speak, and whether that was tried; `wanted` is the setting."""
    found = voices(platform)
    text = f"{wanted} (coaching.voice)"
    if found:
        tried = "" if found[0][0].startswith("espeak") else ", untried"
        return Finding(
            "voice", ok=True, text=f"{text}; speaks by {found[0][0]}{tried}", needed=False
        )
    asked = wanted == "speech"
    step = "Install speech-dispatcher or espeak-ng, or set coaching.voice to sound." * asked
    return Finding("voice", ok=not asked, text=f"{text}; {NO_VOICE}", next_step=step, needed=False)
