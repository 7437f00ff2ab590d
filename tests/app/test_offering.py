"""Another profile is offered when the camera was moved."""

from dataclasses import replace

import pytest
from desk import SIZE, UPRIGHT, ListedLooks, calibrated, with_profile
from synthetic import Camera, pose_of

from posturecam import monitor
from posturecam.app.offering import Offering, offer
from posturecam.app.replaying import Nobody
from posturecam.app.rules import rules_of
from posturecam.core.calibration import calibrate
from posturecam.core.profile import Profile
from posturecam.core.values import Event, EventKind, Look
from posturecam.edges import folders, profiles
from posturecam.settings import Settings

MONITOR = Camera(distance=90, height=12)


@pytest.fixture
def tick() -> monitor.Tick:
    """You, as the monitor's camera sees you."""

    class Once:
        live = False
        looks = iter([Look(0.0, (pose_of(UPRIGHT, MONITOR),))])

        def next(self, *_wish: object) -> Look | None:
            return next(self.looks, None)

    watching = monitor.watch(Once(), calibrated().profile, rules_of(Settings()), Nobody())
    return next(iter(watching))


def moved(tick: monitor.Tick) -> monitor.Tick:
    return replace(tick, events=(Event(0.0, EventKind.CAMERA_MOVED),))


def offered(camera: Camera, seconds: int = 60) -> list[tuple[float, str]]:
    """What is offered, and when, to you as `camera` sees you."""
    looks = ListedLooks(replace(pose_of(UPRIGHT, camera), t=float(t)) for t in range(seconds))
    present, offering = calibrated().profile, Offering("default")
    ticks = monitor.watch(looks, present, rules_of(Settings()), Nobody())
    notes = ((tick.look.t, offering.heed(tick, present)) for tick in ticks)
    return [(t, note) for t, note in notes if note is not None]


def add_monitor() -> None:
    wobble = [UPRIGHT.moved(c7_ahead=0.1 * (n % 5)) for n in range(12)]
    seen = [replace(pose_of(one, MONITOR), t=n / 4) for n, one in enumerate(wobble)]
    profile = calibrate({"upright": seen}, SIZE)
    assert isinstance(profile, Profile)
    profiles.save(folders.profiles_dir(), "monitor", replace(calibrated(), profile=profile))


def test_the_profile_that_fits_better_is_named(tick: monitor.Tick) -> None:
    with_profile()
    add_monitor()
    present = calibrated().profile
    said = offer(moved(tick), "default", present)
    assert said is not None
    assert "--profile monitor" in said
    assert offer(tick, "default", present) is None


def test_without_a_readable_folder_none_is_offered(tick: monitor.Tick) -> None:
    folders.profiles_dir().parent.mkdir(parents=True)
    folders.profiles_dir().touch()
    assert offer(moved(tick), "default", calibrated().profile) is None


def test_without_another_profile_none_is_offered(tick: monitor.Tick) -> None:
    with_profile()
    assert offer(moved(tick), "default", calibrated().profile) is None


def test_the_profile_of_another_desk_is_offered_as_the_sitting_begins_and_once() -> None:
    with_profile()
    add_monitor()
    ((t, note),) = offered(MONITOR)
    assert t == 20.0
    assert "--profile monitor" in note


def test_at_its_own_desk_nothing_is_offered() -> None:
    with_profile()
    assert offered(Camera()) == []
    add_monitor()
    assert offered(Camera()) == []
    assert offered(Camera(tilt=6)) == []


def test_it_is_offered_once_when_the_camera_was_moved_as_well() -> None:
    with_profile()
    seen = [replace(pose_of(UPRIGHT.moved(yaw=n % 3), Camera(tilt=0)), t=n / 4) for n in range(12)]
    tilted = calibrate({"upright": seen}, SIZE)
    assert isinstance(tilted, Profile)
    profiles.save(folders.profiles_dir(), "tilted", replace(calibrated(), profile=tilted))
    assert len(offered(Camera(tilt=0))) == 1
