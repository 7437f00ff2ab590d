"""Somebody who does an exercise before a camera, and the truth of each repetition."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from posturecam.core.coach.coach import Coach, begin, follow
from posturecam.core.coach.movements import Movement, Set
from posturecam.core.coach.signs import read_signs
from posturecam.core.values import Observation, Pose
from tests.support.synthetic import Camera, Person, pose_of

UPRIGHT, AHEAD = Person(), Camera()
WAY_S = 0.9
WRISTS = [15, 16]

Change = dict[str, float]
Look = Callable[[Pose, float], Pose]

CHANGES: dict[Movement, Change] = {
    Movement.HEAD_TURN: {"yaw": 45.0},
    Movement.SIDE_BEND: {"roll": 30.0},
    Movement.HALF_CIRCLE: {"roll": 24.0},
    Movement.SHRUG: {"acromion_up": 3.6},
    Movement.SHOULDER_ROLL: {"acromion_up": 3.6},
    Movement.SQUEEZE: {"half_width": -1.2},
    Movement.BACK_EXTENSION: {"c7_ahead": -9.0, "pitch": -12.0},
    Movement.SIT_TALL: {"c7_up": 4.0, "c7_ahead": -8.0},
    Movement.ARM_RAISE: {},
}


@dataclass(frozen=True)
class Rep:
    """One repetition: begins at `start_s`, is held `hold_s`, goes `amplitude` of the full way.

    It is to the person's left unless `sign` is -1.
    """

    start_s: float
    hold_s: float = 1.0
    amplitude: float = 1.0
    sign: int = 1
    way_s: float = WAY_S

    @property
    def end_s(self) -> float:
        return self.start_s + self.hold_s + 2 * self.way_s

    def at(self, t: float) -> float:
        """How far it is at `t`, with the least jerk (Flash and Hogan 1985)."""
        out, back = (t - self.start_s) / self.way_s, (self.end_s - t) / self.way_s
        x = min(max(0.0, min(out, back)), 1.0)
        return self.sign * self.amplitude * x**3 * (10 - 15 * x + 6 * x * x)


def reps_of(
    count: int, *, hold_s: float = 1.0, pause_s: float = 0.8, from_s: float = 3.0, **rep: float
) -> list[Rep]:
    """`count` repetitions, one after the other."""
    every_s = hold_s + 2 * rep.get("way_s", WAY_S) + pause_s
    return [Rep(from_s + k * every_s, hold_s, **rep) for k in range(count)]


def alternating(reps: Sequence[Rep]) -> list[Rep]:
    """The same to the left and right in turn."""
    return [replace(rep, sign=(-1) ** k) for k, rep in enumerate(reps)]


def circling(count: int) -> list[Rep]:
    """Half circles: to the left, over to the right, back to the middle; each takes 3.7 s."""
    way_s = 0.85
    starts = [3.0 + 3.7 * k + part * 2 * way_s for k in range(count) for part in (0, 1)]
    return [Rep(start_s, 0.0, sign=(-1) ** k, way_s=way_s) for k, start_s in enumerate(starts)]


def poses(
    movement: Movement,
    reps: Sequence[Rep],
    *,
    rate: float = 8.0,
    until_s: float | None = None,
    person: Person = UPRIGHT,
    camera: Camera = AHEAD,
    noise: float = 0.0,
    also: Callable[[float], Change] = lambda _: {},
) -> Iterator[Pose]:
    """The poses of a set, `rate` a second; `also` says what else changes."""
    random = np.random.default_rng(1)
    end_s = until_s or max((rep.end_s for rep in reps), default=0.0) + 2.0
    for k in range(int(end_s * rate) + 1):
        t = k / rate
        share = sum(rep.at(t) for rep in reps)
        changes = {key: share * value for key, value in CHANGES[movement].items()}
        for key, value in also(t).items():
            changes[key] = changes.get(key, 0.0) + value
        pose = pose_of(person.moved(**changes), camera, t)
        if movement is Movement.ARM_RAISE:
            pose = with_arms(pose, share)
        yield shaken(pose, random, noise) if noise else pose


def with_arms(pose: Pose, share: float) -> Pose:
    """Hands below the shoulders, and `share` of 0.6 image heights higher."""
    points = pose.points.copy()
    for side, x in enumerate((0.15, -0.15)):
        shoulder = points[11 + side]
        points[WRISTS[side]] = shoulder + np.array((x, 0.15 - 0.6 * share))
    return replace(pose, points=points)


def shaken(pose: Pose, random: np.random.Generator, noise: float) -> Pose:
    """The pose with noise of each landmark, in image heights."""
    face = None if pose.face is None else pose.face + random.normal(0, noise, pose.face.shape)
    return replace(pose, points=pose.points + random.normal(0, noise, pose.points.shape), face=face)


def coached(asked: Set, seen: Iterable[Pose]) -> Coach:
    """The coach after all of `seen`: a set is judged as a whole, so only at its end here."""
    *before, last = seen
    coach = replace(begin(asked), signs=tuple(read_signs(pose) for pose in before))
    return follow(coach, Observation(last.t, (last,)))


def coached_by_look(asked: Set, observations: Iterable[Observation]) -> list[Coach]:
    """The coach after each observation."""
    coaches, coach = [], begin(asked)
    for observation in observations:
        coach = follow(coach, observation)
        coaches.append(coach)
    return coaches


def alone(poses: Iterable[Pose]) -> list[Observation]:
    """Observations of one person."""
    return [Observation(pose.t, (pose,)) for pose in poses]
