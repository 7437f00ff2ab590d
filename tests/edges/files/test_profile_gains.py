"""Personal gains in a profile's file: apart from the calibration, and removable."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.edges.files import profile_store
from posturecam.edges.files.profile_toml import Stored, from_text, to_text
from posturecam.errors import ProfileError, ProfileMissingError
from tests.support.desk import calibrated
from tests.support.gains import FROM, GAINS, with_gains


@pytest.fixture(scope="module")
def stored() -> Stored:
    return with_gains()


def test_gains_are_written_apart_and_read_back(stored: Stored) -> None:
    text = to_text(stored)
    table = tomllib.loads(text)

    assert "gains" not in table["calibration"]
    assert table["gains"] == {
        "learned": FROM.learned,
        "posturecam": "0.14.0",
        "cva_gain": 1.2,
        "cva_offset_deg": -0.4,
        "cva_sd_deg": 2.1,
        "helped_deg": 0.7,
    }
    loaded = from_text(text, "x")
    assert (loaded.profile.gains, loaded.gains_card) == (GAINS, FROM)


def test_a_profile_without_gains_is_written_as_before() -> None:
    plain = calibrated()

    assert "gains" not in to_text(plain)
    loaded = from_text(to_text(plain), "x")
    assert (loaded.profile.gains, loaded.gains_card) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("cva_gain = 1.2", "cva_gain = -1.2", "gains.cva_gain: input should be greater than 0"),
        ("cva_gain = 1.2", "", "gains.cva_gain is missing"),
        ("cva_sd_deg = 2.1", 'cva_sd_deg = "x"', "gains.cva_sd_deg: input should be a valid numb"),
        (
            "cva_gain = 1.2",
            "cva_gain = 1e308",
            "gains.cva_gain: input should be less than or equal",
        ),
        ("cva_offset_deg = -0.4", "cva_offset_deg = -1e9", "gains.cva_offset_deg: input should be"),
        ("cva_sd_deg = 2.1", "cva_sd_deg = -1.0", "gains.cva_sd_deg: input should be greater"),
        ("helped_deg = 0.7", "helped_deg = 1e300", "gains.helped_deg: input should be less"),
        ("cva_offset_deg = -0.4", "cva_offset_deg = nan", "gains.cva_offset_deg is not a finite"),
    ],
)
def test_damaged_gains_are_named_with_the_way_out(
    stored: Stored, old: str, new: str, problem: str
) -> None:
    text = to_text(stored)
    assert old in text

    with pytest.raises(ProfileError) as error:
        from_text(text.replace(old, new), "x")

    assert problem in str(error.value)
    assert "`posturecam profiles forget-gains` removes [gains]" in str(error.value)
    assert from_text(text.replace(old, new), "x", gains=False).profile.gains is None


def test_gains_that_are_no_table_are_named() -> None:
    text = to_text(calibrated()).replace("format = 1", "format = 1\ngains = 3")

    with pytest.raises(ProfileError, match=r"gains: .*; `posturecam profiles forget-gains`"):
        from_text(text, "x")


def test_a_name_of_a_later_version_is_no_fault_but_a_hint(stored: Stored) -> None:
    later = to_text(stored).replace("cva_gain", "fsa_gain = 1.0\ncva_gain")
    assert from_text(later, "x").profile.gains == GAINS

    with pytest.raises(ProfileError, match=r"gains\.cva_gains is unknown; did you mean"):
        from_text(to_text(stored).replace("cva_gain", "cva_gains"), "x")


def test_gains_are_forgotten_the_calibration_stays(tmp_path: Path, stored: Stored) -> None:
    profile_store.save(tmp_path, "desk", stored)

    assert profile_store.forget_gains(tmp_path, "desk")

    assert profile_store.load(tmp_path, "desk") == from_text(to_text(calibrated()), "x")
    assert not profile_store.forget_gains(tmp_path, "desk")
    assert not (tmp_path / "desk.toml.bak").exists()


def test_damaged_gains_can_be_forgotten(tmp_path: Path, stored: Stored) -> None:
    path = profile_store.save(tmp_path, "desk", stored)
    path.write_text(path.read_text().replace("cva_gain = 1.2", "cva_gain = 0"))
    with pytest.raises(ProfileError):
        profile_store.load(tmp_path, "desk")

    assert profile_store.forget_gains(tmp_path, "desk")

    assert profile_store.load(tmp_path, "desk").profile.gains is None


def test_of_a_profile_that_is_not_there_nothing_is_forgotten(tmp_path: Path) -> None:
    with pytest.raises(ProfileMissingError):
        profile_store.forget_gains(tmp_path, "desk")


def test_gains_that_could_not_be_read_back_are_not_written(tmp_path: Path, stored: Stored) -> None:
    path = profile_store.save(tmp_path, "desk", calibrated())
    before = path.read_bytes()
    bad = replace(stored.profile, gains=replace(GAINS, cva_gain=-1.0))

    with pytest.raises(ProfileError, match=r"gains\.cva_gain"):
        profile_store.save_gains(tmp_path, "desk", replace(stored, profile=bad))

    assert path.read_bytes() == before


def test_gains_are_not_written_to_a_profile_that_is_not_there(
    tmp_path: Path, stored: Stored
) -> None:
    with pytest.raises(ProfileMissingError):
        profile_store.save_gains(tmp_path, "desk", stored)
