"""Damaged files give pictures or an error that can be acted on; nothing else, and soon."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.edges.sources.open_source import Kind, kind_of, open_source
from posturecam.edges.sources.tape import open_tape
from posturecam.settings import Camera
from tests.support.film import HEAD, film, photo, record, steady, tape
from tests.support.fuzzing import FEW, changes, cut, damaged, use


def play(path: Path) -> None:
    if kind_of(str(path)) is Kind.TAPE:
        with open_tape(path) as observations:
            while observations.next(0.0) is not None:
                pass
    else:
        with open_source(str(path), Camera()) as frames:
            while frames.read(0.0) is not None:
                pass


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sound files of all kinds."""
    folder = tmp_path_factory.mktemp("whole")
    film(folder / "a.mp4", steady(2), codec="libx264")
    film(folder / "a.mkv", steady(2))
    film(folder / "a.avi", steady(2), codec="mjpeg", pixels="yuvj420p")
    film(folder / "a.gif", steady(1), codec="gif", pixels="rgb8")
    photo(folder / "a.jpg")
    lines = (HEAD, record(0.0), {"t": 1.0, "unseen": "x"}, record(2.0, face=None))
    tape(folder / "a.tape.jsonl", *lines)
    tape(folder / "a.tape.jsonl.gz", *lines)
    return folder


@pytest.mark.parametrize(
    "name", ["a.mp4", "a.mkv", "a.avi", "a.gif", "a.jpg", "a.tape.jsonl", "a.tape.jsonl.gz"]
)
@FEW
@given(changes=changes, keep=cut)
def test_no_damage_is_a_fault_of_ours(
    tmp_path: Path,
    whole: Path,
    name: str,
    changes: list[tuple[float, bytes]],
    keep: float | None,
) -> None:
    path = tmp_path / name
    path.write_bytes(damaged((whole / name).read_bytes(), changes, keep))
    use(lambda: play(path))


@FEW
@given(data=st.binary(max_size=400), name=st.sampled_from(["x", "x.mp4", "x.jpg", "x.jsonl.gz"]))
def test_noise_is_refused(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    use(lambda: play(path))
