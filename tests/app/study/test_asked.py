"""What a study is asked for becomes jobs."""

import hashlib
from pathlib import Path

import pytest

from posturecam.app.study.asked import Study, basis_of, check, jobs_of
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import to_text
from posturecam.edges.mediapipe.bundles import SHIPPED
from posturecam.errors import InputError, ListedError, ProfileMissingError
from posturecam.settings import Settings
from tests.support.desk import calibrated

SETTINGS = Settings()


@pytest.fixture
def rec(tmp_path: Path) -> Path:
    (tmp_path / "rec").mkdir()
    for name in ("a.mp4", "b.mp4"):
        (tmp_path / "rec" / name).write_bytes(b"x")
    return tmp_path


def wish(folder: Path, **more: object) -> Study:
    return Study((str(folder / "rec"),), folder / "out", **more)  # type: ignore[arg-type]


def test_each_against_its_own_seconds(rec: Path) -> None:
    spans = ("slump=12:15.123456789", "upright=0:10")

    jobs = jobs_of(wish(rec, spans=spans), SETTINGS)

    assert [job.recording.name for job in jobs] == ["a.mp4", "b.mp4"]
    assert jobs[0].spans == ("upright=0.0:10.0", "slump=12.0:15.123456789")
    assert jobs[0].profile is None
    assert [job.person for job in jobs] == ["a.mp4", "b.mp4"]
    assert "notifications" not in jobs[0].settings


def test_poses_are_checked_at_once(rec: Path) -> None:
    with pytest.raises(InputError, match="give it as --calibrate upright=START:END"):
        jobs_of(wish(rec, spans=("slump=1:2",)), SETTINGS)


def test_all_against_one_profile(rec: Path) -> None:
    profile_store.save(folders.profiles_dir(), "anna", calibrated())

    jobs = jobs_of(wish(rec), SETTINGS)  # the only profile there is

    assert {job.profile for job in jobs} == {to_text(calibrated())}
    assert {(job.profile_name, job.person) for job in jobs} == {("anna", "anna")}
    with pytest.raises(ProfileMissingError, match="ben"):
        jobs_of(wish(rec, profile="ben"), SETTINGS)


def test_without_a_profile_both_ways_out_are_named(rec: Path) -> None:
    with pytest.raises(
        ProfileMissingError, match=r"Run `posturecam calibrate`.* --calibrate upright=START:END"
    ):
        jobs_of(wish(rec), SETTINGS)


def test_each_against_its_profile_in_a_table(rec: Path) -> None:
    (rec / "who").mkdir()
    profile_store.save(folders.profiles_dir(), "anna", calibrated())
    profile_store.save(rec, str(rec / "who" / "ben.toml"), calibrated())
    table = rec / "who" / "who.csv"
    table.write_text("recording,profile,person\na.mp4,anna,\nb.mp4,ben.toml,Ben\n")

    jobs = jobs_of(wish(rec, profiles=table), SETTINGS)

    assert [(job.profile_name, job.person) for job in jobs] == [
        ("anna", "anna"),
        ("ben.toml", "Ben"),
    ]
    table.write_text("recording,profile\na.mp4,anna\nb.mp4,carl\n")
    with pytest.raises(ListedError, match="line 3: There is no calibration profile 'carl'"):
        jobs_of(wish(rec, profiles=table), SETTINGS)


@pytest.mark.parametrize(
    "more",
    [
        {"spans": ("upright=0:1",), "profile": "anna"},
        {"profiles": Path("who.csv"), "profile": "anna"},
        {"spans": ("upright=0:1",), "profiles": Path("who.csv")},
    ],
)
def test_only_one_of_them(rec: Path, more: dict[str, object]) -> None:
    with pytest.raises(InputError, match="contradict each other"):
        check(wish(rec, **more))


def test_all_results_depend_on_models_and_programs(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("x")
    other = tmp_path / "pose.task"
    other.write_bytes(SHIPPED.pose.read_bytes())
    settings = Settings.model_validate(
        {"stretches": {"own_file": str(own)}, "model": {"path": str(other)}}
    )

    basis = basis_of(settings)

    assert basis.files["exercises"] == hashlib.sha256(b"x").hexdigest()
    assert basis.files["pose"] == basis_of(SETTINGS).files["pose"]  # by content, not by place
    assert set(basis.versions) == {
        *("posturecam", "mediapipe", "numpy", "opencv-contrib-python", "av")
    }
