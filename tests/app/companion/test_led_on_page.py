"""An exercise that is led on the page: the instance, the page's process and a real browser."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from posturecam.core.coach.movements import Movement
from posturecam.core.history.report_data import Period
from posturecam.edges.control.client import Instance
from posturecam.edges.files import folders
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import read_report_data
from posturecam.edges.sources.tape_lines import from_picture, from_seen
from posturecam.view.commands import OpenPage
from posturecam.view.glance import Light
from tests.support.browser import chromium, needs_chromium
from tests.support.desk import PICTURE, UPRIGHT, with_profile
from tests.support.exercising import poses, reps_of
from tests.support.instances import until, visited
from tests.support.opened_page import address_in, opened

__all__ = ["opened"]

pytestmark = [
    pytest.mark.slow,
    needs_chromium,
    pytest.mark.skipif(sys.platform == "win32", reason="a browser that is a script"),
]

OWN = """
[exercise.two_shrugs]
name = "Two shrugs"
kind = "relax"
places = ["desk"]
answers = { raised_shoulders = 3 }
dose = { repetitions = 2 }
followed = "shrug"
steps = ["Sit.", "Lift your shoulders."]
"""


def shrugs(path: Path) -> Path:
    """Somebody who sits and shrugs twice, again and again: a recording begins anew at its end."""
    reps = reps_of(2, hold_s=0.6, from_s=4.0)
    seen = poses(Movement.SHRUG, reps, person=UPRIGHT)
    lines = [from_picture(PICTURE), *(from_seen(pose, PICTURE) for pose in seen)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_shrug_is_led_counted_and_kept(opened: Path, tmp_path: Path) -> None:
    with_profile()
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        running.do(OpenPage())
        with chromium() as browser:
            page = browser.new_page()
            page.goto(address_in(opened))
            expect(page.locator("body[data-connection=running]")).to_be_attached()
            _be_led(page, running)

    settings = folders.settings_path()  # the page's process reads them too
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f"[stretches]\nown_file = '{own}'\n", encoding="utf-8")
    visited(visit, "history.record=true", source=str(shrugs(tmp_path / "shrugs.tape.jsonl")))
    (record,) = read_report_data(history_path(), Period(0, 1e12)).stretches
    assert record.exercise == "two_shrugs"
    assert record.repetitions


def _be_led(page: Page, running: Instance) -> None:
    page.evaluate("location.hash = '#/exercises/two_shrugs/lead'")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("button", name="It hurts")).to_be_visible()
    assert running.glance().light is Light.LEADING
    page.keyboard.press("s")  # what is read before it
    expect(page.get_by_text("2 of 2 repetitions").last).to_be_visible()
    page.get_by_role("button", name="Close").click()
    until(running, Light.WELL)
