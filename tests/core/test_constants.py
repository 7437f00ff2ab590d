"""How many settings and constants there are is said in docs/architecture.md; it must stay true.

A constant is a name in capitals at the top of a module whose value has a number in it.  The modules
`learned_*` are written by calibration/ and count apart.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from posturecam.edges.files.known_settings import NAMES
from tests.support.paths import DOCS, ROOT

CORE = ROOT / "posturecam" / "core"
ROW = re.compile(r"^\| `([\w./*]+)` \| ([\d |]+) \|", re.MULTILINE)
HEADING = "## Settings and constants"


def table(heading: str) -> dict[str, list[int]]:
    """The rows of the table in the part of the page under `heading`: names and numbers."""
    chapter = (DOCS / "architecture.md").read_text(encoding="utf-8").partition(HEADING)[2]
    part = chapter.partition(f"### {heading}")[2].partition("\n#")[0]
    return {name: [int(one) for one in row.split("|")] for name, row in ROW.findall(part)}


def constants(module: Path) -> Iterator[ast.expr]:
    """The values of the constants of `module`."""
    for statement in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            name = (
                statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
            )
            if isinstance(name, ast.Name) and name.id.isupper() and numbers(statement.value):
                yield statement.value


def numbers(value: ast.expr) -> int:
    return sum(
        isinstance(part, ast.Constant) and type(part.value) in (int, float)
        for part in ast.walk(value)
    )


def room(module: Path) -> str:
    if module.name.startswith("learned_"):
        return "learned_*"
    return module.relative_to(CORE).parts[0]


def test_the_page_counts_the_settings() -> None:
    assert {name: [len(keys)] for name, keys in NAMES.items()} == table("Settings")


def test_the_page_counts_the_constants() -> None:
    counted = Counter(room(module) for module in CORE.rglob("*.py") for _ in constants(module))

    assert {name: total for name, (total, *_) in table("Constants").items()} == counted


def test_every_constant_is_of_one_kind() -> None:
    for name, (total, *kinds) in table("Constants").items():
        assert total == sum(kinds), name
