"""What happens at a desk that is no fault of posture: it is named, and no alert is given.

Each scene lasts three minutes, three times as long as a fault must last, after five seconds of
sitting well; the whole pipeline watches it.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Observation, Pose, Why
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.altered_poses import SHOULDERS, at, faceless, faint, small
from tests.support.desk import UPRIGHT, calibrated
from tests.support.scenes import SLOUCHING, YOU, Background, alerts, states
from tests.support.scenes import watched as watched_parts
from tests.support.synthetic import pose_of

WELL_S, SCENE_S = 5.0, 180.0


def shoulderless(pose: Pose) -> Pose:
    return faint(pose, SHOULDERS, 0.1)


COLLEAGUE = small(SLOUCHING, 0.35, 0.9)
NEIGHBOUR, BESIDE_YOU = at(SLOUCHING, 0.75), at(YOU, 0.75)
POSTER, SCARVED = faceless(COLLEAGUE), shoulderless(YOU)
WALKING: Background = lambda t: (YOU, small(SLOUCHING, 0.4, (t / 4) % 1.2))  # noqa: E731
TURNED = pose_of(UPRIGHT.moved(yaw=60))
BEHIND_THE_DESK = small(SLOUCHING, 0.35, 0.4)


def watched(background: Background, profile: Profile) -> list[Tick]:
    """Sit well, then let `background` say who is seen at each time."""
    return watched_parts(profile, (WELL_S, lambda _: (YOU,)), (SCENE_S, background))


@pytest.fixture(scope="module")
def profile() -> Profile:
    return calibrated().profile


@pytest.mark.parametrize(
    ("background", "state"),
    [
        pytest.param(lambda _: Why.NOBODY, "away", id="nobody there"),
        pytest.param(lambda _: (BEHIND_THE_DESK,), "away", id="somebody else, further back"),
        pytest.param(lambda _: (YOU, COLLEAGUE), "sitting well", id="a colleague behind you"),
        pytest.param(WALKING, "sitting well", id="somebody walking by behind you"),
        pytest.param(lambda _: (NEIGHBOUR, YOU), "sitting well", id="two side by side"),
        pytest.param(lambda _: (YOU, POSTER), "sitting well", id="a poster"),
        pytest.param(lambda _: (at(YOU, 0, 0.6),), Why.FACE_OUT, id="the top of a head"),
        pytest.param(lambda _: (TURNED,), Why.TURNED, id="turned for minutes"),
        pytest.param(lambda _: (faceless(YOU),), Why.FACE_HIDDEN, id="hands before the face"),
        pytest.param(lambda _: Why.TOO_DARK, Why.TOO_DARK, id="the light goes out"),
        pytest.param(lambda _: Why.CAMERA_BUSY, Why.CAMERA_BUSY, id="a meeting has the camera"),
        pytest.param(lambda _: Why.CAMERA_LOST, Why.CAMERA_LOST, id="unplugged"),
        pytest.param(lambda _: Why.LOCKED, Why.LOCKED, id="the screen is locked"),
    ],
)
def test_no_alert_and_a_true_name(background: Background, state: str, profile: Profile) -> None:
    ticks = watched(background, profile)
    assert not alerts(ticks)
    assert states(ticks, WELL_S + SCENE_S / 2, WELL_S + SCENE_S) == {state}


def test_a_scarf_over_the_shoulders_is_no_fault(profile: Profile) -> None:
    ticks = watched(lambda _: (SCARVED,), profile)
    assert not alerts(ticks)


def test_your_own_slouch_beside_a_neighbour_who_sits_well_is_told(profile: Profile) -> None:
    ticks = watched_parts(
        profile, (WELL_S, lambda _: (YOU,)), (70, lambda _: (BESIDE_YOU, SLOUCHING))
    )
    assert 60 <= alerts(ticks)[0].t - WELL_S <= 63


@pytest.mark.parametrize("slept_s", [600.0, 36_000.0])
def test_a_machine_that_sleeps_in_mid_spell_tells_nothing_on_waking(
    profile: Profile, slept_s: float
) -> None:
    class Laptop:
        live = True

        def __init__(self) -> None:
            self._times = self._ticking()

        def _ticking(self) -> Iterator[float]:
            yield from range(40)
            yield from (40.0 + slept_s + after for after in range(55))

        def next(self, *_wish: object) -> Observation | None:
            t = next(self._times, None)
            return None if t is None else Observation(float(t), (replace(SLOUCHING, t=float(t)),))

    ticks = list(monitor.watch(Laptop(), profile, rules_of(Settings()), Nobody()))
    assert ticks[-1].observation.t > slept_s
    assert not alerts(ticks)
