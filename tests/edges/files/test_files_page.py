"""The page about files names everything that is written."""

import pytest

from posturecam.core.values import Assessment, Cause, Event, EventKind, Level, Verdict, Why
from posturecam.edges.files.events_jsonl import event_row
from posturecam.view.reading_row import COLUMNS
from tests.support.paths import DOCS

PAGE = (DOCS / "files.md").read_text(encoding="utf-8")
EVENT = event_row(Event(0.0, EventKind.AWAY), Assessment(0.0, Verdict.UNKNOWN, why=Why.NOBODY))


@pytest.mark.parametrize("name", [*COLUMNS, *EVENT, *Verdict, *EventKind, *Cause, *Level])
def test_the_page_of_files_tells_every_name(name: str) -> None:
    assert f"`{name}`" in PAGE
