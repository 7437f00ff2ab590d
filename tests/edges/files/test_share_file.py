"""The file for the collection: everybody can read it, and nothing private is in it."""

import json
import stat
import zipfile
from pathlib import Path

import pytest

from posturecam.core.values import Pose, Unseen, Why
from posturecam.edges.files import share_file
from posturecam.edges.files.share_file import Seen, archived, check_share_name, share_sink
from posturecam.edges.sources.tape import open_tape
from posturecam.errors import InputError, StorageError
from tests.support.synthetic import Person, pose_of

SIZE = (640, 480)


def filmed(*times: float) -> Seen:
    poses = [pose_of(Person(), t=t) for t in times]
    return Seen(SIZE, [*poses, Unseen(times[-1] + 1, Why.TURNED)])


def write_share(path: Path, results: dict[str, object], front: Seen, side: Seen) -> None:
    with share_sink(path) as sink:
        sink.write(archived(results, front, side))


def members(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_what_is_shared_can_be_measured_again(tmp_path: Path) -> None:
    front = filmed(0.0, 0.2)
    write_share(tmp_path / "me.zip", {"rms_deg": 3.1}, front, filmed(0.5))
    tape_file = tmp_path / "front.tape.jsonl"
    tape_file.write_text(members(tmp_path / "me.zip")["front.tape.jsonl"])

    with open_tape(tape_file) as tape:
        seen = [tape.next(0.0) for _ in range(3)]

    assert tape.size == SIZE
    assert [one.t for one in seen if one] == [0.0, 0.2, 1.2]
    first, pose = seen[0], front.observations[0]
    assert first is not None
    assert isinstance(pose, Pose)
    assert abs(first.people[0].points - pose.points).max() < 1e-6
    assert seen[2] is not None
    assert seen[2].why is Why.TURNED


def test_results_say_what_they_are(tmp_path: Path) -> None:
    write_share(tmp_path / "me.zip", {"rms_deg": 3.1}, filmed(0.0), filmed(0.5))

    results = json.loads(members(tmp_path / "me.zip")["verification.json"])

    assert results == {"format": "posturecam-verification", "version": 1, "rms_deg": 3.1}


def test_every_member_is_explained(tmp_path: Path) -> None:
    write_share(tmp_path / "me.zip", {}, filmed(0.0), filmed(0.0))
    found = members(tmp_path / "me.zip")

    assert all(name in found["README.txt"] for name in found if name != "README.txt")


def test_nothing_says_when_it_was_made_or_by_whom(tmp_path: Path) -> None:
    for name in ("one.zip", "another.zip"):
        write_share(tmp_path / name, {}, filmed(0.0), filmed(0.0))

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "another.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
        assert {one.create_system for one in archive.infolist()} == {3}
        assert {one.external_attr >> 16 for one in archive.infolist()} == {0o600}
        assert archive.testzip() is None


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    write_share(tmp_path / "me.zip", {}, filmed(0.0), filmed(0.0))

    assert stat.S_IMODE((tmp_path / "me.zip").stat().st_mode) == 0o600


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nowhere"):
        write_share(tmp_path / "nowhere" / "me.zip", {}, filmed(0.0), filmed(0.0))


def test_what_cannot_be_written_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "me.zip"
    write_share(path, {}, filmed(0.0), filmed(0.0))
    before = path.read_bytes()
    monkeypatch.setattr(share_file, "CONTENTS", "\ud800")  # cannot be encoded

    with pytest.raises(UnicodeEncodeError):
        write_share(path, {}, filmed(0.0), filmed(0.0))

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["me.json", "me", "me.zip.txt"])
def test_another_ending_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"ends in \.zip"):
        check_share_name(Path(name))


def test_its_own_ending_is_taken() -> None:
    check_share_name(Path("Me.ZIP"))
