"""Sessions before two cameras, with errors that are known."""

from dataclasses import dataclass

import numpy as np

from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify.compared import Pair

EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Story:
    """How both cameras err; sds in degrees."""

    seconds: float = 120.0
    front_sd: float = 3.0
    side_sd: float = 2.0
    alike: float = 0.45  # correlation of both errors
    slope: float = 1.0
    bias_deg: float = 0.0
    deepest_deg: float = 22.0
    stated_front: float = 3.6
    stated_side: float | None = None  # None: the true one
    seed: int = 1


def truth(story: Story) -> tuple[Floats, Floats]:
    """Times and true changes: upright, then the head forward now and again, never as far."""
    t = np.arange(0.0, story.seconds, EVERY_S)
    phase = np.floor(t / 6.0)
    depth = np.where(phase % 2 == 1, (0.45 + 0.11 * (phase % 6)) * story.deepest_deg, 0.0)
    return t, -_smooth(depth, 5)


def filmed(story: Story) -> tuple[list[Pair], Floats]:
    """The pairs of a session, and the true changes."""
    rng = np.random.default_rng(story.seed)
    t, true = truth(story)
    common, own, other = (wandering(rng, len(t)) for _ in range(3))
    share = np.sqrt(story.alike)
    front_error = story.front_sd * (share * common + np.sqrt(1 - story.alike) * own)
    side_error = story.side_sd * (share * common + np.sqrt(1 - story.alike) * other)
    front = story.slope * true + story.bias_deg + front_error
    stated = story.side_sd if story.stated_side is None else story.stated_side
    pairs = [
        Pair(float(when), float(one), story.stated_front, float(two), stated)
        for when, one, two in zip(t, front, true + side_error, strict=True)
    ]
    return pairs, true


def front_rms(story: Story) -> float:
    """The front's true error in a session."""
    pairs, true = filmed(story)
    return float(
        np.sqrt(np.mean([(p.front_deg - c) ** 2 for p, c in zip(pairs, true, strict=True)]))
    )


def wandering(rng: np.random.Generator, count: int, lasting_s: float = 1.5) -> Floats:
    """An error of sd 1 that lasts for about `lasting_s`."""
    keep = float(np.exp(-EVERY_S / lasting_s))
    noise = rng.standard_normal(count)
    error = [noise[0]]
    for fresh in noise[1:]:
        error.append(keep * error[-1] + np.sqrt(1 - keep**2) * fresh)
    return np.array(error)


def _smooth(values: Floats, width: int) -> Floats:
    padded = np.pad(values, width // 2, mode="edge")
    return np.convolve(padded, np.ones(width) / width, mode="valid")
