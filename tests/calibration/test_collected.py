"""A collection of shared comparisons: each person one vote, and nothing taken on trust."""

import json
import math
import zipfile
from pathlib import Path

import collected
import pytest

from posturecam.edges.files.share_file import FORMAT
from posturecam.errors import InputError

PAIR = [2.0, 4.0]


def test_one_person_has_no_interval() -> None:
    assert collected.over_people([3.1]) == "3.10 (one person)"


def test_the_interval_is_over_people() -> None:
    half = 6.31 * math.sqrt(2) / math.sqrt(2)  # sd of 2 and 4; two people, one degree of freedom

    assert collected.over_people(PAIR) == f"3.00 ({3 - half:.2f} to {3 + half:.2f}; 2 people)"


def test_more_people_narrow_it() -> None:
    assert collected.over_people(PAIR * 10).startswith("3.00 (2.5")


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, text in members.items():
            made.writestr(name.replace("_json", ".json"), text)
    return path


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"verification_json": json.dumps({"format": "else"})},
        {"verification_json": "[]"},
        {"verification_json": "{"},
        {"verification_json": json.dumps({"format": FORMAT})},
    ],
)
def test_what_is_something_else_is_left_out(tmp_path: Path, members: dict[str, str]) -> None:
    with pytest.raises(InputError, match="no shared comparison"):
        collected.taken(archive(tmp_path / "a.zip", **members))


def test_a_bomb_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collected, "MOST_BYTES", 10)

    with pytest.raises(InputError, match="larger than any recording"):
        collected.taken(archive(tmp_path / "a.zip", verification_json=" " * 100))


def test_the_rest_is_measured_without_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.zip").write_text("no archive")

    collected.main([str(tmp_path)])

    assert "b.zip: left out" in capsys.readouterr().out
