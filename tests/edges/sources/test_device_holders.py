import os
from pathlib import Path

import pytest

from posturecam.edges.sources.device_holders import holders, links_of
from posturecam.edges.sources.inotify import Openings, watch_files
from tests.support.camera_users import device_file, program

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")


def test_who_has_it_open_and_to_whom_pictures_flow(tmp_path: Path) -> None:
    path = device_file(tmp_path)
    with path.open(), program(path) as idle, program(path, "stream") as user:
        found = {one.pid: one.streams for one in holders([path])}
        asked = holders([path], [user.pid, os.getpid()])

        assert found == {idle.pid: False, user.pid: True}
        assert [(one.pid, one.name[:6]) for one in asked] == [(user.pid, "python")]
    assert holders([path]) == ()
    assert holders([]) == ()


def fake(proc: Path, pid: int, *links: str, maps: str | None = "", name: str = "call") -> None:
    """A process as /proc shows it."""
    folder = proc / str(pid)
    (folder / "fd").mkdir(parents=True)
    for number, link in enumerate(links):
        (folder / "fd" / str(number)).symlink_to(link)
    if maps is not None:
        (folder / "maps").write_text(maps)
    if name:
        (folder / "comm").write_text(f"{name}\n")


MAP = "7f00-7f01 rw-s 00000000 00:06 513 /dev/video0\n"


@pytest.mark.parametrize(
    ("links", "maps", "streams"),
    [
        pytest.param(("/dev/video0",), "", False, id="has it open"),
        pytest.param(("/dev/video0",), MAP, True, id="maps its buffers"),
        pytest.param(("/dev/video0",), MAP.replace("video0", "video01"), False, id="another"),
        pytest.param(("/dev/video0", "/dmabuf:"), "", True, id="buffers are shared with it"),
        pytest.param(("/dev/video0",), None, True, id="what it maps cannot be read"),
        pytest.param(("/dev/null", "/dev/video01"), MAP, None, id="has something else open"),
    ],
)
def test_what_counts_as_use(
    tmp_path: Path,
    links: tuple[str, ...],
    maps: str | None,
    streams: bool | None,  # noqa: FBT001
) -> None:
    fake(tmp_path, 70, *links, maps=maps)
    found = holders([Path("/dev/video0")], proc=tmp_path)
    assert [one.streams for one in found] == ([] if streams is None else [streams])


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    fake(tmp_path, 70, "/dev/video0", name="")
    (tmp_path / "71").mkdir()  # no fd: another user's
    (tmp_path / "70" / "fd" / "9").write_text("not a link: closed meanwhile")

    assert [one.name for one in holders([Path("/dev/video0")], proc=tmp_path)] == [""]
    assert links_of(71, tmp_path) == ()


def test_the_kernel_reports_who_opens_and_closes(tmp_path: Path) -> None:
    path = device_file(tmp_path)
    watch = watch_files(path, tmp_path / "absent")
    assert watch is not None
    assert watch.paths == (path,)
    try:
        assert not watch.wait(0)
        assert not watch.take().any
        with path.open():
            assert watch.take() == Openings(opened=1)
        path.write_bytes(b"")
        assert watch.take() == Openings(opened=1, closed=2)
        path.unlink()
        assert watch.take().lost
    finally:
        watch.close()


def test_without_watches_left_nothing_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    class Empty:
        def inotify_init1(self, _flags: int) -> int:
            return -1

    monkeypatch.setattr("posturecam.edges.sources.inotify._libc", Empty)
    assert watch_files(Path("/dev/null")) is None
    monkeypatch.setattr("sys.platform", "darwin")
    assert watch_files(Path("/dev/null")) is None
