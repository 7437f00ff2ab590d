"""The examples of docs/dataset.md read a study back, in two lines each."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.made_studies import made_study
from tests.support.paths import DOCS

PAGE = (DOCS / "dataset.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def result_of(package: str, folder: Path) -> Any:
    """What the example for `package` gives, of a study of two people recorded twice."""
    pytest.importorskip(package, reason=f"the example needs {package}")
    (folder / "study").mkdir()
    made_study(folder / "study", 2, 2)
    (example,) = (one for one in EXAMPLE.findall(PAGE) if f"import {package}" in one)
    first, last = ast.parse(example).body
    names: dict[str, Any] = {}
    exec(ast.unparse(first), names)  # noqa: S102 - our own page
    return eval(ast.unparse(last), names)  # noqa: S307 - as above


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_duckdb_reads_it(tmp_path: Path) -> None:
    assert len(result_of("duckdb", tmp_path).fetchall()) == 2


def test_pandas_reads_it(tmp_path: Path) -> None:
    assert len(result_of("pandas", tmp_path)) == 4
