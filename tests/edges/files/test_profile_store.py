import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.core.measure.profile import LeftOut, Shown
from posturecam.core.measure.side_view import SideCalibration
from posturecam.edges.files import profile_store, profile_transfer
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.profile_toml import Card, Stored, from_text, to_text
from posturecam.errors import InputError, ProfileError, ProfileMissingError, StorageError
from tests.support.desk import CARD, calibrated
from tests.support.paths import CALIBRATION


@pytest.fixture(scope="module")
def stored() -> Stored:
    return calibrated()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profiles"


def card(name: str) -> Card:
    return replace(CARD, name=name)


def test_what_is_written_is_read_back(stored: Stored) -> None:
    once = from_text(to_text(stored), "x")

    assert once.card == stored.card
    assert from_text(to_text(once), "x") == once
    assert to_text(once) == to_text(stored)
    assert once.profile.distance_cm == pytest.approx(stored.profile.distance_cm, rel=1e-6)


def test_a_profile_without_the_direction_of_the_camera_still_loads(stored: Stored) -> None:
    assert stored.profile.front is not None
    lines = to_text(stored).splitlines()
    kept = [line for line in lines if not line.startswith("azimuth_deg")]
    assert len(kept) == len(lines) - 1
    loaded = from_text("\n".join(kept), "x").profile
    assert loaded.front is not None
    assert loaded.front.azimuth_deg == 0.0


def test_a_profile_of_both_views_is_kept_and_an_older_side_still_loads(stored: Stored) -> None:
    side = SideCalibration(38.0, -1.0, 0.2, -0.65, -0.3, -0.7, -0.5, 12.0, 0.02, direction_deg=33.5)
    both = replace(stored, profile=replace(stored.profile, side=side))
    assert from_text(to_text(both), "x").profile.side == side
    lines = to_text(both).splitlines()
    older = from_text("\n".join(n for n in lines if not n.startswith("direction_deg")), "x")
    assert older.profile.side == replace(side, direction_deg=None)


def test_the_file_is_for_people_too(stored: Stored) -> None:
    text = to_text(stored)
    lines = text.splitlines()

    assert lines[0].startswith("# A posturecam calibration")
    assert 'name = "default"' in text
    assert "created = 2026-03-01T09:30:00Z" in text
    assert lines.index("[card]") < lines.index("[calibration]")
    assert lines.index("[calibration]") < lines.index("[calibration.front]")
    longest = next(number for number, line in enumerate(lines) if "face_template" in line)
    assert not [line for line in lines[longest:] if line.startswith("[calib")]
    assert max(len(line) for line in lines) < 100


def test_every_fault_is_told_at_once(stored: Stored) -> None:
    text = to_text(stored)
    for old, new in (("looks = 20", "looks = -"), ("picture_height = ", "picture_hight = ")):
        text = text.replace(old, new.replace("-", '"a few"'))
    text = text.replace('name = "default"', "")

    with pytest.raises(ProfileError) as caught:
        from_text(text, "mine.toml")

    reported = str(caught.value)
    assert reported.startswith("The profile mine.toml cannot be used:\n  - ")
    for problem in (
        "calibration.picture_hight is unknown; did you mean picture_height?",
        "calibration.picture_height is missing",
        "card.name is missing",
        "calibration.looks: ",
    ):
        assert problem in reported


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("looks = 20", "", "calibration.looks is missing"),
        (
            "looks = 20",
            "loks = 20\nlooks = 1.5",
            "calibration.loks is unknown; did you mean looks?",
        ),
        (
            "looks = 20",
            "loks = 20\nlooks = 1.5",
            "calibration.looks: input should be a valid integer",
        ),
        ("looks = 20", "looks = inf", "calibration.looks is not a finite number"),
        ("looks = 20", "size = 1", "calibration.size is unknown"),  # it belongs to the head
        ('view = "front"', 'view = "top"', "calibration.view: input should be 'front' or 'side'"),
        ("[card]", "[card]\n[cards]\n[calibration.card]", "card.name is missing"),
        ("[card]", "[cards]", "the part [card] is missing"),
        ("format = 1\n\n[card]", "format = 1\ncard = 3\n[x]", "the part [card] is missing"),
        ("format = 1", "", "it is not a posturecam profile: the line `format = 1` is missing"),
        ("width = 0.6", 'width = "a', "it is not TOML: "),
        (
            "[calibration.front.shoulders]",
            "[calibration.front.s]",
            "calibration.front.shoulders is mis",
        ),
        (
            "  [-7",
            "  ['x', -7",
            "calibration.front.face_template.0: tuple should have at most 3 items",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(stored: Stored, old: str, new: str, problem: str) -> None:
    text = to_text(stored)
    assert old in text
    with pytest.raises(ProfileError) as caught:
        from_text(text.replace(old, new, 1), "mine.toml")

    assert [one for one in caught.value.problems if one.startswith(problem)]
    assert len(set(caught.value.problems)) == len(caught.value.problems)


def test_a_name_that_belongs_elsewhere_is_no_slip_of_the_pen(stored: Stored) -> None:
    with pytest.raises(ProfileError) as caught:
        from_text(to_text(stored).replace("looks = 20", "size = 1"), "mine.toml")

    assert caught.value.problems == (
        "calibration.looks is missing",
        "calibration.size is unknown",
    )


def test_of_a_newer_file_nothing_else_is_said(stored: Stored) -> None:
    newer = to_text(stored).replace("format = 1", "format = 2").replace("looks = 20", "looks = []")

    with pytest.raises(ProfileError) as caught:
        from_text(newer, "mine.toml")

    assert len(caught.value.problems) == 1


def test_a_name_of_a_later_version_is_no_fault(stored: Stored) -> None:
    text = to_text(stored)
    later = text.replace("[calibration]", "[calibration]\nchair_cm = 45", 1) + "[chair]\nx = nan\n"

    assert from_text(later, "x") == from_text(text, "x")


SINCE = {"mirror = false", "left_out = []", "facing_yaw_deg = 0.0"}  # what older ones lack


@pytest.mark.parametrize("path", sorted(CALIBRATION.glob("*.toml")), ids=lambda path: path.stem)
def test_an_older_profile_is_written_as_it_was_with_what_came_since(path: Path) -> None:
    lines = path.read_text().splitlines()

    again = to_text(from_text("\n".join(lines), "x")).splitlines()

    assert [line for line in again if line not in SINCE.difference(lines)] == lines


def test_tables_in_a_list_have_a_head_each(stored: Stored) -> None:
    guided = (
        Shown("slump", (1.0, 2.3333333333), 0.25, 0.0, 0.1),
        Shown("turn", (), 30.0, 0.0, 0.1),
    )
    left_out = (LeftOut("shrug", 'was "too\nshort" [\n'),)
    front = replace(stored.profile.front, guided=guided)  # type: ignore[type-var]
    shown = replace(
        stored, profile=replace(stored.profile, front=front, left_out=left_out, distance_cm=None)
    )

    text = to_text(shown)

    assert text.count("[[calibration.front.guided]]") == 2
    assert '[[calibration.left_out]]\npose = "shrug"\n' in text
    assert "change = [1.0, 2.333333]\n" in text
    assert "distance_cm" not in text
    loaded = from_text(text, "x").profile
    assert loaded.front is not None
    assert [one.change for one in loaded.front.guided] == [(1.0, 2.333333), ()]
    assert (loaded.left_out, loaded.distance_cm) == (left_out, None)


def test_a_newer_file_is_refused(stored: Stored) -> None:
    with pytest.raises(ProfileError, match=r"a newer posturecam wrote it \(format 2\)"):
        from_text(to_text(stored).replace("format = 1", "format = 2"), "x")


def test_a_row_of_numbers_with_a_hole_is_refused(stored: Stored) -> None:
    table = to_text(stored)
    row = table.index("face_template = [\n  [") + len("face_template = [\n  [")
    second = table.index(",", table.index(",", row) + 1)
    broken = table[:row] + "inf, nan" + table[second:]

    with pytest.raises(ProfileError) as caught:
        from_text(broken, "x")

    assert caught.value.problems == ("calibration.front.face_template is not a finite number",)


def test_saving_and_loading(folder: Path, stored: Stored) -> None:
    path = profile_store.save(folder, "my desk", stored)

    assert profile_store.load(folder, "my desk").card == stored.card
    assert path == folder / "my desk.toml"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_profiles_are_for_the_user_only(folder: Path, stored: Stored) -> None:
    path = profile_store.save(folder, "default", stored)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_profile_before_is_kept(folder: Path, stored: Stored) -> None:
    path = profile_store.save(folder, "default", stored)
    first = path.read_bytes()

    profile_store.save(folder, "default", replace(stored, card=card("other")))

    assert backup_of(path).read_bytes() == first


def test_a_damaged_profile_names_the_one_before(folder: Path, stored: Stored) -> None:
    for _ in range(2):
        path = profile_store.save(folder, "default", stored)
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(ProfileError, match=r"profiles import .*default\.toml\.bak") as caught:
        profile_store.load(folder, "default")

    assert caught.value.problems == ("it is not text",)


def test_what_cannot_be_read_back_is_not_saved(folder: Path, stored: Stored) -> None:
    path = profile_store.save(folder, "default", stored)
    bad = replace(stored, profile=replace(stored.profile, distance_cm=float("nan")))

    with pytest.raises(ProfileError, match="not a finite number"):
        profile_store.save(folder, "default", bad)

    assert profile_store.load(folder, "default").card == stored.card
    assert not backup_of(path).exists()


def test_a_failed_write_leaves_the_old_one(
    folder: Path, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = profile_store.save(folder, "default", stored)
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        msg = "disk full"
        raise StorageError(msg)

    monkeypatch.setattr(profile_store, "write_whole", full)
    with pytest.raises(StorageError):
        profile_store.save(folder, "default", stored)

    assert path.read_bytes() == before


def test_the_list_shows_damaged_ones_too(folder: Path, stored: Stored) -> None:
    profile_store.save(folder, "b", stored)
    (folder / "a.toml").write_text("nonsense")

    assert [(one.name, one.stored is None) for one in profile_store.entries(folder)] == [
        ("a", True),
        ("b", False),
    ]
    assert profile_store.entries(folder / "none") == ()


def test_renaming(folder: Path, stored: Stored) -> None:
    profile_store.save(folder, "old", stored)
    profile_store.save(folder, "taken", stored)

    profile_store.save(folder, "old", stored)
    assert profile_transfer.rename(folder, "old", "new").name == "new.toml"
    assert profile_store.load(folder, "new").card.name == "new"
    assert sorted(path.name for path in folder.glob("*.bak")) == ["new.toml.bak"]
    with pytest.raises(InputError, match="A profile taken already exists"):
        profile_transfer.rename(folder, "new", "taken")
    with pytest.raises(InputError, match="is a file name"):
        profile_transfer.rename(folder, "new", "new.toml")
    with pytest.raises(ProfileMissingError, match="Profiles: new, taken"):
        profile_transfer.rename(folder, "old", "newer")


def test_a_copy_that_cannot_be_renamed_is_told(folder: Path, stored: Stored) -> None:
    profile_store.save(folder, "old", stored)
    profile_store.save(folder, "old", stored)
    (backup_of(folder / "new.toml") / "in the way").mkdir(parents=True)
    with pytest.raises(StorageError, match=r"Cannot rename .*old\.toml\.bak"):
        profile_transfer.rename(folder, "old", "new")
    assert profile_store.load(folder, "new").card.name == "new"


def test_deleting_takes_the_one_before_along(folder: Path, stored: Stored) -> None:
    for _ in range(2):
        profile_store.save(folder, "old", stored)

    profile_transfer.delete(folder, "old")

    assert list(folder.iterdir()) == []


def test_what_cannot_be_read_has_a_next_step(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    next_step = r"Cannot read .* Check the path and who may read it\."

    with pytest.raises(InputError, match=next_step):
        profile_store.load(folder, str(tmp_path / "folder.toml"))
    with pytest.raises(InputError, match=next_step):
        profile_transfer.import_from(folder, tmp_path / "folder.toml", None)


def test_what_cannot_be_deleted_has_a_next_step(
    folder: Path, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "here.toml":
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok=missing_ok)

    profile_store.save(folder, "here", stored)
    monkeypatch.setattr(Path, "unlink", refuse)
    next_step = r"Cannot delete .*here.toml: Permission denied\. Make its folder writable\."

    with pytest.raises(StorageError, match=next_step):
        profile_transfer.delete(folder, "here")
    with pytest.raises(StorageError, match=next_step):
        profile_transfer.rename(folder, "here", "there")


@pytest.mark.parametrize("how", ["a file", "a name too long"])
def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, how: str) -> None:
    folder = tmp_path / ("file" if how == "a file" else "long" * 100)
    if how == "a file":
        folder.touch()

    with pytest.raises(InputError, match="Check the path and who may read it"):
        profile_store.entries(folder)
    with pytest.raises(InputError, match="Check the path and who may read it"):
        profile_store.existing(folder / ("long" * 100), "a")


def test_a_link_to_nothing_is_no_profile(folder: Path, stored: Stored) -> None:
    profile_store.save(folder, "here", stored)
    (folder / "gone.toml").symlink_to(folder / "nowhere.toml")

    assert [one.name for one in profile_store.entries(folder)] == ["here"]
    with pytest.raises(ProfileMissingError, match="Profiles: here"):
        profile_store.load(folder, "gone")


def test_exporting_and_importing(folder: Path, stored: Stored, tmp_path: Path) -> None:
    profile_store.save(folder, "here", replace(stored, card=card("here")))

    profile_transfer.export_to(folder, "here", tmp_path / "away.toml")
    profile_transfer.import_from(folder, tmp_path / "away.toml", "there")
    profile_transfer.import_from(folder, tmp_path / "away.toml", None)

    assert profile_store.load(folder, "there").card.name == "there"
    assert backup_of(folder / "here.toml").exists()
    with pytest.raises(InputError, match=r"There is no profile file .* Check its name and folder"):
        profile_transfer.import_from(folder, tmp_path / "gone.toml", None)
    (tmp_path / "picture.toml").write_bytes(b"\x89PNG\xff")
    with pytest.raises(ProfileError, match=r"use a file that .*export.*it is not text"):
        profile_transfer.import_from(folder, tmp_path / "picture.toml", None)
    (tmp_path / "picture.toml").write_text("format = 9")
    with pytest.raises(ProfileError, match="use a file that"):
        profile_transfer.import_from(folder, tmp_path / "picture.toml", None)


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "end.", "x" * 41, "a\nb"])
def test_names_that_are_no_file_names(folder: Path, stored: Stored, name: str) -> None:
    with pytest.raises(InputError, match="is no name for a profile"):
        profile_store.save(folder, name, stored)


def test_nothing_but_toml_is_written(stored: Stored) -> None:
    assert set(tomllib.loads(to_text(stored))) == {"format", "card", "calibration"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[project]\nname = "desk"\n', id="other TOML"),
        pytest.param("not = [toml", id="no TOML"),
        pytest.param("", id="empty"),
    ],
)
def test_a_file_that_holds_something_else_is_never_written_over(
    tmp_path: Path, stored: Stored, text: str
) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"not a calibration profile, so it was not overwritten"):
        profile_store.save(tmp_path, str(path), stored)
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_profile_given_by_its_path_is_replaced_and_kept(tmp_path: Path, stored: Stored) -> None:
    path = tmp_path / "desk.toml"
    profile_store.save(tmp_path, str(path), stored)
    before = path.read_bytes()
    profile_store.save(tmp_path, str(path), stored)
    assert backup_of(path).read_bytes() == before
