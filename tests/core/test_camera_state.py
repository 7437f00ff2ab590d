"""Camera lost, back and moved."""

import pytest
from stories import PATIENT, WELL, Measured, events, sitting

from posturecam.core.camera_state import LASTING_S, SURELY, CameraState, follow_camera
from posturecam.core.values import Assessment, Verdict, Why

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
    assert back.held_s == 50


@pytest.mark.parametrize(
    ("likely", "reported"),
    [
        pytest.param({}, [LASTING_S], id="all the time"),
        pytest.param({10.0: SURELY - 0.01}, [10 + 1 + LASTING_S], id="less so for a moment"),
    ],
)
def test_a_camera_that_has_likely_moved_is_reported_once_it_lasts(
    likely: dict[float, float], reported: list[float]
) -> None:
    state, happened = CameraState(), []
    for t in (float(n) for n in range(40)):
        now = Assessment(t, Verdict.GOOD)
        state, events_now = follow_camera(10.0, state, now, likely.get(t, SURELY))
        happened += events_now
    assert [event.t for event in happened] == reported
    assert state.moved
