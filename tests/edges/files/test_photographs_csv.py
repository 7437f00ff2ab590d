"""The table of marked photographs: what is read, and what is said of what cannot be."""

from pathlib import Path

import pytest

from posturecam.core.verify.photographs import Marked
from posturecam.edges.files import photographs_csv
from posturecam.edges.files.photographs_csv import COLUMNS, read_photographs
from posturecam.errors import InputError, ListedError

HEAD = ",".join(COLUMNS)
LINE = "upright.jpg,3.5,412,388,455,300"


def table(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "marks.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_each_line_is_a_photograph(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD, LINE, " slouch.jpg ,41,430.5,392,500,330")

    assert read_photographs(path) == (
        Marked("upright.jpg", 3.5, (412, 388), (455, 300)),
        Marked("slouch.jpg", 41, (430.5, 392), (500, 330)),
    )


def test_a_table_of_a_spreadsheet_may_have_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD.replace(",", ";"), "a;3,5;1;4;3;2", encoding="utf-8-sig")

    assert read_photographs(path) == (Marked("a", 3.5, (1, 4), (3, 2)),)


def test_every_wrong_line_is_named(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD, "a,x,1,2,3,inf", "b,1,5,5,5,5", "c,1,2", LINE)

    with pytest.raises(ListedError) as raised:
        read_photographs(path)

    assert raised.value.problems == (
        "line 2: t_s, tragus_y must be numbers",
        "line 3: both marks are at the same place",
        "line 4: c7_y, tragus_x, tragus_y must be numbers",
    )
    assert "docs/collecting.md" in str(raised.value)


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    path = table(tmp_path, "photo,t_s,c7_x,c7_y", "a,1,2,3")

    with pytest.raises(ListedError, match="missing: tragus_x, tragus_y"):
        read_photographs(path)


@pytest.mark.parametrize("lines", [(), ("",)])
def test_an_empty_file_is_no_table(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(ListedError, match="missing: photo"):
        read_photographs(table(tmp_path, *lines))


def test_a_head_alone_holds_no_photograph(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no photograph"):
        read_photographs(table(tmp_path, HEAD))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not text in UTF-8"):
        read_photographs(table(tmp_path, HEAD + "ä", encoding="latin-1"))


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_photographs(tmp_path / "none.csv")


def test_a_field_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs_csv, "MOST_BYTES", 10_000_000)
    path = table(tmp_path, HEAD, "x" * 200_000)

    with pytest.raises(ListedError, match="field larger than field limit"):
        read_photographs(path)


def test_only_the_first_problems_are_shown(tmp_path: Path) -> None:
    with pytest.raises(ListedError) as raised:
        read_photographs(table(tmp_path, HEAD, *["a,x,1,2,3,4"] * 50))

    assert len(raised.value.problems) == 5


def test_a_photograph_has_a_name_and_one_time(tmp_path: Path) -> None:
    again = LINE.replace("3.5", "40")
    path = table(tmp_path, HEAD, " ,1,1,4,3,2", LINE, again)

    with pytest.raises(ListedError) as raised:
        read_photographs(path)

    assert raised.value.problems == (
        "line 2: photo must name the photograph",
        "upright.jpg is given at 3.5 s and at 40 s",
    )


def test_what_a_terminal_would_obey_in_a_name_is_shown_as_text(tmp_path: Path) -> None:
    (mark,) = read_photographs(table(tmp_path, HEAD, "a\x1b[31m,3,1,4,3,2"))

    assert mark.name == r"a\x1b[31m"


def test_an_ear_below_the_neck_was_marked_upside_down(tmp_path: Path) -> None:
    with pytest.raises(
        ListedError, match="line 2: the tragus is below C7; pixels count from the top"
    ):
        read_photographs(table(tmp_path, HEAD, "a,1,412,300,455,388"))
