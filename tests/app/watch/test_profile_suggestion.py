"""Another profile is offered when the camera was moved."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.watch.profile_suggestion import ProfileSuggestion, offer
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.straighter_sitting import HELD_S
from posturecam.core.values import Event, EventKind, Observation, Pose, Unseen, Why
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import Stored
from posturecam.settings import Settings
from tests.support.calibrated import profile_of
from tests.support.desk import CARD, UPRIGHT, ListedObservations, calibrated, with_profile
from tests.support.synthetic import Camera, Person, pose_of

MONITOR = Camera(distance=90, height=12)


@pytest.fixture
def tick() -> monitor.Tick:
    """You, as the monitor's camera sees you."""

    class Once:
        live = False
        observations = iter([Observation(0.0, (pose_of(UPRIGHT, MONITOR),))])

        def next(self, *_wish: object) -> Observation | None:
            return next(self.observations, None)

    watching = monitor.watch(Once(), calibrated().profile, rules_of(Settings()), Nobody())
    return next(iter(watching))


def moved(tick: monitor.Tick) -> monitor.Tick:
    return replace(tick, events=(Event(0.0, EventKind.CAMERA_MOVED),))


def offered(camera: Camera, seconds: int = 60) -> list[tuple[float, str]]:
    """What is offered, and when, to you as `camera` sees you."""
    observations = ListedObservations(
        replace(pose_of(UPRIGHT, camera), t=float(t)) for t in range(seconds)
    )
    present, offering = calibrated().profile, ProfileSuggestion("default")
    ticks = monitor.watch(observations, present, rules_of(Settings()), Nobody())
    notes = ((tick.observation.t, offering.follow(tick, present)) for tick in ticks)
    return [(t, note) for t, note in notes if note is not None]


def add_monitor() -> None:
    at_monitor = Stored(CARD, profile_of(UPRIGHT, MONITOR))
    profile_store.save(folders.profiles_dir(), "monitor", at_monitor)


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
    tilted = Stored(CARD, profile_of(UPRIGHT, Camera(tilt=0)))
    profile_store.save(folders.profiles_dir(), "tilted", tilted)
    assert len(offered(Camera(tilt=0))) == 1


FORWARD = UPRIGHT.moved(cva=-10)
LAPTOP = Camera(tilt=12, height=-12)
STRAIGHTER = "You sit straighter than when you calibrated."


def before_laptop(*parts: tuple[float, Person | Why], step_s: float) -> Iterator[Pose | Unseen]:
    t = 0.0
    for lasts_s, how in parts:
        for _ in range(round(lasts_s / step_s)):
            wobble = 0.2 * ((t * 7) % 2 - 1)
            here = isinstance(how, Person)
            yield (
                replace(pose_of(how.moved(c7_ahead=wobble), LAPTOP), t=t)
                if here
                else Unseen(t, how)
            )
            t += step_s


def reported(profile: Profile, *parts: tuple[float, Person | Why]) -> list[tuple[float, str]]:
    """What is said, and when, to somebody who sits as `parts` say."""
    offering = ProfileSuggestion("default")
    observations = ListedObservations(before_laptop(*parts, step_s=5.0))
    ticks = monitor.watch(observations, profile, rules_of(Settings()), Nobody())
    notes = ((tick.observation.t, offering.follow(tick, profile)) for tick in ticks)
    return [(t, note) for t, note in notes if note is not None]


def test_somebody_who_sits_straighter_than_calibrated_hears_it_once() -> None:
    notes = reported(profile_of(FORWARD, LAPTOP), (900, UPRIGHT))

    assert [note.startswith(STRAIGHTER) for _, note in notes] == [True]
    assert notes[0][0] >= HELD_S


def test_and_again_in_the_next_sitting() -> None:
    notes = reported(profile_of(FORWARD, LAPTOP), (400, UPRIGHT), (900, Why.NOBODY), (400, UPRIGHT))

    assert len(notes) == 2
    assert notes[1][0] > 1300 + HELD_S - 10


@pytest.mark.parametrize("now", [UPRIGHT, FORWARD, UPRIGHT.moved(c7_ahead=-9, lean=-9, cva=2)])
def test_somebody_who_calibrated_upright_never_hears_it(now: Person) -> None:
    assert reported(profile_of(UPRIGHT, LAPTOP), (900, now)) == []


def test_a_new_calibration_begins_anew() -> None:
    slouching, offering = profile_of(FORWARD, LAPTOP), ProfileSuggestion("default")
    ticks = list(
        monitor.watch(
            ListedObservations(before_laptop((HELD_S + 5, UPRIGHT), step_s=5.0)),
            slouching,
            rules_of(Settings()),
            Nobody(),
        )
    )
    notes = [offering.follow(tick, slouching) for tick in ticks[:-2]]
    again = replace(slouching, looks=slouching.looks + 1)
    assert [*notes, *(offering.follow(tick, again) for tick in ticks[-2:])] == [None] * len(ticks)
