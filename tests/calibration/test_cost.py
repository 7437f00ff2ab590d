"""The parts of the bench of costs that are no measurement."""

import numpy as np
import pytest
from cost.delays import BAD_S, WELL_S, story
from cost.films import CAMERA_FPS, Clock, Film, FilmCamera, load, to_and_fro
from cost.hours import Hour, mean_of, parts_of, watched
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from posturecam.core.values import Frame, Observation, Why
from tests.support.desk import calibrated
from tests.support.film import film as write_film
from tests.support.film import steady


@pytest.fixture
def film(tmp_path) -> Film:
    return load(write_film(tmp_path / "a.mp4", steady(2.05)), upright_s=0.5)


@given(t=st.floats(0, 1e5), start_s=st.floats(0, 5), lasts_s=st.floats(0.5, 60))
def test_to_and_fro_stays_inside_and_never_jumps(t: float, start_s: float, lasts_s: float) -> None:
    end_s = start_s + lasts_s
    here, soon = (to_and_fro(at, start_s, end_s) for at in (t, t + 0.1))
    assert start_s - 1e-6 <= here <= end_s + 1e-6
    assert abs(soon - here) <= 0.1 + 1e-6


def test_a_film_is_a_camera_in_a_simulated_clock(film: Film) -> None:
    clock = Clock()
    camera = FilmCamera(film, clock, lasts_s=3.0)
    first, second = camera.read(0.0), camera.read(0.0)
    assert (first.t, second.t) == (0.0, 1 / CAMERA_FPS)
    assert first.image.shape == (48, 64, 3)
    clock.sleep(1.0)
    late = camera.read(0.5)
    assert late.t >= 1.0
    assert late.t == clock()
    assert camera.read(2.9).t >= 2.9
    assert camera.read(3.0) is None


def test_pictures_are_those_of_the_recording(film: Film) -> None:
    assert film.lasts_s == pytest.approx(2.0, abs=0.11)
    start, later = film.at(0.0).astype(int), film.at(1.5).astype(int)
    assert np.abs(later - start).max() > 5
    assert np.array_equal(film.at(99.0), film.at(film.lasts_s))


def test_a_story_sits_well_for_a_minute_and_then_stays_bad(film: Film) -> None:
    when = story(film, (1.0, 1.5))
    times = np.arange(0.0, WELL_S + BAD_S, 0.1)
    shown = np.array([when(t) for t in times])
    assert shown[times < WELL_S].max() <= film.upright_s
    assert shown[times > WELL_S + 1.1].min() >= 1.0 - 1e-6
    assert np.abs(np.diff(shown)).max() <= film.upright_s + 0.1


def test_an_hour_is_half_the_sample_and_half_the_others(film: Film) -> None:
    alone, shared = parts_of(film, None, []), parts_of(film, None, [(film, None)] * 4)
    assert [part.share for part in alone] == [1.0]
    assert [part.share for part in shared] == [0.5, *[0.125] * 4]


def test_hours_are_joined_by_their_shares() -> None:
    joined = mean_of([0.5, 0.25, 0.25], [Hour(0.02, 4, 2), Hour(0.04, 2, 1), Hour(0.0, 0, 0)])
    assert (joined.load, joined.looks_per_s, joined.searches_per_s) == pytest.approx(
        (0.02, 2.5, 1.25)
    )


class EmptyRoom:
    """A film and a finder for it: nobody is ever in the picture."""

    lasts_s = 10.0

    def at(self, _t: float) -> NDArray[np.uint8]:
        return np.full((48, 64, 3), 90, np.uint8)

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:  # noqa: ARG002
        return Observation(frame.t, (), Why.NOBODY, frame)


def test_an_hour_is_watched_as_the_program_does_it() -> None:
    passed_s: list[float] = []
    room = EmptyRoom()
    hour = watched(room, calibrated().profile, room, 20.0, passed_s.append)  # type: ignore[arg-type]
    assert sum(passed_s) == pytest.approx(20.0, abs=2.0)
    assert 0.5 < hour.looks_per_s < 2.0
