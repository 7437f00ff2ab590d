"""`watch` as somebody lives with it who wants everything: border, sound, break screen."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest
from PIL import Image

from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.display import has_keyboard, press, running_display, screenshot
from tests.support.patience import PATIENCE_S, wait_until

pytestmark = [pytest.mark.desktop, pytest.mark.slow]

ORANGE, VERMILION, GROUND = (0xE6, 0x9F, 0x00), (0xD5, 0x5E, 0x00), (0x14, 0x18, 0x1D)
WISHES = {
    "alerts.hold_s": 2,
    "alerts.away_s": 2,
    "breaks.every_min": 0,
    "limits.still_too_long_min": 0,
    "notifications.desktop": "false",
    "notifications.sound": "true",
    "notifications.border": "true",
}


class Watching:
    """A run of `watch` on a recording, and what the display shows of it."""

    def __init__(self, tmp_path: Path, recording: Path, **changed: object) -> None:
        wishes = {**WISHES, **{name.replace("__", "."): v for name, v in changed.items()}}
        words = [word for name, value in wishes.items() for word in ("--set", f"{name}={value}")]
        self.rows = tmp_path / "rows.jsonl"
        self._picture, self._said = tmp_path / "screen.png", tmp_path / "said.txt"
        base = [sys.executable, "-m", "posturecam", "watch", "--plain"]
        source = ["--source", str(recording), "--jsonl", str(self.rows)]
        with self._said.open("w") as said:
            self.process = subprocess.Popen(
                [*base, *source, *words], stdout=said, stderr=subprocess.STDOUT
            )

    def see(self, *colours: tuple[int, int, int]) -> None:
        wait_until(lambda: self._pixel() in colours, "what it should show", 0.2)

    def see_gone(self, *colours: tuple[int, int, int]) -> None:
        wait_until(lambda: self._pixel() not in colours, "its end", 0.2)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(PATIENCE_S)

    def end(self) -> str:
        self.process.terminate()
        self.process.wait(PATIENCE_S)
        return self._said.read_text()

    def see_said(self, text: str) -> None:
        wait_until(lambda: text in self._said.read_text(), text)

    def events(self) -> list[str]:
        rows = [json.loads(line) for line in self.rows.read_text().splitlines()]
        return [row["event"] for row in rows if row["type"] == "event"]

    def _pixel(self) -> object:
        screenshot(self._picture)
        return Image.open(self._picture).convert("RGB").getpixel((1, 1))


def test_an_alert_has_a_border_until_it_is_corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_profile()
    story = tape(tmp_path / "story.tape.jsonl", (20, FORWARD), (600, UPRIGHT))
    with running_display(monkeypatch):
        with monkeypatch.context() as bare:
            bare.setenv("PATH", str(tmp_path))  # no player of sounds
            begun = Watching(tmp_path, story)
        with begun as watching:
            watching.see(ORANGE, VERMILION)
            wait_until(lambda: "cleared" in watching.events(), "the correction")
            watching.see_gone(ORANGE, VERMILION)
            said = watching.end()
    assert said.count("No sound can be played: no player found") == 1


def test_a_micro_break_fills_the_screen_until_esc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_profile()
    story = tape(tmp_path / "story.tape.jsonl", (600, UPRIGHT))
    with running_display(monkeypatch):
        wishes = {"breaks__micro_every_min": 0.05, "breaks__micro_s": 120, "breaks__screen": "all"}
        with Watching(tmp_path, story, **wishes) as watching:
            watching.see(GROUND)
            wait_until(has_keyboard, "the keyboard")  # a moment after it is drawn
            press("Escape")
            watching.see_gone(GROUND)
            wait_until(lambda: "break_due" in watching.events(), "the row")
            watching.see_said("short break skipped")
            watching.end()
