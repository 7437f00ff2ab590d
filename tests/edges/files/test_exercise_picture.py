"""Pictures of the user's own exercises: beside their file, bounded, and safe to show."""

from pathlib import Path

import pytest

from posturecam.app.policies import catalogue_of, picture_of
from posturecam.edges.files.exercise_picture import PICTURE_BYTES, read_picture, unsafe
from posturecam.errors import CatalogueError, InputError
from posturecam.settings import Settings

PNG = b"\x89PNG\r\n\x1a\n"
NS = 'xmlns="http://www.w3.org/2000/svg"'
OWN = """
[exercise.yawn]
name = "Yawn"
kind = "relax"
steps = ["Yawn."]
places = ["any"]
picture = "{picture}"
"""


def settings_of(folder: Path, picture: str) -> Settings:
    own = folder / "own.toml"
    own.write_text(OWN.format(picture=picture), encoding="utf-8")
    return Settings.model_validate({"stretches": {"own_file": str(own)}})


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("yawn.png", PNG, "image/png"),
        ("yawn.JPG", b"\xff\xd8\xff", "image/jpeg"),
        ("yawn.svg", f"<svg {NS}><path d='M0 0'/></svg>".encode(), "image/svg+xml"),
    ],
)
def test_a_picture_beside_the_file_is_shown(
    tmp_path: Path, name: str, data: bytes, media_type: str
) -> None:
    (tmp_path / name).write_bytes(data)
    settings = settings_of(tmp_path, name)
    picture = picture_of(catalogue_of(settings)["yawn"], settings)
    assert picture is not None
    assert (picture.data, picture.media_type) == (data, media_type)


def test_an_exercise_without_a_picture_has_none(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")
    assert picture_of(catalogue_of(settings)["yawn"], settings) is None


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ("gone.png", "gone.png cannot be read"),
        ("../yawn.png", "must be the name of a file in the same folder"),
        ("yawn.gif", ".png, .jpg or .svg"),
        ("text.png", "text.png is no PNG picture"),
        ("large.png", "it is larger than 2 MB"),
        ("bad.svg", "bad.svg has <script>"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_fault_of_the_file(
    tmp_path: Path, picture: str, words: str
) -> None:
    (tmp_path / "text.png").write_text("text", encoding="utf-8")
    (tmp_path / "large.png").write_bytes(PNG + bytes(PICTURE_BYTES))
    (tmp_path / "bad.svg").write_text(f"<svg {NS}><script/></svg>", encoding="utf-8")
    with pytest.raises(CatalogueError, match="yawn: picture ") as caught:
        catalogue_of(settings_of(tmp_path, picture))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<path onload='a()'/>", "has onload='a()' in <path>"),
        ("<path fill='url(http://a.b/c)'/>", "has fill="),
        ("<use href='other.svg#a'/>", "has href="),
        ("<animate attributeName='xlink:href' to='#'/>", "has attributename="),
        ("<style>path{}</style>", "has <style>"),
        ("<foreignObject/>", "has <foreignObject>"),
        ("<path", "is no SVG"),
    ],
)
def test_an_svg_may_only_draw(inside: str, words: str) -> None:
    assert words in unsafe(f"<svg {NS}>{inside}</svg>".encode())


def test_entities_are_not_taken() -> None:
    assert "DOCTYPE" in unsafe(b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>")


def test_an_svg_may_point_into_itself() -> None:
    drawn = f"<svg {NS}><g id='a'/><use href='#a'/><path fill=\"url('#a')\"/></svg>"
    assert unsafe(drawn.encode()) == ""


def test_a_name_of_another_folder_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="same folder"):
        read_picture("sub/yawn.png", tmp_path)
