"""The sounds that come with posturecam: from the script, gentle, and heard on a laptop."""

import wave

import numpy as np
import pytest
from make_sounds import FOLDER, PEAK, RATE, SOUNDS, samples

from posturecam.edges.desktop.sound import SOUNDS as KNOWN
from posturecam.edges.desktop.sound import read_samples


@pytest.mark.parametrize("name", SOUNDS)
def test_the_file_is_what_the_script_writes(name: str) -> None:
    with wave.open(str(FOLDER / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
    shipped, rate = read_samples(name)
    assert rate == RATE
    # The last digit of a sine may differ from one processor to the next.
    assert np.abs(shipped.astype(int) - samples(name)).max() <= 1


def test_every_sound_can_be_played() -> None:
    assert set(KNOWN) == set(SOUNDS)


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_gentle(name: str) -> None:
    sound = samples(name) / 32768
    assert 0.5 <= len(sound) / RATE <= 2.0
    assert np.abs(sound).max() == pytest.approx(PEAK, abs=0.01)
    assert np.abs(sound[: RATE // 500]).max() < 0.1  # no click in the first 2 ms
    assert np.abs(sound[-16:]).max() < 0.001
    power = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    assert power[(hertz > 300) & (hertz < 2000)].sum() > 0.999 * power.sum()


def test_the_two_differ_in_pitch_and_length() -> None:
    def loudest_hz(name: str) -> float:
        power = np.abs(np.fft.rfft(samples(name)))
        return float(np.fft.rfftfreq(len(samples(name)), 1 / RATE)[power.argmax()])

    assert loudest_hz("bell") == pytest.approx(880, abs=3)
    assert loudest_hz("bowl") == pytest.approx(392, abs=3)
    assert len(samples("bowl")) > 1.5 * len(samples("bell"))
