"""Takes the pictures of the page in docs/pictures: a sample recording before it, days made up.

PYTHONPATH=. python calibration/page_pictures.py [--out docs/pictures] [--all]

With `--all` every view is taken, light and dark, at three widths.  Needs Debian's chromium.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any, Final

import cv2
from moving_picture import ROOT
from PIL import Image
from playwright.sync_api import Browser, expect
from simulated_days import DAY_S, simulate

from posturecam import monitor
from posturecam.app.page.records import OwnRecords
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.resources import open_seen
from posturecam.core.measure.framing import advice
from posturecam.core.values import Event, Pose, Verdict
from posturecam.edges.files.profile_store import load
from posturecam.edges.files.settings_file import overridden
from posturecam.monitor import Rules, Tick
from posturecam.page.backend import Answer, Message
from posturecam.stretches.wording import alert_text
from posturecam.view.card import next_card
from posturecam.view.figure import figure_of
from posturecam.view.glance import Light
from posturecam.view.guide import Guide
from posturecam.view.light import Beside, glance_of
from posturecam.view.moment import Moment, message_of
from posturecam.view.outline import outline_of
from posturecam.view.screen import Around, compose
from tests.support.browser import chromium
from tests.support.page_records import packed_hour
from tests.support.page_world import FakeLive, FakeRecords, World, serving

SAMPLE: Final = "desk_p2_laptop"
OVERRIDES: Final = ("alerts.hold_s=3",)  # the sample is short
WELL_S: Final = 2.0  # in the sample: before the slouch
DAYS: Final = 24  # that are made up
NOW: Final = datetime(2024, 10, 31, 16, 40, tzinfo=UTC)  # on the last of them
COLOURS: Final = 256  # of a picture, so that it is small
HEIGHTS: Final = {390: 844, 768: 1024, 1440: 900}
OPEN_GAUGES: Final = "document.querySelector('.person details').open = true"
TRY_A_LIMIT: Final = """() => {
  const field = document.querySelector('#set-limits-forward_head_deg');
  field.value = 20;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}"""
POSE: Final = Guide(
    heading="Pose 1 of 5: upright",
    todo="Sit comfortably tall, shoulders loose, and look at the screen.",
    phase="hold still",
    left_s=6.2,
    of_s=10.0,
    seen="you are seen",
    quality="14 of 15 frames can be used",
    pose="upright",
    number=1,
    count=5,
)
AFTER: Final = Guide("Calibrated", "", "", 0.0, "", "")
STAGES: Final = {
    "pose": POSE,
    "check": replace(
        AFTER,
        todo="Sit as you like, then upright again: this is what is measured.",
        left_s=11.0,
        of_s=20.0,
        stage="checking",
    ),
    "trial": replace(
        AFTER,
        todo="This is what an alert looks like. It names the fault and what to do now.",
        left_s=7.0,
        of_s=10.0,
        stage="trial",
    ),
    "done": replace(
        AFTER,
        todo="That is all: posturecam goes on in the background, and this page may be closed.",
        stage="done",
    ),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a view while something is going on."""

    name: str
    view: str
    scenario: str = "well"
    scheme: str = "light"
    width: int = 1440
    first: str = ""  # what is done before it is taken
    whole: bool = True  # to the end of the page, and not only what a screen shows


SHOTS: Final = (
    Shot("page-now", "now", first=OPEN_GAUGES),
    Shot("page-alert-dark", "now", "alert", "dark"),
    Shot("page-alert-phone", "now", "alert", width=390),
    Shot("page-calibrate", "calibrate", "pose"),
    Shot("page-check-phone-dark", "calibrate", "check", "dark", 390),
    Shot("page-trial-phone", "calibrate", "trial", width=390),
    Shot("page-settings", "settings", first=TRY_A_LIMIT, whole=False),
    Shot("page-history-dark", "history", scheme="dark", whole=False),
    Shot("page-exercises", "exercises", width=768, whole=False),
    Shot("page-profiles-phone", "profiles", scheme="dark", width=390, whole=False),
    Shot("page-self-check", "self-check", width=768, whole=False),
    Shot("page-privacy", "privacy"),
)
VIEWS: Final = ("now", "calibrate", "exercises", "history", "settings", "profiles")
EVERY_VIEW: Final = (*VIEWS, "self-check", "privacy")


def every_shot() -> Iterator[Shot]:
    """Every view, light and dark, at each width."""
    for view, scheme, width in product(EVERY_VIEW, ("light", "dark"), HEIGHTS):
        yield Shot(f"page-{view}-{scheme}-{width}", view, "well", scheme, width, whole=False)


class Shown(FakeLive):
    """An instance that stands at a moment of the sample."""

    def __init__(self, moments: Mapping[str, tuple[Answer, bytes]]) -> None:
        """Stand at the `moments` by name: a state, and the picture that belongs to it."""
        super().__init__()
        self._moments = moments

    def state(self) -> Answer:
        """Return the state of the scenario."""
        return self._moments[self.scenario][0]

    def last_hour(self) -> bytes:
        """Return an hour of somebody synthetic."""
        return packed_hour()

    def _messages(self, *, pictures: bool) -> Iterator[Message]:
        for message in super()._messages(pictures=pictures):
            yield self._moments[self.scenario][1] if isinstance(message, bytes) else message


class Kept(FakeRecords):
    """Real records of days that are made up; what names folders of this computer is invented."""

    def __init__(self, own: OwnRecords) -> None:
        """Ask `own` for what can be shown."""
        super().__init__()
        self._own = own

    def today(self) -> Answer:
        """Return the last day that is made up."""
        return self._own.today()

    def history(self, days: int) -> Answer:
        """Return the days before it."""
        return self._own.history(days)

    def settings(self) -> Answer:
        """Return every setting."""
        return self._own.settings()

    def what_if(self, values: Mapping[str, Any], last_hour: bytes) -> Answer:
        """Return what the hour would have been."""
        return self._own.what_if(values, last_hour)


def moments() -> dict[str, tuple[Answer, bytes]]:
    """Return what the page shows of the sample: well, and once there is an alert."""
    settings = overridden({}, OVERRIDES)
    rules = rules_of(settings)
    folder = ROOT / "calibration"
    profile = load(folder, str(folder / f"{SAMPLE}.toml")).profile
    recording = str(ROOT / "samples" / f"{SAMPLE}.mp4")
    found: dict[str, tuple[Answer, bytes]] = {}
    card: Event | None = None
    with open_seen(recording, settings, real_time=False) as (observations, _):
        for tick in monitor.watch(observations, profile, rules, Nobody()):
            card = next_card(card, tick.events, ())
            if card is None and tick.observation.t <= WELL_S:
                found["well"] = shown(tick, rules, card)
                found |= {name: guided(tick, found["well"], name) for name in STAGES}
            elif card is not None and tick.assessment.verdict is Verdict.POOR:
                found["alert"] = shown(tick, rules, card)
            elif "alert" in found:
                break
    screen = found["alert"][0]["screen"]
    found["trial"] = ({**found["trial"][0], "screen": screen}, found["trial"][1])
    return found


def shown(tick: Tick, rules: Rules, card: Event | None) -> tuple[Answer, bytes]:
    """Return the state at `tick`, and its picture."""
    image = tick.observation.frame.image
    beside = Beside(
        profile="default",
        source="camera 0",
        today_s=17_500.0,
        well_s=14_900.0,
        alerts=3,
        alert="" if card is None else alert_text(card, None).title,
        stretch="" if card is None else card.stretch or "",
    )
    moment = Moment(
        glance=glance_of(tick, rules, beside),
        screen=compose(tick, rules, Around("camera 0", "default", card=card, alerts=3)),
        figure=figure_of(tick, rules),
        size=(image.shape[1], image.shape[0]),
        outline=outline_of(tick.pose) if isinstance(tick.pose, Pose) else (),
    )
    mirrored = cv2.cvtColor(image[:, ::-1], cv2.COLOR_RGB2BGR)
    return message_of(moment), cv2.imencode(".jpg", mirrored)[1].tobytes()


def guided(tick: Tick, well: tuple[Answer, bytes], name: str) -> tuple[Answer, bytes]:
    """Return the state in a stage of a calibration."""
    state, picture = well
    guide = asdict(STAGES[name])
    if name == "pose":
        hints = advice(tick.pose, tick.observation.frame.image) or ("come 5 cm nearer",)
        glance = {**state["glance"], "light": Light.CALIBRATING, "sentence": "calibrating"}
        return {**state, "glance": glance, "guide": {**guide, "hints": hints}}, picture
    return {**state, "guide": guide}, picture


def take(browser: Browser, world: World, shot: Shot) -> bytes:
    """Return `shot` as a PNG file."""
    world.live.scenario = shot.scenario
    size = {"width": shot.width, "height": HEIGHTS[shot.width]}
    context = browser.new_context(
        viewport=size,
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        locale="en-GB",
        timezone_id="UTC",
    )
    page = context.new_page()
    page.goto(world.invite())
    expect(page.locator("body[data-connection=running]")).to_be_attached()
    page.evaluate(f"location.hash = '#/{shot.view}'")
    expect(page.locator("main .busy:visible")).to_have_count(0)
    if shot.first:
        page.evaluate(shot.first)
        page.wait_for_timeout(500)
        expect(page.locator("main .busy:visible")).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(1500)  # the figure arrives, the picture comes, the last hour is judged
    taken = page.screenshot(full_page=shot.whole)
    context.close()
    return taken


def small(png: bytes) -> Image.Image:
    """Return a picture with few colours."""
    whole = Image.open(BytesIO(png)).convert("RGB")
    return whole.quantize(COLOURS, dither=Image.Dither.NONE)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description="Take the pictures of the page.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--all", action="store_true", help="every view, scheme and width")
    parser.add_argument("--only", default="", help="the name of one picture")
    wanted = parser.parse_args(arguments)
    shots = [*every_shot()] if wanted.all else [one for one in SHOTS if wanted.only in one.name]
    wanted.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CONFIG", "DATA", "CACHE"):
            os.environ[f"POSTURECAM_{kind}_DIR"] = folder
        first_day = int(NOW.timestamp() // DAY_S) - DAYS + 1
        simulate(Path(folder) / "history.db", first_day, DAYS)
        live = Shown(moments())
        with serving(live, Kept(OwnRecords(live, lambda: NOW))) as world, chromium() as browser:
            for shot in shots:
                path = wanted.out / f"{shot.name}.png"
                small(take(browser, world, shot)).save(path, optimize=True)
                print(f"{path.name}: {path.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
