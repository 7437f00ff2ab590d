"""From what two cameras saw to how far they agree, on somebody synthetic."""

from dataclasses import replace
from statistics import fmean

import pytest

from posturecam.app.verify.comparing import Against, compare
from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Observation, Why
from posturecam.core.verify.verification import Verification
from posturecam.errors import CalibrationError, InputError
from posturecam.settings import Settings
from tests.support.calibrated import SIZE, made
from tests.support.filmed_twice import FRONT, SIDE, gathered, nobody, person_at, seen_by
from tests.support.synthetic import Camera

BEGAN_S = 3.0  # the side camera began so much later
SETTINGS = Settings()
FRESH = Against()


@pytest.fixture(scope="module")
def found() -> Verification:
    front, side = gathered(FRONT), gathered(SIDE, began_s=BEGAN_S, name="rtsp://me:secret@h/b.mp4")
    return compare(front, side, FRESH, SETTINGS)


@pytest.fixture(scope="module")
def profile() -> Profile:
    return made(calibrate({"upright": list(seen_by(FRONT, 10))}, SIZE))


@pytest.fixture(scope="module")
def known(profile: Profile) -> Verification:
    """The same against a profile, both cameras having begun together."""
    return compare(gathered(FRONT), gathered(SIDE), Against(profile, "desk", (2.0, 10.0)), SETTINGS)


def test_the_cameras_are_aligned_by_what_both_saw(found: Verification) -> None:
    assert found.alignment.offset_s == pytest.approx(BEGAN_S, abs=0.5)
    assert found.front.looks[0].t == 0.0
    assert len(found.front.looks) == 280
    assert found.side.name == "rtsp://***@h/b.mp4"


def test_both_count_from_the_upright_seconds(found: Verification) -> None:
    begin_s, end_s = found.upright_s
    assert begin_s == pytest.approx(BEGAN_S, abs=0.5)  # the first that both show
    assert end_s == begin_s + 10.0
    calm = [pair.front_deg - pair.side_deg for pair in found.pairs if begin_s <= pair.t < end_s]
    assert fmean(calm) == pytest.approx(0.0, abs=0.4)
    assert abs(found.zero_deg) < 0.5


def test_each_pair_is_one_moment_of_both(found: Verification) -> None:
    true = {pair.t: person_at(pair.t).cva - person_at(0.0).cva for pair in found.pairs}

    assert fmean(abs(pair.side_deg - true[pair.t]) for pair in found.pairs) < 3.0
    assert fmean(abs(pair.front_deg - true[pair.t]) for pair in found.pairs) < 3.0
    assert len(found.pairs) == pytest.approx(4 * (70 - BEGAN_S), abs=8)


def test_without_a_profile_nothing_is_said_of_one(found: Verification) -> None:
    assert found.profile_name is None
    assert found.profile.poses == ("upright",)


def test_a_profile_and_the_upright_seconds_are_taken_as_given(
    known: Verification, profile: Profile
) -> None:
    assert (known.profile, known.profile_name) == (profile, "desk")
    assert known.upright_s == (2.0, 10.0)


def test_gains_in_the_profile_are_judged_but_learned_from_without_them(
    known: Verification, profile: Profile
) -> None:
    gains = PersonalGains(2.0, 1.0, 2.0, 0.5)
    against = Against(replace(profile, gains=gains), "desk", (2.0, 10.0))

    doubled = compare(gathered(FRONT), gathered(SIDE), against, SETTINGS)

    for with_gains, without in zip(doubled.pairs, known.pairs, strict=True):
        assert with_gains.front_deg == pytest.approx(2.0 * without.front_deg + 1.0)
    assert doubled.zero_deg == pytest.approx(2.0 * known.zero_deg + 1.0)
    assert doubled.gains == known.gains
    assert doubled.agreement.slope.value > 1.5 * known.agreement.slope.value


def refusal(front: object, side: object, against: Against = FRESH) -> str:
    with pytest.raises(InputError) as error:
        compare(front, side, against, SETTINGS)  # type: ignore[arg-type]
    return str(error.value)


def test_exchanged_cameras_are_named() -> None:
    said = refusal(gathered(SIDE), gathered(FRONT))

    assert said.startswith("The two cameras cannot be compared: the front camera sees you from the")
    assert "--front and --side are exchanged" in said


def test_an_empty_room_is_named() -> None:
    assert "exchanged" not in refusal(nobody(), nobody())
    assert "front camera does not see you" in refusal(nobody(), gathered(SIDE))
    assert "side camera does not see you well" in refusal(gathered(FRONT), nobody())


def test_recordings_of_different_minutes_are_refused() -> None:
    said = refusal(gathered(FRONT, 40.0), gathered(SIDE, 40.0, began_s=500.0))

    assert said.startswith("The two cameras cannot be compared: ")


def test_a_profile_from_another_place_is_somebody_elses(profile: Profile) -> None:
    assert profile.front is not None
    head = replace(profile.front.head, x=profile.front.head.x + 1.5)
    elsewhere = replace(profile, front=replace(profile.front, head=head))

    assert "shows somebody else than the profile" in refusal(
        gathered(FRONT), gathered(SIDE), Against(elsewhere, "desk")
    )


def test_upright_seconds_that_give_no_profile_are_refused_with_the_reason() -> None:
    with pytest.raises(CalibrationError, match=r"on 60 to 60\.2 s .*--upright START:END"):
        compare(gathered(FRONT), gathered(SIDE), Against(upright_s=(60.0, 60.2)), SETTINGS)


def test_upright_seconds_that_nobody_measured_are_refused(profile: Profile) -> None:
    said = refusal(gathered(FRONT), gathered(SIDE), Against(profile, "desk", (90.0, 99.0)))

    assert "you are taken to sit upright from 90.0 to 99.0 s, but the side camera cannot be" in said
    assert "with --upright START:END" in said


def test_upright_seconds_that_the_front_camera_missed_are_refused(profile: Profile) -> None:
    seen = gathered(FRONT)
    away = tuple(
        Observation(one.t, (), Why.NOBODY) if one.t < 11.0 else one for one in seen.observations
    )
    against = Against(profile, "desk", (0.0, 10.0))

    said = refusal(replace(seen, observations=away), gathered(SIDE), against)

    assert "but the front camera measured nothing then" in said


def test_too_little_movement_is_refused(profile: Profile) -> None:
    said = refusal(gathered(FRONT, 40.0), gathered(SIDE, 40.0), Against(profile, "", (0.0, 10.0)))

    assert "both cameras measured the angle for 40 s only; 45 s are needed" in said


def test_a_profile_of_a_camera_that_stood_elsewhere_is_refused() -> None:
    low = made(calibrate({"upright": list(seen_by(Camera(height=-35.0, tilt=28.0), 10))}, SIZE))

    said = refusal(gathered(FRONT), gathered(SIDE), Against(low, "desk", (0.0, 10.0)))

    assert "shows somebody else than the profile, or from another place" in said
