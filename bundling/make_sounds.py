"""Write the two sounds that come with posturecam.

    python bundling/make_sounds.py

Both are sums of a few sine waves that fade: nothing is sampled from anywhere, and the same numbers
come out each time.  A soft attack and no partial above 2 kHz keep them gentle; nothing below 300 Hz
is lost on the loudspeakers of a laptop.
"""

import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FOLDER: Final = Path(__file__).resolve().parents[1] / "posturecam" / "edges" / "desktop" / "sounds"
RATE: Final = 16000  # samples a second; partials end at an eighth of it
PEAK: Final = 0.5  # of full scale: 6 dB are left to whoever wants it louder than the loudest
ATTACK_S: Final = 0.012  # rises without a click
RELEASE_S: Final = 0.05  # ends at silence


@dataclass(frozen=True, slots=True)
class Partial:
    """One sine wave: begins at `from_s`, and falls to a third in `fades_s`."""

    hertz: float
    loud: float
    fades_s: float
    from_s: float = 0.0


SOUNDS: Final[dict[str, tuple[float, tuple[Partial, ...]]]] = {
    # Two notes, a fourth apart, rising: short, for an alert.
    "bell": (
        1.0,
        (
            Partial(659.3, 1.0, 0.20),
            Partial(1318.5, 0.25, 0.12),
            Partial(880.0, 0.9, 0.28, 0.16),
            Partial(1760.0, 0.2, 0.14, 0.16),
        ),
    ),
    # One low note that beats slowly, as a singing bowl does: long, for a break.
    "bowl": (
        1.8,
        (
            Partial(392.0, 1.0, 0.60),
            Partial(394.2, 0.6, 0.60),
            Partial(1065.0, 0.22, 0.30),
            Partial(1950.0, 0.05, 0.15),
        ),
    ),
}
"""Name -> length in seconds, partials."""


def samples(name: str) -> NDArray[np.int16]:
    """Return the sound `name`: (n,) int16 at `RATE`."""
    length_s, partials = SOUNDS[name]
    t = np.arange(round(length_s * RATE)) / RATE
    whole: NDArray[np.float64] = np.zeros_like(t)
    for partial in partials:
        whole += _tone(t, partial)
    whole *= np.clip((length_s - t) / RELEASE_S, 0.0, 1.0)
    pcm: NDArray[np.int16] = np.round(whole / np.abs(whole).max() * PEAK * 32767).astype(np.int16)
    return pcm


def _tone(t: NDArray[np.float64], partial: Partial) -> NDArray[np.float64]:
    since = np.maximum(t - partial.from_s, 0.0)
    attack = 0.5 - 0.5 * np.cos(np.pi * np.clip(since / ATTACK_S, 0.0, 1.0))
    fading = np.exp(-since / partial.fades_s)
    tone: NDArray[np.float64] = attack * fading * np.sin(2 * np.pi * partial.hertz * since)
    return partial.loud * tone


def main() -> None:
    """Write every sound."""
    FOLDER.mkdir(exist_ok=True)
    for name in SOUNDS:
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(samples(name).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
