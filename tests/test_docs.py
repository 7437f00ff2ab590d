"""What the documentation names must exist: links, files and modules."""

import re
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "samples" / "README.md",
    ROOT / "calibration" / "README.md",
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
ROOMS = "posturecam|app|cli|core|edges|page|reports|settings|stretches|view"
FILE = re.compile(rf"`((?:{ROOMS}|bundling|calibration|docs|samples|tests)/[\w./-]+\.\w+)`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not leads_somewhere(page, link)] == []


def test_every_file_named_is_there(page: Path) -> None:
    """Modules are named from the root of the project or from `posturecam/`."""
    named = FILE.findall(page.read_text(encoding="utf-8"))

    assert [name for name in named if not is_there(name)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    if "://" in link:
        return True
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings get on code hosts."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_there(name: str) -> bool:
    return (ROOT / name).exists() or (ROOT / "posturecam" / name).exists()
