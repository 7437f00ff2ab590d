"""A camera, desk or chair that was moved, noticed from the person alone: no picture is compared.

Everything runs through the whole pipeline; the person sits as at calibration unless said otherwise.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from desk import CARD, SIZE, UPRIGHT, ListedLooks, calibrated
from synthetic import Camera, Person, pose_of

from posturecam import monitor
from posturecam.app.offering import offer
from posturecam.app.replaying import Nobody
from posturecam.app.rules import rules_of
from posturecam.core.calibration import calibrate, recalibrate
from posturecam.core.profile import Profile
from posturecam.core.values import Cause, EventKind, Pose, Verdict, Why
from posturecam.edges import folders, profiles
from posturecam.edges.profile_text import Stored
from posturecam.edges.screen import event_line, state_of
from posturecam.monitor import Tick
from posturecam.settings import Settings

LASTS_S, EVERY_S = 120.0, 1.0
Scene = Callable[[float], tuple[Person, Camera]]
CALIBRATED, TILTED_DOWN, TILTED_UP = Camera(), Camera(tilt=0), Camera(tilt=10)
FORWARD = UPRIGHT.moved(cva=-18)
SLUMPED = UPRIGHT.moved(cva=-14, c7_ahead=6, c7_up=-2.5, lean=8, acromion_ahead=3)
DEEPLY_SLUMPED = UPRIGHT.moved(cva=-20, c7_ahead=9, c7_up=-6, lean=14, acromion_ahead=3)
LEANING = UPRIGHT.moved(c7_ahead=14, c7_up=-2, lean=16, cva=-5)
SLID_DOWN = UPRIGHT.moved(c7_up=-3.5)
SPRAWLING = UPRIGHT.moved(c7_up=-6)
HIGHER = Camera(height=8)
LOWERING = TILTED_UP, HIGHER  # whoever sits before these is seen lower


def seated(person: Person, camera: Camera, t: float) -> Pose:
    wobble = 0.2 * ((t * 7) % 2 - 1)
    return pose_of(person.moved(c7_ahead=wobble), camera, t)


def watched(scene: Scene, profile: Profile | None = None, lasts_s: float = LASTS_S) -> list[Tick]:
    times = [EVERY_S * number for number in range(round(lasts_s / EVERY_S))]
    looks = ListedLooks(seated(*scene(t), t) for t in times)
    rules = rules_of(Settings())
    return list(monitor.watch(looks, profile or calibrated().profile, rules, Nobody()))


def told(ticks: list[Tick], kind: EventKind) -> list[float]:
    return [event.t for tick in ticks for event in tick.events if event.kind is kind]


@pytest.mark.parametrize(
    ("person", "camera"),
    [
        pytest.param(UPRIGHT, TILTED_DOWN, id="lid tilted down"),
        pytest.param(UPRIGHT, TILTED_UP, id="lid tilted up"),
        pytest.param(UPRIGHT, Camera(height=-6), id="camera lower"),
        pytest.param(UPRIGHT, HIGHER, id="camera higher, or the desk"),
        pytest.param(UPRIGHT.moved(c7_up=6), CALIBRATED, id="chair raised"),
        pytest.param(UPRIGHT.moved(c7_up=-8), CALIBRATED, id="chair lowered"),
        pytest.param(UPRIGHT.moved(c7_ahead=-6), TILTED_DOWN, id="tilted, and further back"),
    ],
)
def test_moved_between_two_sittings_it_is_told_once_and_nobody_is_scolded(
    person: Person, camera: Camera
) -> None:
    ticks = watched(lambda _: (person, camera))
    (moved_t,) = told(ticks, EventKind.CAMERA_MOVED)
    assert 20 <= moved_t <= 24
    assert not told(ticks, EventKind.ALERT)
    after = [tick.assessment for tick in ticks if tick.look.t > moved_t + 1]
    why = Why.SEEN_LOW if person.c7_up < 0 or camera in LOWERING else Why.CAMERA_MOVED
    assert {(one.verdict, one.why) for one in after} == {(Verdict.UNKNOWN, why)}


def test_without_this_rule_the_same_person_is_scolded() -> None:
    settings = Settings()
    rules = rules_of(settings)
    off = replace(rules, displaced=replace(rules.displaced, settle_s=0))
    looks = ListedLooks(seated(UPRIGHT, TILTED_UP, EVERY_S * n) for n in range(120))
    ticks = list(monitor.watch(looks, calibrated().profile, off, Nobody()))
    assert not told(ticks, EventKind.CAMERA_MOVED)
    assert told(ticks, EventKind.ALERT)


def test_moved_in_the_middle_before_a_plain_wall() -> None:
    ticks = watched(lambda t: (UPRIGHT, CALIBRATED if t < 60 else TILTED_DOWN))
    (moved_t,) = told(ticks, EventKind.CAMERA_MOVED)
    assert 77 <= moved_t <= 84
    assert not told(ticks, EventKind.ALERT)


def test_put_back_it_measures_again_and_a_slouch_is_told() -> None:
    def scene(t: float) -> tuple[Person, Camera]:
        if t < 40:
            return UPRIGHT, TILTED_DOWN
        return UPRIGHT if t < 80 else FORWARD, CALIBRATED

    ticks = watched(scene, lasts_s=160)
    assert len(told(ticks, EventKind.CAMERA_MOVED)) == 1
    assert [tick.assessment.verdict for tick in ticks if 70 < tick.look.t < 79] == (
        [Verdict.GOOD] * 8
    )
    (alert_t,) = told(ticks, EventKind.ALERT)
    assert 138 <= alert_t <= 146


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(FORWARD, id="head forward"),
        pytest.param(SLUMPED, id="slump"),
        pytest.param(DEEPLY_SLUMPED, id="deep slump"),
        pytest.param(LEANING, id="leaning in"),
        pytest.param(SLID_DOWN, id="slid down a little"),
    ],
)
@pytest.mark.parametrize(
    "camera", [pytest.param(Camera(tilt=tilt), id=f"looking up {tilt}") for tilt in (-3, 5, 12)]
)
def test_a_true_slouch_is_never_a_moved_camera(person: Person, camera: Camera) -> None:
    upright = [seated(UPRIGHT, camera, t / 4) for t in range(20)]
    profile = calibrate({"upright": upright}, SIZE)
    assert isinstance(profile, Profile)
    ticks = watched(lambda _: (person, camera), profile)
    assert not told(ticks, EventKind.CAMERA_MOVED)


def test_a_slump_with_everything_in_place_alerts() -> None:
    ticks = watched(lambda t: (UPRIGHT if t < 5 else SLUMPED, CALIBRATED))
    causes = {e.cause for tick in ticks for e in tick.events if e.kind is EventKind.ALERT}
    assert causes & {Cause.SLUMP, Cause.FORWARD_HEAD}
    assert not told(ticks, EventKind.CAMERA_MOVED)


@pytest.mark.parametrize("lower_cm", [5, 8])
def test_sprawling_after_sitting_well_is_a_slump(lower_cm: float) -> None:
    """Nothing but the past tells it from a lowered chair."""
    lower = UPRIGHT.moved(c7_up=-lower_cm)
    ticks = watched(lambda t: (UPRIGHT if t < 10 else lower, CALIBRATED))
    assert told(ticks, EventKind.ALERT)
    assert not told(ticks, EventKind.CAMERA_MOVED)


@pytest.mark.parametrize("low_cm", [2.5, 3, 3.5])
def test_sliding_down_after_sitting_somewhat_low_is_a_slump(low_cm: float) -> None:
    """Within the limits, but out of place: the sitting has begun all the same."""
    low, sprawled = UPRIGHT.moved(c7_up=-low_cm), UPRIGHT.moved(c7_up=-5.5)
    ticks = watched(lambda t: (low if t < 90 else sprawled, CALIBRATED), lasts_s=180)
    assert {tick.assessment.verdict for tick in ticks[:90]} == {Verdict.GOOD}
    assert told(ticks, EventKind.ALERT)
    assert not told(ticks, EventKind.CAMERA_MOVED)


def test_sprawling_from_the_first_look_on_is_asked_to_sit_up_and_then_measured() -> None:
    """One picture cannot tell it from a lowered chair, so the user does."""

    def scene(t: float) -> tuple[Person, Camera]:
        return UPRIGHT if 40 <= t < 80 else SPRAWLING, CALIBRATED

    ticks = watched(scene, lasts_s=160)
    (event,) = [e for tick in ticks for e in tick.events if e.kind is EventKind.CAMERA_MOVED]
    assert event_line(event, rules_of(Settings())) == (
        "camera or chair moved? sit up first; if this stays, recalibrate (10 s)"
    )
    assert state_of(ticks[30].assessment) == "seen lower than calibrated"
    assert ticks[70].assessment.verdict is Verdict.GOOD
    assert told(ticks, EventKind.ALERT)


def test_seen_higher_the_camera_has_moved() -> None:
    ticks = watched(lambda _: (UPRIGHT, TILTED_DOWN), lasts_s=30)
    (event,) = [e for tick in ticks for e in tick.events]
    assert event_line(event, rules_of(Settings())) == "the camera moved: recalibrate (10 s)"


def test_stretching_for_a_moment_says_nothing() -> None:
    ticks = watched(lambda t: (UPRIGHT.moved(c7_up=6) if 30 < t < 45 else UPRIGHT, CALIBRATED))
    assert not told(ticks, EventKind.CAMERA_MOVED)


def test_recalibrating_ends_it() -> None:
    before = watched(lambda _: (UPRIGHT, TILTED_DOWN), lasts_s=40)
    fresh = recalibrate(
        calibrated().profile, [seated(UPRIGHT, TILTED_DOWN, t / 4) for t in range(20)]
    )
    assert isinstance(fresh, Profile)
    looks = ListedLooks(seated(UPRIGHT, TILTED_DOWN, 50 + t / 2) for t in range(120))
    after = list(monitor.watch(looks, fresh, rules_of(Settings()), Nobody(), before[-1]))
    assert {tick.assessment.verdict for tick in after} == {Verdict.GOOD}


def test_the_calibration_of_this_place_is_offered() -> None:
    profiles.save(folders.profiles_dir(), "default", calibrated())
    seen = [seated(UPRIGHT, TILTED_DOWN, t / 4) for t in range(20)]
    standing = calibrate({"upright": seen}, SIZE)
    assert isinstance(standing, Profile)
    profiles.save(folders.profiles_dir(), "standing", Stored(CARD, standing))
    ticks = watched(lambda _: (UPRIGHT, TILTED_DOWN), lasts_s=30)
    said = [offer(tick, "default", calibrated().profile) for tick in ticks]
    assert [one for one in said if one is not None] == [
        "The profile standing fits better now: q, then `posturecam watch --profile standing`."
    ]
