"""The table of profiles: whose recording is measured against what, and everything wrong in it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from posturecam.errors import ListedError, ProfileMissingError
from posturecam.study.against import Against, from_table
from posturecam.study.work import Recording

PROFILES: Mapping[str, str] = {"anna": "text of anna", "p2/ben.toml": "text of ben"}


def load(spec: str) -> str:
    if spec not in PROFILES:
        msg = f"There is no calibration profile {spec!r}."
        raise ProfileMissingError(msg)
    return PROFILES[spec]


def recordings(folder: Path, *names: str) -> tuple[Recording, ...]:
    return tuple(Recording(str(folder / "rec" / name), name, "1", 1) for name in names)


def read(folder: Path, text: str, *names: str) -> dict[str, Against]:
    path = folder / "who.csv"
    path.write_text(text, encoding="utf-8")
    return from_table(path, recordings(folder, *names), load)


def problems(folder: Path, text: str, *names: str) -> tuple[str, ...]:
    with pytest.raises(ListedError) as caught:
        read(folder, text, *names)
    return caught.value.problems


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_recording_has_its_profile(tmp_path: Path, delimiter: str, mark: str) -> None:
    lines = ["Recording,Profile,Person", "a.mp4,anna,A", "", "b.mp4 , p2/ben.toml,", ",,"]
    text = mark + "\n".join(lines).replace(",", delimiter)

    found = read(tmp_path, text, "a.mp4", "b.mp4")

    assert found == {
        "a.mp4": Against("text of anna", "anna", (), "A"),
        "b.mp4": Against("text of ben", "p2/ben.toml", (), "p2/ben.toml"),
    }


@pytest.mark.parametrize("cell", ["rec/a.mp4", "{folder}/rec/a.mp4", "a.mp4", "a.*", "rec/*", "*"])
def test_a_recording_is_meant_by_name_path_or_glob(tmp_path: Path, cell: str) -> None:
    text = f"recording,profile\n{cell.format(folder=tmp_path)},anna\n"

    assert read(tmp_path, text, "a.mp4")["a.mp4"].profile_name == "anna"


def test_a_name_goes_before_a_glob(tmp_path: Path) -> None:
    text = "recording,profile,more\n*,anna,1\na.mp4,p2/ben.toml,2\n"

    found = read(tmp_path, text, "a.mp4", "b.mp4", "[c].mp4")

    assert {name: one.profile_name for name, one in found.items()} == {
        "a.mp4": "p2/ben.toml",
        "b.mp4": "anna",
        "[c].mp4": "anna",
    }


def test_everything_wrong_is_in_one_error(tmp_path: Path) -> None:
    text = (
        "recording,profile\na.mp4,anna\na.mp4,anna\nb*,anna\n*.mp4,p2/ben.toml\nx.mp4,anna\n"
        "c.mp4,carl\n,anna\nd.mp4,\n"
    )

    assert problems(tmp_path, text, "a.mp4", "b.mp4", "c.mp4", "d.mkv") == (
        "line 8: recording is empty",
        "line 9: profile is empty",
        "line 7: There is no calibration profile 'carl'.",
        "lines 2 and 3 are all for a.mp4",
        "lines 4 and 5 are all for b.mp4",
        "line 6: x.mp4 is none of the recordings",
        "d.mkv has no line",
    )


def test_of_many_without_a_line_ten_are_named(tmp_path: Path) -> None:
    names = [f"{number:02d}.mp4" for number in range(13)]

    found = problems(tmp_path, "recording,profile\n00.mp4,anna\n", *names)

    assert found[0] == "01.mp4 has no line"
    assert found[-1] == "2 more recordings have no line"
    assert len(found) == 11


@pytest.mark.parametrize("text", ["", "a.mp4,anna\n", "\n"])
def test_missing_columns_are_named(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text, "a.mp4") == (
        "the column recording is missing",
        "the column profile is missing",
    )


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "who.csv"
    with pytest.raises(ListedError, match="No such file"):
        from_table(path, (), load)
    path.write_bytes("recording,profile\nä,b".encode("latin-1"))
    with pytest.raises(ListedError, match="not UTF-8"):
        from_table(path, (), load)
    path.write_text('recording,profile\n"' + "x" * 200_000 + '",a\n')
    with pytest.raises(ListedError, match="field larger"):
        from_table(path, (), load)


def test_no_secret_is_shown(tmp_path: Path) -> None:
    address = "ftp://me:geheim@host/a.mp4"
    path = tmp_path / "who.csv"
    path.write_text(f"recording,profile\n{address},anna\n")

    found = from_table(path, (Recording(address, "a.mp4", "1", 1),), load)

    assert found["a.mp4"].profile_name == "anna"
    with pytest.raises(ListedError) as caught:
        from_table(path, (), load)
    assert "geheim" not in str(caught.value)
