"""A camera, desk or chair that was moved, noticed from the person alone: no picture is compared.

Everything runs through the whole pipeline; the person sits as at calibration unless said otherwise.
"""

from collections.abc import Callable

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.watch.profile_suggestion import ProfileSuggestion
from posturecam.core.measure.calibration import recalibrate
from posturecam.core.measure.estimator import measure
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewpoint_shift import JUMP, MOVED
from posturecam.core.values import Cause, EventKind, Pose, Reading, Unseen, Verdict, Why
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import Stored
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.calibrated import made, profile_of, still
from tests.support.desk import CARD, UPRIGHT, ListedObservations, calibrated
from tests.support.synthetic import Camera, Person, pose_of

LASTS_S, EVERY_S = 90.0, 2.0
Background = Callable[[float], tuple[Person, Camera]]
CALIBRATED, TILTED_DOWN, TILTED_UP = Camera(), Camera(tilt=0), Camera(tilt=10)
FORWARD = UPRIGHT.moved(cva=-18)
SLUMPED = UPRIGHT.moved(cva=-14, c7_ahead=6, c7_up=-2.5, lean=8, acromion_ahead=3)
LEANING = UPRIGHT.moved(c7_ahead=14, c7_up=-2, lean=16, cva=-5)
SLID_DOWN = UPRIGHT.moved(c7_up=-3.5)


def seated(person: Person, camera: Camera, t: float) -> Pose:
    wobble = 0.2 * ((t * 7) % 2 - 1)
    return pose_of(person.moved(c7_ahead=wobble), camera, t)


def watched(
    background: Background,
    profile: Profile | None = None,
    lasts_s: float = LASTS_S,
    every_s: float = EVERY_S,
) -> list[Tick]:
    times = [every_s * number for number in range(round(lasts_s / every_s))]
    observations = ListedObservations(seated(*background(t), t) for t in times)
    rules = rules_of(Settings())
    return list(monitor.watch(observations, profile or calibrated().profile, rules, Nobody()))


def reported(ticks: list[Tick], kind: EventKind) -> list[float]:
    return [event.t for tick in ticks for event in tick.events if event.kind is kind]


MOVES = [
    pytest.param(UPRIGHT, TILTED_DOWN, id="lid tilted down"),
    pytest.param(UPRIGHT, TILTED_UP, id="lid tilted up"),
    pytest.param(UPRIGHT, Camera(height=-6), id="camera lower"),
    pytest.param(UPRIGHT, Camera(height=4), id="camera higher, or the desk"),
    pytest.param(UPRIGHT.moved(c7_up=6), CALIBRATED, id="chair raised"),
    pytest.param(UPRIGHT.moved(c7_up=-5), CALIBRATED, id="chair lowered"),
    pytest.param(UPRIGHT.moved(c7_ahead=-6), TILTED_DOWN, id="tilted, and further back"),
]


@pytest.mark.parametrize(("person", "camera"), MOVES)
def test_moved_between_two_sittings_it_measures_on_and_nobody_is_scolded(
    person: Person, camera: Camera
) -> None:
    ticks = watched(lambda _: (person, camera))
    assert not reported(ticks, EventKind.ALERT)
    assert {tick.assessment.verdict for tick in ticks} == {Verdict.GOOD}
    last = ticks[-1].reading
    assert isinstance(last, Reading)
    assert last.camera_moved > 0.4
    assert last.cva_change_deg is not None
    assert last.cva_change_sd_deg is not None
    assert abs(last.cva_change_deg) < 1.645 * last.cva_change_sd_deg


@pytest.mark.parametrize(("person", "camera"), MOVES)
def test_a_slouch_before_a_moved_camera_is_called(person: Person, camera: Camera) -> None:
    ticks = watched(lambda t: (person if t < 60 else person.moved(cva=-18), camera), lasts_s=130)
    (alert_t,) = reported(ticks, EventKind.ALERT)
    assert 118 <= alert_t <= 126


def test_the_same_camera_is_believed_to_be_in_its_place() -> None:
    ticks = watched(lambda t: (UPRIGHT if t < 60 else FORWARD, CALIBRATED))
    readings = [tick.reading for tick in ticks if isinstance(tick.reading, Reading)]
    assert len(readings) == len(ticks)
    assert max(one.camera_moved for one in readings[3:]) < 0.1
    assert not reported(ticks, EventKind.CAMERA_MOVED)


def test_how_far_the_lid_was_opened_is_found() -> None:
    """The person moves a little, as people do; that tells the tilt from a slouch."""

    def background(t: float) -> tuple[Person, Camera]:
        parts = (UPRIGHT, UPRIGHT.moved(c7_ahead=8), UPRIGHT.moved(pitch=15), FORWARD)
        return parts[int(t / 10) % 4], TILTED_UP

    ticks = watched(background, lasts_s=80)
    last = ticks[-1].reading
    assert isinstance(last, Reading)
    assert last.camera_shift_deg == pytest.approx(TILTED_UP.tilt - CALIBRATED.tilt, abs=1.5)
    (moved_t,) = reported(ticks, EventKind.CAMERA_MOVED)
    assert moved_t > 0


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(FORWARD, id="head forward"),
        pytest.param(SLUMPED, id="slump"),
        pytest.param(LEANING, id="leaning in"),
        pytest.param(SLID_DOWN, id="slid down a little"),
    ],
)
@pytest.mark.parametrize(
    "camera", [pytest.param(Camera(tilt=tilt), id=f"looking up {tilt}") for tilt in (-3, 5, 12)]
)
def test_a_true_slouch_is_never_a_moved_camera(person: Person, camera: Camera) -> None:
    ticks = watched(lambda _: (person, camera), profile_of(UPRIGHT, camera))
    assert not reported(ticks, EventKind.CAMERA_MOVED)


@pytest.mark.parametrize(
    "person", [pytest.param(FORWARD, id="head forward"), pytest.param(SLUMPED, id="slump")]
)
@pytest.mark.parametrize("since_s", [0, 5])
def test_a_slouch_is_not_learned_as_upright_by_patience(person: Person, since_s: float) -> None:
    ticks = watched(
        lambda t: (UPRIGHT if t < since_s else person, CALIBRATED), lasts_s=300, every_s=4
    )
    after = [tick.reading for tick in ticks if tick.observation.t > since_s + 2]
    changes = [one.cva_change_deg for one in after if isinstance(one, Reading)]
    assert len(changes) == len(after)
    assert changes[-1] == pytest.approx(changes[0], abs=0.5)
    causes = {e.cause for tick in ticks for e in tick.events if e.kind is EventKind.ALERT}
    assert causes & {Cause.SLUMP, Cause.FORWARD_HEAD}


def test_a_slow_slouch_is_no_moved_camera() -> None:
    """Many looks, each a little lower than the one before, are one slouch."""

    def background(t: float) -> tuple[Person, Camera]:
        part = min(max(t - 20, 0) / 20, 1.0)
        slumping = {"cva": -14, "c7_ahead": 6, "c7_up": -2.5, "lean": 8, "acromion_ahead": 3}
        return UPRIGHT.moved(**{name: part * by for name, by in slumping.items()}), CALIBRATED

    last = watched(background)[-1].reading
    alone = measure(prepare(calibrated().profile), seated(*background(120), 0.0))
    assert isinstance(last, Reading)
    assert isinstance(alone, Reading)
    assert last.camera_moved < 0.1
    assert last.cva_change_deg == pytest.approx(alone.cva_change_deg, abs=1.5)


def test_sprawling_after_sitting_well_is_a_slump() -> None:
    """Nothing but the past tells it from a lowered chair."""
    lower = UPRIGHT.moved(c7_up=-5)
    ticks = watched(lambda t: (UPRIGHT if t < 10 else lower, CALIBRATED))
    assert reported(ticks, EventKind.ALERT)
    assert not reported(ticks, EventKind.CAMERA_MOVED)


def test_sprawling_from_the_start_may_be_a_lowered_chair_and_the_error_says_so() -> None:
    ticks = watched(lambda _: (UPRIGHT.moved(c7_up=-5), CALIBRATED))
    last, upright = ticks[-1].reading, watched(lambda _: (UPRIGHT, CALIBRATED))[-1].reading
    assert isinstance(last, Reading)
    assert isinstance(upright, Reading)
    assert not reported(ticks, EventKind.ALERT)
    assert last.camera_moved > 0.4
    assert last.cva_change_sd_deg is not None
    assert upright.cva_change_sd_deg is not None
    assert last.cva_change_sd_deg > 3 * upright.cva_change_sd_deg


@pytest.mark.parametrize("camera", [TILTED_DOWN, TILTED_UP])
def test_a_lid_opened_while_somebody_sits_there_scolds_nobody(camera: Camera) -> None:
    ticks = watched(lambda t: (UPRIGHT, CALIBRATED if t < 60 else camera))
    assert not reported(ticks, EventKind.ALERT)


def test_stretching_for_a_moment_says_nothing() -> None:
    ticks = watched(lambda t: (UPRIGHT.moved(c7_up=6) if 30 < t < 45 else UPRIGHT, CALIBRATED))
    assert not reported(ticks, EventKind.CAMERA_MOVED)


def test_recalibrating_ends_it() -> None:
    before = watched(lambda _: (UPRIGHT, TILTED_DOWN), lasts_s=40)
    fresh = made(recalibrate(calibrated().profile, still(UPRIGHT, TILTED_DOWN)))
    observations = ListedObservations(seated(UPRIGHT, TILTED_DOWN, 50.0 + t) for t in range(60))
    after = list(monitor.watch(observations, fresh, rules_of(Settings()), Nobody(), before[-1]))
    assert {tick.assessment.verdict for tick in after} == {Verdict.GOOD}


def test_the_calibration_of_this_place_is_offered() -> None:
    profile_store.save(folders.profiles_dir(), "default", calibrated())
    standing = profile_of(UPRIGHT, TILTED_DOWN)
    profile_store.save(folders.profiles_dir(), "standing", Stored(CARD, standing))
    ticks = watched(lambda _: (UPRIGHT, TILTED_DOWN), lasts_s=30)
    offering = ProfileSuggestion("default")
    said = [offering.follow(tick, calibrated().profile) for tick in ticks]
    assert [one for one in said if one is not None] == [
        "The profile standing fits better: press q, then run `posturecam watch --profile standing`."
    ]


@pytest.mark.parametrize("why", [Why.CAMERA_LOST, Why.LOCKED])
def test_a_camera_that_is_back_may_stand_elsewhere(why: Why) -> None:
    """A lid closed and opened again: even a short time without a picture is like a new sitting."""
    here = [seated(UPRIGHT, CALIBRATED, float(t)) for t in range(10)]
    gone = [Unseen(float(t), why) for t in range(10, 15)]
    back = [seated(UPRIGHT, CALIBRATED, float(t)) for t in range(15, 20)]
    observations = ListedObservations([*here, *gone, *back])
    ticks = list(monitor.watch(observations, calibrated().profile, rules_of(Settings()), Nobody()))
    assert ticks[9].camera.jump == JUMP
    assert ticks[-1].camera.jump == MOVED


@pytest.mark.parametrize("person", [FORWARD, SLUMPED], ids=["head forward", "slumped"])
def test_who_turns_away_and_slouches_then_has_not_moved_the_camera(person: Person) -> None:
    """Twenty seconds unmeasured are an absence: the camera may have moved, and has not."""
    well = [seated(UPRIGHT, CALIBRATED, float(t)) for t in range(0, 60, 2)]
    turned = [Unseen(float(t), Why.TURNED) for t in range(60, 80, 2)]
    slouched = [seated(person, CALIBRATED, float(t)) for t in range(80, 150, 2)]
    observations = ListedObservations([*well, *turned, *slouched])
    ticks = list(monitor.watch(observations, calibrated().profile, rules_of(Settings()), Nobody()))
    assert reported(ticks, EventKind.ALERT) == [140.0]
    assert ticks[-1].camera.moved < 0.1
