"""A report under every extreme of its settings, on nothing and on very little."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from posturecam.cli.main import cli
from posturecam.core.values import Why
from posturecam.settings import Settings
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile

SECTIONS = ("report", "hints", "limits")
FORMS = ("html", "text", "json", "csv")


def extremes() -> list[str]:
    """Every number of the settings that a report goes by, at its least and its most."""
    found = []
    for section in SECTIONS:
        for key, field in type(getattr(Settings(), section)).model_fields.items():
            for part in field.metadata:
                limits = (getattr(part, name, None) for name in ("ge", "le"))
                found += [f"{section}.{key}={limit:g}" for limit in limits if limit is not None]
    return found


@pytest.fixture
def filed(tmp_path: Path) -> None:
    with_profile()
    story = tape(tmp_path / "a.tape.jsonl", (8, UPRIGHT), (8, FORWARD))
    nobody = tape(tmp_path / "b.tape.jsonl", (8, Why.NOBODY))
    for source, at in ((story, "2026-10-07T09:00"), (nobody, "2026-10-17T09:00")):
        result = CliRunner().invoke(cli, ["replay", str(source), "--record-at", at])
        assert result.exit_code == 0, result.output


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize("day", ["2026-10-07", "2026-10-17", "2026-10-27"])
def test_a_little_nobody_and_nothing(day: str) -> None:
    until = datetime.fromisoformat(day).replace(hour=23)
    period = ("report", "--since", day, "--until", f"{until:%Y-%m-%dT%H:%M}", "--output", "-")
    cases = [(form, "report.least_min=0") for form in FORMS]
    cases += [("json", extreme) for extreme in extremes()]

    for form, extreme in cases:
        least = ("--set", "report.least_min=0", "--set", extreme)
        result = CliRunner().invoke(cli, [*period, "--format", form, *least])

        assert result.exit_code == 0, (form, extreme, result.output)
