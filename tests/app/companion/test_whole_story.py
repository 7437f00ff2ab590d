"""From a fresh install to the first alert: the instance, the page's process and a real browser."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from posturecam.app.calibrate import guided
from posturecam.app.companion import aftercare
from posturecam.edges.control.client import Instance
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.settings_file import read_settings
from posturecam.view.commands import OpenPage
from posturecam.view.glance import Light
from tests.support.browser import chromium, needs_chromium
from tests.support.desk import FORWARD, UPRIGHT, tape
from tests.support.instances import until, visited
from tests.support.opened_page import address_in, opened
from tests.support.patience import wait_until

__all__ = ["opened"]  # a fixture

pytestmark = [
    pytest.mark.slow,
    needs_chromium,
    pytest.mark.skipif(sys.platform == "win32", reason="a browser that is a script"),
]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every step of the calibration take no longer than somebody needs to see it."""
    monkeypatch.setattr(guided, "READY_S", 0.5)
    monkeypatch.setattr(guided, "ANSWER_S", 0.5)
    for pose, lesson in guided.LESSONS.items():
        monkeypatch.setitem(guided.LESSONS, pose, replace(lesson, lasts_s=2.0))
    monkeypatch.setattr(aftercare, "CHECK_S", 3.0)
    monkeypatch.setattr(aftercare, "TRIAL_S", 3.0)


def test_without_typing_anything_after_start(opened: Path, tmp_path: Path) -> None:
    story = tape(tmp_path / "story.tape.jsonl", (12, UPRIGHT), (120, FORWARD))
    hosts = set[str]()

    def visit(running: Instance) -> None:
        until(running, Light.UNCALIBRATED)
        running.do(OpenPage())
        with chromium() as browser:
            page = browser.new_page()
            page.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))
            page.goto(address_in(opened))
            _calibrate(page)
            _be_alerted(page, running)
            _pause(page, running)
            _change_a_limit(page, running)
            _delete_everything(page)

    visited(visit, "alerts.hold_s=2", source=str(story))
    assert hosts == {"127.0.0.1"}


def _calibrate(page: Page) -> None:
    page.get_by_role("link", name="Calibrate now").click()
    page.get_by_role("button", name="Upright only").click()
    expect(page.get_by_role("heading", name="See it measure")).to_be_visible()
    expect(page.get_by_role("heading", name="This is an alert")).to_be_visible()
    expect(page.get_by_role("heading", name="Calibrated")).to_be_visible()
    page.get_by_role("button", name="Go to Now").click()
    assert profile_store.entries(folders.profiles_dir())


def _be_alerted(page: Page, running: Instance) -> None:
    wait_until(lambda: bool(running.glance().alert), "an alert")
    card = page.get_by_role("button", name="Did it")
    card.click()
    wait_until(lambda: not running.glance().alert, "the end of the alert")


def _pause(page: Page, running: Instance) -> None:
    page.get_by_text("Pause", exact=False).first.click()
    page.get_by_text("15 min", exact=False).first.click()
    until(running, Light.PAUSED)
    page.get_by_role("button", name="Resume").first.click()
    until(running, Light.WELL, Light.BEYOND)


def _change_a_limit(page: Page, running: Instance) -> None:
    page.get_by_role("link", name="Settings").click()
    field = page.get_by_role("spinbutton", name=re.compile("craniovertebral", re.IGNORECASE))
    field.fill("40")
    expect(
        page.get_by_text(re.compile("minutes? with this|seconds? with this")).first
    ).to_be_visible()
    page.get_by_role("button", name="Save").click()
    wait_until(
        lambda: read_settings(folders.settings_path(), ()).limits.forward_head_deg == 40.0, "it"
    )
    wait_until(
        lambda: (running.state()["figure"] or {}).get("cva_limit_deg") == 40.0, "the new limit"
    )


def _delete_everything(page: Page) -> None:
    page.get_by_role("link", name="Privacy").click()
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name=re.compile("^(Yes|Delete)")).last.click()
    wait_until(lambda: not profile_store.entries(folders.profiles_dir()), "no profile")
    wait_until(lambda: not folders.settings_path().exists(), "no settings")
