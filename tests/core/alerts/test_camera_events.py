"""Camera lost, back and moved."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from posturecam.core.alerts.assessment import SURE
from posturecam.core.alerts.camera_events import LASTING_S, CameraState, follow_camera
from posturecam.core.values import Assessment, Verdict, Why
from tests.support.stories import NEUTRAL, PATIENT, WELL, Measured, Moment, events, sitting

LOST, BUSY, MOVED = Why.CAMERA_LOST, Why.CAMERA_BUSY, Why.CAMERA_MOVED


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(WELL, 5), (LOST, 50)], [(5, "camera_lost", LOST)], id="unplugged"),
        pytest.param(
            [(WELL, 5), (LOST, 50), (WELL, 5)],
            [(5, "camera_lost", LOST), (55, "camera_back", LOST)],
            id="plugged in again",
        ),
        pytest.param(
            [(BUSY, 5), (LOST, 5), (Why.TOO_DARK, 5)],
            [(0, "camera_lost", BUSY), (5, "camera_lost", LOST), (10, "camera_back", LOST)],
            id="busy, then gone, then black pictures",
        ),
        pytest.param([(WELL, 5), (MOVED, 50)], [(5, "camera_moved", MOVED)], id="moved, told once"),
        pytest.param(
            [(MOVED, 5), (WELL, 5), (MOVED, 5)], [(0, "camera_moved", MOVED)], id="still moved"
        ),
        pytest.param(
            [(MOVED, 5), (WELL, 10.25), (MOVED, 5)],
            [(0, "camera_moved", MOVED), (15.25, "camera_moved", MOVED)],
            id="moved again after just ten seconds",
        ),
        pytest.param(
            [(MOVED, 5), (WELL, 5), (Why.NOBODY, 5), (WELL, 1), (MOVED, 5)],
            [(0, "camera_moved", MOVED), (16, "camera_moved", MOVED)],
            id="moved again after ten steady seconds",
        ),
    ],
)
def test_stories(
    parts: list[tuple[Measured | Why, float]], expected: list[tuple[float, str, Why]]
) -> None:
    happened = events(PATIENT, sitting(*parts, looks_per_s=4))
    assert [(e.t, e.kind, e.why) for e in happened if e.why is not None] == expected


def test_the_event_tells_how_long_the_camera_was_gone() -> None:
    (_, back) = events(PATIENT, sitting((WELL, 5), (LOST, 50), (WELL, 5), looks_per_s=4))
    assert (back.held_s, back.why) == (50, LOST)
    (*_, back) = events(PATIENT, sitting((WELL, 5), (BUSY, 20), (LOST, 30), (WELL, 5)))
    assert (back.t, back.held_s, back.why) == (55, 50, LOST)


def test_a_camera_lost_twice_is_told_twice() -> None:
    story = sitting((WELL, 5), (LOST, 5), (WELL, 5), (LOST, 5), (WELL, 5))
    reported = [(event.t, event.kind, event.held_s) for event in events(PATIENT, story)]
    assert reported == [
        (5, "camera_lost", None),
        (10, "camera_back", 5),
        (15, "camera_lost", None),
        (20, "camera_back", 5),
    ]


@pytest.mark.parametrize(
    ("likely", "reported"),
    [
        pytest.param({}, [LASTING_S], id="all the time"),
        pytest.param({10.0: SURE - 0.01}, [10 + 1 + LASTING_S], id="less so for a moment"),
    ],
)
def test_a_camera_that_has_likely_moved_is_reported_once_it_lasts(
    likely: dict[float, float], reported: list[float]
) -> None:
    state, happened = CameraState(), []
    for t in (float(n) for n in range(40)):
        now = Assessment(t, Verdict.GOOD)
        state, events_now = follow_camera(10.0, state, now, likely.get(t, SURE))
        happened += events_now
    assert [event.t for event in happened] == reported
    assert state.moved


def test_who_sits_before_a_camera_that_has_likely_moved_is_told_so() -> None:
    moved = replace(NEUTRAL, camera_moved=0.95)
    story = [Moment(float(t), WELL, reading=moved if t >= 5 else NEUTRAL) for t in range(30)]
    reported = [(event.t, event.kind, event.why) for event in events(PATIENT, story)]
    assert reported == [(5 + LASTING_S, "camera_moved", MOVED)]


def follow(
    observations: Iterable[tuple[float, Assessment, float]],
) -> list[tuple[float, str, Why | None]]:
    """The events of frames: when, how each was judged, how likely the camera has moved."""
    state, reported = CameraState(), []
    for t, now, likely in observations:
        state, happened = follow_camera(10.0, state, replace(now, t=t), likely)
        reported += [(event.t, event.kind, event.why) for event in happened]
    return reported


GOOD = Assessment(0.0, Verdict.GOOD)
DOUBTFUL = Assessment(0.0, Verdict.UNKNOWN, why=MOVED)
GONE = Assessment(0.0, Verdict.UNKNOWN, why=Why.NOBODY)


def test_who_leaves_a_camera_that_has_likely_moved_does_not_put_it_back() -> None:
    observations = [
        (float(t), GONE if 5 <= t < 15 else GOOD, 0.0 if 5 <= t < 15 else 0.95) for t in range(30)
    ]
    assert follow(observations) == [(LASTING_S, "camera_moved", MOVED)]


@pytest.mark.parametrize(
    ("likely", "reported"),
    [
        pytest.param(0.0, [(0.0, "camera_moved", MOVED)], id="seen from the side: at once"),
        pytest.param(0.6, [], id="a doubtful fault before a camera that may have moved"),
        pytest.param(SURE, [(LASTING_S, "camera_moved", MOVED)], id="one that surely has"),
    ],
)
def test_a_doubtful_fault_alone_is_no_moved_camera(
    likely: float, reported: list[tuple[float, str, Why]]
) -> None:
    assert follow((float(t), DOUBTFUL, likely) for t in range(30)) == reported


def test_a_camera_that_moves_again_after_a_while_in_its_place_is_told_again() -> None:
    likely = [0.95] * 25 + [0.0] * 11 + [0.95] * 30
    assert follow((float(t), GOOD, one) for t, one in enumerate(likely)) == [
        (LASTING_S, "camera_moved", MOVED),
        (36 + LASTING_S, "camera_moved", MOVED),
    ]


def test_one_doubtful_look_does_not_put_a_moved_camera_back() -> None:
    likely = [0.95] * 25 + [0.85] + [0.95] * 60
    assert follow((float(t), GOOD, one) for t, one in enumerate(likely)) == [
        (LASTING_S, "camera_moved", MOVED)
    ]
