"""Files open whatever they are called, and their names can be shown."""

import os
import shutil
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import av
import pytest
from rich.console import Console

from posturecam.edges.files.file_names import sentences, shown
from posturecam.edges.sources.open_source import Kind, kind_of, open_source
from posturecam.edges.sources.recording_start import start_unix_s
from posturecam.edges.terminal.progress_bar import open_progress
from posturecam.errors import SourceError
from posturecam.settings import Camera
from tests.support.film import HEAD, film, photo, record, steady, tape

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems do not allow names such as these"
)
NAMES = [
    "2026-10-07T09:00:12{}",
    "http:foo{}",
    "file:foo{}",
    "concat:a|b{}",
    "data:,x{}",
    "-x{}",
    "a%d{}",
    "a%03d{}",
    "a?b=1#c{}",
    "a b  c{}",
    " a{}",
    "two\nlines{}",
    "tab\there{}",
    "bell\a{}",
    os.fsdecode(b"b\xfcro{}"),
    "büro 你好{}",
    "a\u202eb{}",
    "[red]a[bold]{}",
    "{{}}{}",
    "'\"$HOME`{}",
    "x" * 250 + "{}",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    return {
        ".mp4": film(folder / "a.mp4", steady(0.5)),
        ".gif": film(folder / "a.gif", steady(0.5), codec="gif", pixels="rgb8"),
        ".png": photo(folder / "a.png"),
    }


@pytest.mark.parametrize("suffix", [".mp4", ".gif", ".png"])
@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:20])
def test_a_file_of_any_name_opens(
    made: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, suffix: str
) -> None:
    monkeypatch.chdir(tmp_path)
    called = name.replace("{}", suffix)
    shutil.copy(made[suffix], tmp_path / called)
    for spec in (called, str(tmp_path / called)):
        assert kind_of(spec) is (Kind.IMAGES if suffix == ".png" else Kind.VIDEO)
        with open_source(spec, Camera()) as source:
            assert source.size == (64, 48)


def test_a_folder_and_its_pictures_may_be_called_anything(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"b\xfcro\n")
    folder.mkdir()
    photo(tmp_path / "1.png").rename(folder / os.fsdecode(b"\xfc.png"))
    (folder / os.fsdecode(b"\xfd.png")).write_bytes(b"x")
    with open_source(str(folder), Camera()) as source:
        assert source.read(0.5) is None
        assert source.note == r"\udcfd.png cannot be read as a picture and was skipped"


def test_a_tape_may_be_called_anything(tmp_path: Path) -> None:
    path = tape(tmp_path / os.fsdecode(b"a:\xfc\n.tape.jsonl"), HEAD, record(0.0))
    assert kind_of(str(path)) is Kind.TAPE


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("desk.mp4", "desk.mp4"),
        ("büro 你好", "büro 你好"),
        ("two\nlines", r"two\nlines"),
        (os.fsdecode(b"b\xfcro"), r"b\udcfcro"),
        ("a\u202eb", r"a\u202eb"),
    ],
)
def test_names_as_they_are_shown(name: str, said: str) -> None:
    assert shown(name) == said
    assert shown(name).encode()


def test_what_is_wrong_with_an_odd_name_can_be_printed(tmp_path: Path) -> None:
    for name in (b"\xfc.mp4", b"\n.mp4"):
        path = tmp_path / os.fsdecode(name)
        with pytest.raises(SourceError, match="There is no file") as caught:
            kind_of(str(path))
        path.write_bytes(b"no film")
        with (
            pytest.raises(SourceError, match="cannot be read as") as wrong,
            open_source(str(path), Camera()),
        ):
            pass
        for text in (str(caught.value), str(wrong.value)):
            assert "\n" not in text
            assert text.encode()


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="File name too long"):
        kind_of(str(tmp_path / ("x" * 300 + ".mp4")))


def test_the_home_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    film(tmp_path / "a.mp4", steady(0.5))
    with open_source("~/a.mp4", Camera()) as source:
        assert source.size == (64, 48)


def test_a_number_is_a_camera_whatever_is_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "0").mkdir()
    film(tmp_path / "1", steady(0.5), form="mp4")
    assert kind_of("0") is Kind.CAMERA
    assert kind_of("1") is Kind.CAMERA
    assert kind_of("./0") is Kind.IMAGES
    assert kind_of("./1") is Kind.VIDEO


def test_the_time_written_in_a_recording_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "09:00.mkv"
    with av.open(film(tmp_path / "a.mkv", steady(0.5))) as old, av.open(f"file:{path}", "w") as new:
        new.metadata["creation_time"] = "2026-10-07T09:00:00Z"
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    assert start_unix_s(path, 0.5) == datetime(2026, 10, 7, 9, tzinfo=UTC).timestamp()


def test_a_progress_bar_shows_the_name_as_it_is() -> None:
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=80)
    with open_progress("[red]two\nlines", 10.0, console) as advance:
        advance(5.0)
    assert r"[red]two\nlines" in out.getvalue()


def test_notes_are_joined() -> None:
    assert sentences(None, "One", None, "Two") == "One. Two"
    assert sentences(None) is None
