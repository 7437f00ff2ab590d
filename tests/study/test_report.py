"""The report of a study: read back from its data set, written as a page and as values."""

import json
from pathlib import Path

import numpy as np
import pytest
from pyarrow.parquet import read_table

from posturecam.core.values import Cause
from posturecam.reports.study_findings import StudyFindings
from posturecam.study.reading_back import people_of
from posturecam.study.report import write_report
from tests.support.made_studies import Made, made_study


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made_study(tmp_path_factory.mktemp("study"), 3, 2, failed=1)


@pytest.fixture(scope="module")
def found(made: Made) -> StudyFindings:
    return write_report(made.out, made.manifest)


def angles(made: Made, person: str) -> np.ndarray:
    """Every angle of `person`, straight from the files."""
    files = (made.out / "data" / "readings").glob(f"{person}*.parquet")
    tables = [read_table(file)["cva_change_deg"].to_numpy() for file in files]
    return np.concatenate(tables)


def test_people_are_those_of_the_data_set(made: Made, found: StudyFindings) -> None:
    assert [one.name for one in found.people] == ["person-001", "person-002", "person-003"]
    for person in found.people:
        expected = np.quantile(angles(made, person.name), (0.05, 0.25, 0.5, 0.75, 0.95))
        assert person.quantiles_deg == pytest.approx(expected, abs=0.15)
        assert person.recordings == 2


def test_times_reasons_and_faults_are_those_of_the_recordings(found: StudyFindings) -> None:
    total = found.total

    assert total.watched_s == pytest.approx(sum(one.watched_s for one in found.people))
    assert total.reasons == {"nobody in view": pytest.approx(total.unknown_s)}
    assert total.faults == {Cause.FORWARD_HEAD: pytest.approx(total.poor_s)}
    assert total.alerts == 6


def test_recordings_of_one_profile_share_its_error(made: Made, found: StudyFindings) -> None:
    own = list(people_of(made.out, own_poses=True))

    assert {one.calibration for one in found.recordings if one.person == "person-001"} == {
        "person-001"
    }
    assert [one.calibration for one in own[0].recordings] == [
        "person-001/day1.mp4",
        "person-001/day2.mp4",
    ]


def test_the_page_and_the_values_are_written(made: Made, found: StudyFindings) -> None:
    page = (made.out / "report.html").read_text(encoding="utf-8")
    values = json.loads((made.out / "report.json").read_text(encoding="utf-8"))

    assert page.startswith("<!DOCTYPE html>")
    assert "6 recordings of 3 people" in page
    assert "broken0.mp4: the video has no picture" in page
    assert values["failed"] == [{"recording": "broken0.mp4", "reason": "the video has no picture"}]
    assert found.spread is not None
    assert values["cva_change"]["between"]["value"] == pytest.approx(found.spread.between.value)  # type: ignore[union-attr] # several people
    assert values["people"][0]["cva_change_quantiles_deg"]["0.5"] == pytest.approx(
        found.people[0].quantiles_deg[2]  # type: ignore[index] # measured
    )
    assert values["total"]["poor_by_cause_s"] == {"forward_head": pytest.approx(found.total.poor_s)}
    assert values["settings"] == {"limits": {"forward_head_deg": 8.0}}


def test_a_recording_that_an_earlier_run_measured_is_not_left_out(tmp_path: Path) -> None:
    made = made_study(tmp_path, 1, 2)
    there, copied = {"reason": "already there"}, {"reason": "same content as a.mp4"}
    skipped = [{"recording": "a.mp4", **there}, {"recording": "b.mp4", **copied}]

    found = write_report(tmp_path, dict(made.manifest) | {"skipped": skipped})

    assert [one.recording for one in found.asked.skipped] == ["b.mp4"]


def test_nobody_seen_gives_a_report_without_an_angle(tmp_path: Path) -> None:
    made = made_study(tmp_path, 2, 1, seen=False)

    found = write_report(tmp_path, made.manifest)

    assert found.spread is None
    assert "the neck never measured" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_nothing_measured_gives_a_report_too(tmp_path: Path) -> None:
    made = made_study(tmp_path, 0, failed=30)

    found = write_report(tmp_path, made.manifest)

    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert found.recordings == ()
    assert "No recording measured" in page
    assert "and 10 more: see manifest.json" in page
