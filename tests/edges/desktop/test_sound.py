"""Sounds are played by whatever player there is, bounded, and never raise."""

import sys
import wave
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from posturecam.edges.desktop import sound as module
from posturecam.edges.desktop.sound import (
    PLAYERS,
    Sound,
    louder,
    open_sound,
    players,
    prepared,
    read_samples,
)
from tests.support.patience import wait_until


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "sounds"


def player(tmp_path: Path, does: str, name: str = "player") -> tuple[str, ...]:
    """A player of our own: Python that is given the file last."""
    script = tmp_path / f"{name}.py"
    script.write_text(f"import pathlib, sys, time\nfile = sys.argv[-1]\n{does}\n")
    return (sys.executable, str(script))


def writing(tmp_path: Path, name: str = "player") -> tuple[str, ...]:
    log = tmp_path / "played.txt"
    return player(tmp_path, f"print(file, file=open({str(log)!r}, 'a'))", name)


def played(tmp_path: Path) -> list[str]:
    log = tmp_path / "played.txt"
    return [Path(line).name for line in log.read_text().splitlines()] if log.exists() else []


def play(sound: Sound, name: str = "bell") -> Sound:
    sound.play(name)
    if sound._thread is not None:
        sound._thread.join(60)
    return sound


@pytest.mark.parametrize(
    ("platform", "there", "expected"),
    [
        ("linux", ("aplay", "paplay"), (("paplay",), ("aplay", "-q"))),
        ("linux", [player[0] for player in PLAYERS], PLAYERS),
        ("linux", (), ()),
        ("darwin", ("afplay", "aplay"), (("afplay",),)),
        ("win32", (), (("winsound",),)),
    ],
)
def test_the_players_of_each_system(
    platform: str, there: Sequence[str], expected: tuple[tuple[str, ...], ...]
) -> None:
    assert players(platform, lambda name: name if name in there else None) == expected


@pytest.mark.parametrize("volume", [0.25, 0.5, 1.0])
def test_the_volume_is_in_the_samples(cache: Path, volume: float) -> None:
    path = prepared("bowl", volume)
    assert path.parent == cache
    with wave.open(str(path), "rb") as file:
        assert file.getnframes() == len(read_samples("bowl")[0])
        heard = np.frombuffer(file.readframes(10**6), "<i2")
    assert np.abs(heard).max() == pytest.approx(0.5 * volume * 32767, abs=2)


def test_one_file_of_each_sound_is_kept(cache: Path) -> None:
    for volume in (0.1, 0.2, 0.3):
        prepared("bell", volume)
        prepared("bowl", volume)
    assert sorted(path.name for path in cache.iterdir()) == ["bell-30.wav", "bowl-30.wav"]


def test_silence_is_exact() -> None:
    samples, _ = louder(read_samples("bell"), 0.0)
    assert not samples.any()


@pytest.mark.usefixtures("cache")
def test_a_sound_is_played_without_waiting(tmp_path: Path) -> None:
    sound = Sound(0.5, [player(tmp_path, "time.sleep(60)")])
    sound.play("bell")
    wait_until(lambda: sound._process is not None, "the player")
    assert sound._process is not None
    assert sound._process.poll() is None  # it plays on while this goes on
    first = sound._thread
    sound.play("bowl")  # one at a time
    assert sound._thread is first
    sound.close()
    assert first is not None
    assert not first.is_alive()


@pytest.mark.usefixtures("cache")
def test_the_next_player_is_tried_if_one_fails(tmp_path: Path) -> None:
    failing = player(tmp_path, "sys.exit(1)", "failing")
    sound = play(Sound(0.5, [failing, ("no-such-player",), writing(tmp_path)]))
    assert sound.trouble() == ""
    assert played(tmp_path) == ["bell-50.wav"]


@pytest.mark.usefixtures("cache")
def test_a_player_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_S", 0.2)
    sound = play(Sound(0.5, [player(tmp_path, "time.sleep(600)")]))
    assert "does not end" in sound.trouble()
    assert sound._process is None
    assert sound.trouble() == ""


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    ("commands", "reason"),
    [((), "no player found"), ((("no-such-player",),), "no-such-player: No such file")],
)
def test_without_a_player_it_says_so(commands: Sequence[Sequence[str]], reason: str) -> None:
    trouble = play(Sound(0.5, commands)).trouble()
    assert trouble.startswith("No sound can be played: ")
    assert reason in trouble
    assert "posturecam doctor" in trouble


def test_a_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path / "file"))
    sound = play(Sound(0.5, [writing(tmp_path)]))
    assert "No sound can be played" in sound.trouble()
    assert played(tmp_path) == []


@pytest.mark.parametrize(("name", "volume"), [("none", 0.5), ("bell", 0.0)])
def test_silence_starts_nothing(tmp_path: Path, name: str, volume: float) -> None:
    sound = play(Sound(volume, [writing(tmp_path)]), name)
    assert sound._thread is None
    sound.close()


@pytest.mark.usefixtures("cache")
def test_it_is_opened_with_the_players_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "players", lambda: (writing(tmp_path),))
    with open_sound(1.0) as sound:
        play(sound, "bowl")
    assert played(tmp_path) == ["bowl-100.wav"]


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("fails", [False, True])
def test_windows_plays_by_itself(monkeypatch: pytest.MonkeyPatch, *, fails: bool) -> None:
    heard: list[tuple[str, int]] = []

    def play_sound(path: str, flags: int) -> None:
        heard.append((Path(path).name, flags))
        if fails:
            msg = "Failed to play sound"
            raise RuntimeError(msg)

    fake = SimpleNamespace(PlaySound=play_sound, SND_FILENAME=1, SND_NODEFAULT=2)
    monkeypatch.setitem(sys.modules, "winsound", fake)
    sound = play(Sound(0.5, players("win32")))
    assert heard == [("bell-50.wav", 3)]
    assert ("Failed to play sound" in sound.trouble()) is fails


@pytest.mark.usefixtures("cache")
def test_what_is_stopped_is_not_played_by_the_next_player(tmp_path: Path) -> None:
    sound = Sound(0.5, [player(tmp_path, "time.sleep(60)", "slow"), writing(tmp_path)])
    sound.play("bell")
    wait_until(lambda: sound._process is not None, "the player")
    sound.close()
    assert played(tmp_path) == []
    assert sound.trouble() == ""
