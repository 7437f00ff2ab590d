"""The pipeline itself."""

from dataclasses import replace

import pytest

from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.measure.estimator import measure
from posturecam.core.measure.measuring import reading_of
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.smoothing import SmoothingPolicy
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import (
    Cause,
    Event,
    EventKind,
    Observation,
    Reading,
    Unseen,
    Why,
)
from posturecam.monitor import advise, watch
from posturecam.settings import Settings
from posturecam.stretches.experience import Experience
from tests.support.calibrated import YOU, profile_of
from tests.support.synthetic import pose_of


@pytest.fixture
def profile() -> Profile:
    return profile_of(YOU)


def readings(profile: Profile, *observations: Observation) -> list[Reading | Unseen]:
    class Desk:
        live = True
        _left = iter(observations)

        def next(self, *_wish: object) -> Observation | None:
            return next(self._left, None)

    rules = rules_of(Settings())
    rules = replace(rules, measuring=replace(rules.measuring, smoothing=SmoothingPolicy(0.0, 1.0)))
    return [tick.reading for tick in watch(Desk(), profile, rules, Nobody())]


def test_a_reused_observation_is_not_measured(profile: Profile) -> None:
    """These landmarks are another pose's, so that a measurement would show."""
    first, other = pose_of(YOU), replace(pose_of(YOU.moved(cva=-10)), t=1.0)
    seen = Observation(0.0, (first,)), Observation(1.0, (other,), reused=True)
    before, again = readings(profile, *seen)
    assert isinstance(before, Reading)
    assert again == replace(before, t=1.0)


def test_without_an_observation_before_it_a_reused_one_is_measured(profile: Profile) -> None:
    pose = pose_of(YOU)
    (found,) = readings(profile, Observation(0.0, (pose,), reused=True))
    assert found == measure(prepare(profile), pose)


def test_an_observation_with_other_landmarks_is_measured(profile: Profile) -> None:
    first, pose = pose_of(YOU), replace(pose_of(YOU.moved(cva=-10)), t=1.0)
    _, reading = readings(profile, Observation(0.0, (first,)), Observation(1.0, (pose,)))
    assert isinstance(reading, Reading)
    assert reading.cva_change_deg == pytest.approx(-10, abs=4)
    prepared, camera = prepare(profile), CameraBelief()
    assert reading_of(pose, prepared, camera)[1] == measure(prepared, pose)


def test_nobody_gives_no_reading(profile: Profile) -> None:
    nobody = Unseen(1.0, Why.NOBODY)
    reading = measure(prepare(profile), pose_of(YOU))
    assert reading_of(nobody, prepare(profile), CameraBelief(), reading)[1] is nobody


def test_what_is_known_of_exercises_is_asked_at_each_proposal() -> None:
    learned: dict[str, Experience] = {}
    offers = replace(rules_of(Settings()).offers, known=lambda: learned)
    alert = Event(0.0, EventKind.ALERT, Cause.FORWARD_HEAD)

    (first,), _ = advise(offers, (alert,), ())
    learned["chin_tuck"] = Experience(hurt=True)
    (second,), recent = advise(offers, (alert,), ())

    assert first.stretch == "chin_tuck"
    assert second.stretch not in (None, "chin_tuck")
    assert recent == (second.stretch,)
