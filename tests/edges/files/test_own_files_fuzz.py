"""Damaged profiles and settings give an error that can be acted on; nothing else, and soon."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.known_settings import known_settings
from posturecam.edges.files.settings_edit import set_in_file, unset_in_file
from posturecam.edges.files.settings_file import read_settings
from tests.support.desk import calibrated, with_profile
from tests.support.fuzzing import FEW, changes, cut, damaged, use


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = profile_store.save(tmp_path_factory.mktemp("p"), "whole", calibrated())
    return path.read_bytes()


@FEW
@given(changes=changes, keep=cut)
@example(changes=[], keep=0.0)
@example(changes=[(0.5, b"\x00")], keep=None)
@example(changes=[(0.3, b"nan,")], keep=None)
def test_profiles(
    tmp_path: Path, profile: bytes, changes: list[tuple[float, bytes]], keep: float | None
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(damaged(profile, changes, keep))
    use(lambda: profile_store.load(tmp_path, "a"))
    assert profile_store.entries(tmp_path)[0].name == "a"


WRITTEN = "\n".join(
    f"[{section}]\n" + "\n".join(lines)
    for section, lines in {
        "camera": ["source = 0", "width = 640", "shared = true", 'view = "front"'],
        "limits": ["forward_head_deg = 9.5", "slump_cm = 0"],
        "pause": ['hours = "08:30-17:45"', 'days = ["mon", "tue"]'],
        "stretches": ['exclude = ["chin_tuck"]  # too easy'],
    }.items()
)


@FEW
@given(changes=changes, keep=cut)
@example(changes=[], keep=None)
@example(changes=[(0.2, b"\xff\xfe")], keep=None)
@example(changes=[(0.0, b"[[[[")], keep=None)
def test_settings(tmp_path: Path, changes: list[tuple[float, bytes]], keep: float | None) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(damaged(WRITTEN.encode(), changes, keep))
    use(lambda: read_settings(path))
    use(lambda: set_in_file(path, ["alerts.hold_s=30"]))
    use(lambda: unset_in_file(path, ["alerts.hold_s", "limits.slump_cm"]))


@FEW
@given(value=st.text(max_size=30) | st.sampled_from(["nan", "inf", "[", "{}", "1e999", "0x", "''"]))
@pytest.mark.parametrize("name", ["camera.source", "alerts.hold_s", "pause.hours", "pause.days"])
def test_overrides(tmp_path: Path, name: str, value: str) -> None:
    use(lambda: read_settings(tmp_path / "none.toml", [f"{name}={value}"]))
    use(lambda: read_settings(tmp_path / "none.toml", [value]))


def test_what_is_whole_can_be_used(tmp_path: Path, profile: bytes) -> None:
    with_profile()
    assert profile_store.load(folders.profiles_dir(), "default").profile
    (tmp_path / "a.toml").write_bytes(profile)
    assert profile_store.load(tmp_path, "a").profile
    (tmp_path / "settings.toml").write_text(WRITTEN)
    assert read_settings(tmp_path / "settings.toml").pause.days == ("mon", "tue")
    assert known_settings()
