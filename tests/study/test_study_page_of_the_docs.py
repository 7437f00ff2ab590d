"""docs/study.md is compared with the tables, and its examples are run."""

import re
from pathlib import Path

import duckdb
import pytest

from posturecam.study.dataset import EPISODES, READINGS, RECORDINGS, Columns
from tests.support.made_studies import made_study
from tests.support.paths import DOCS

PAGE = (DOCS / "study.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (`.+?`) \| ([\w ]+) \|", re.MULTILINE)
TYPES = {
    "text": "text",
    "code": "text",
    "number": "float",
    "whole": "int",
    "flag": "bool",
    "codes": "list of text",
}
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def documented(table: str) -> dict[str, str]:
    """The columns of `table` by the page, and their types."""
    part = PAGE.partition(f"### `data/{table}`")[2].partition("\n##")[0]
    return {
        name.strip("`"): kind for names, kind in ROW.findall(part) for name in names.split(", ")
    }


@pytest.mark.parametrize(
    ("table", "columns"),
    [("readings", READINGS), ("episodes", EPISODES), ("recordings", RECORDINGS)],
)
def test_the_page_has_every_column(table: str, columns: Columns) -> None:
    assert documented(table) == {name: TYPES[kind] for name, kind in columns.items()}


@pytest.mark.parametrize("package", ["pandas", "duckdb"])
def test_it_reads_back_in_two_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    pytest.importorskip(package, reason=f"the example needs {package}")
    (tmp_path / "study").mkdir()
    made_study(tmp_path / "study", 2, 2)
    monkeypatch.chdir(tmp_path)
    (example,) = [one for one in EXAMPLE.findall(PAGE) if f"import {package}" in one]
    names: dict[str, object] = {}

    exec(example, names)  # noqa: S102 - our own page

    assert len(example.strip().splitlines()) == 2
    if package == "duckdb":
        people = names["people"]
        assert isinstance(people, duckdb.DuckDBPyRelation)
        assert len(people.fetchall()) == 2
    else:
        assert set(names["readings"]["recording"]) == {  # type: ignore[index] # a data frame
            f"person-00{person}/day{day}.mp4" for person in (1, 2) for day in (1, 2)
        }
