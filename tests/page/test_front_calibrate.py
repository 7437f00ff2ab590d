"""The view Calibrate: the own picture only while it is looked at, words for what is wrong."""

import pytest
from playwright.sync_api import Browser, Page, expect

from posturecam.view.commands import Calibrate, Command, PressKey, StopCalibrating, TryAlert
from tests.support.begun_page import begin_again
from tests.support.browser import needs_chromium
from tests.support.page_world import GUIDE, SCENARIOS, World
from tests.support.patience import wait_until

pytestmark = [needs_chromium, pytest.mark.desktop]


@pytest.fixture(autouse=True)
def _as_at_first(world: World, page: Page) -> None:
    begin_again(world, page)
    page.evaluate("location.hash = '#/calibrate'")
    expect(page.get_by_role("heading", name="Sit as you work")).to_be_visible()


def asked(world: World, command: Command) -> None:
    wait_until(lambda: command in world.live.asked, str(command))


def hide(page: Page, *, hidden: bool) -> None:
    """Do what a browser does when its window is hidden or shown."""
    page.evaluate(
        """(hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }""",
        hidden,
    )


def test_before_it_begins_one_sees_whether_the_picture_is_good(world: World, page: Page) -> None:
    hints = page.get_by_label("Begin").locator(".hints li")
    expect(hints).to_have_count(0)
    guide = {**GUIDE, "stage": "intro", "phase": "", "hints": ["come 10 cm nearer"]}
    world.live.more = {"guide": guide, "outline": SCENARIOS["calibrating"]["outline"]}
    expect(hints).to_have_text(["Come 10 cm nearer"])
    world.live.more["guide"] = {**guide, "hints": []}
    expect(hints).to_have_text(["You are well in the picture"])


def test_pictures_come_only_while_somebody_can_see_them(world: World, page: Page) -> None:
    live = world.live
    wait_until(lambda: live.pictured == 1, "pictures to start or end")
    expect(page.locator(".mirror img")).to_have_js_property("naturalWidth", 640)

    hide(page, hidden=True)
    wait_until(lambda: live.pictured == 0, "pictures to start or end")
    hide(page, hidden=False)
    wait_until(lambda: live.pictured == 1, "pictures to start or end")

    page.evaluate("location.hash = '#/now'")
    wait_until(lambda: live.pictured == 0, "pictures to start or end")
    hide(page, hidden=True)
    hide(page, hidden=False)  # of another view
    expect(page.locator(".hero")).to_be_visible()
    assert live.pictured == 0


@pytest.mark.parametrize(
    ("words", "poses"),
    [("The usual five poses", ""), ("Upright only", "upright"), ("All ten poses", "all")],
)
def test_a_calibration_begins_with_the_poses_that_are_wanted(
    world: World, page: Page, words: str, poses: str
) -> None:
    page.get_by_role("button", name=words).click()
    asked(world, Calibrate(poses))


def test_a_pose_says_what_to_do_and_what_is_wrong_just_now(world: World, page: Page) -> None:
    world.live.scenario = "calibrating"
    pose = page.get_by_label("Pose", exact=True)

    expect(pose.locator("h2")).to_have_text("1 of 3: Upright")
    expect(pose.locator(".todo")).to_have_text("Sit as well as you comfortably can.")
    expect(pose.locator(".hints.wrong li")).to_have_text(
        ["Come 10 cm nearer", "Your chin is in the shadow"]
    )
    expect(pose.locator(".ring")).to_have_attribute("aria-label", "7 seconds left")
    expect(pose.locator(".figure")).to_have_class("figure guide")
    expect(page.locator(".steps [aria-current=step]")).to_have_text("Poses")
    expect(page.locator(".mirror .person, .mirror .guide")).to_have_count(2)
    expect(page.locator(".view > [role=status]")).to_contain_text("Come 10 cm nearer".lower())

    world.live.more = {"guide": {**GUIDE, "hints": []}}
    expect(pose.locator(".hints.fine li")).to_have_text(["All is well"])


def test_a_pose_can_be_skipped_but_not_the_upright_one(world: World, page: Page) -> None:
    world.live.scenario = "calibrating"
    expect(page.get_by_role("button", name="Stop, change nothing")).to_be_visible()
    expect(page.get_by_role("button", name="Skip this pose")).to_have_count(0)
    upright = page.locator(".mirror .guide").get_attribute("d")

    world.live.more = {"guide": {**GUIDE, "pose": "slump", "number": 2}}
    page.get_by_role("button", name="Skip this pose").click()
    asked(world, PressKey("s"))
    expect(page.locator(".mirror .guide")).not_to_have_attribute("d", upright or "")
    page.get_by_role("button", name="Stop, change nothing").click()
    asked(world, StopCalibrating())


def test_a_question_is_answered_with_buttons(world: World, page: Page) -> None:
    world.live.scenario = "calibrating"
    world.live.more = {"guide": {**GUIDE, "phase": "answer"}}
    page.get_by_role("button", name="Once more").click()
    asked(world, PressKey("t"))
    page.get_by_role("button", name="Keep it").click()
    asked(world, PressKey("y"))


def test_after_the_poses_it_measures_alerts_and_says_what_is_next(world: World, page: Page) -> None:
    current = page.locator(".steps [aria-current=step]")
    world.live.scenario = "checking"
    check = page.get_by_label("Check", exact=True)
    expect(check.locator(".ring")).to_have_attribute("aria-label", "14 seconds left")
    expect(check.locator(".gauges li")).to_have_count(2)
    expect(check.locator(".figure")).to_be_visible()
    expect(current).to_have_text("Check")

    world.live.scenario = "trial"
    trial = page.get_by_label("Trial alert")
    expect(trial.locator(".panel.loud h3")).to_have_text("Head forward")
    expect(trial.locator(".panel.loud li")).to_have_count(3)
    expect(current).to_have_text("Trial alert")

    world.live.scenario = "done"
    page.get_by_label("Start posturecam when you log in").check()
    wait_until(lambda: ("autostart", True) in world.records.changed, "the switch")
    wait_until(lambda: world.live.pictured == 0, "pictures to start or end")
    page.get_by_role("button", name="Show the trial alert again").click()
    asked(world, TryAlert())
    page.get_by_role("button", name="Go to Now").click()
    asked(world, StopCalibrating())
    expect(page.locator("nav a[aria-current=page]")).to_have_text("Now")


def test_a_refusal_says_why_and_offers_another_try(world: World, page: Page) -> None:
    world.live.scenario = "refused"
    why = SCENARIOS["refused"]["guide"]["problems"]
    expect(page.locator(".refused .hints li")).to_have_text(why)
    page.get_by_role("button", name="Try again").click()
    asked(world, Calibrate(""))


def test_guide_drawings_follow_the_person_upright(page: Page) -> None:
    drawn = page.evaluate(
        """import('./assets/poses.js').then(({ guideOutline, poseOf }) => {
        const me = [[.2, 1], [.25, .8], [.3, .75], [.45, .7], [.42, .4], [.5, .2], [.58, .4],
          [.55, .7], [.7, .75], [.75, .8], [.8, 1]];
        const names = ['upright', 'slump', 'lean_in', 'shrug', 'what'];
        return Object.fromEntries(names.map((name) => [name, guideOutline(name, me)]));
      })"""
    )
    upright = drawn["upright"]
    assert all(y > y0 for (_, y), (_, y0) in zip(drawn["slump"], upright, strict=True))
    assert drawn["lean_in"][0][0] < upright[0][0] < upright[-1][0] < drawn["lean_in"][-1][0]
    assert drawn["shrug"][1][1] < upright[1][1]
    assert drawn["shrug"][5] == upright[5]  # the head stays
    assert drawn["what"] == upright


def test_whoever_opens_the_page_while_calibrating_sees_that(browser: Browser, world: World) -> None:
    world.live.scenario = "calibrating"
    opened = browser.new_context().new_page()
    opened.goto(world.invite())
    expect(opened.get_by_label("Pose", exact=True)).to_be_visible()
    opened.evaluate("location.hash = '#/now'")  # and may still go elsewhere
    expect(opened.locator(".hero.calibrating")).to_be_visible()
    opened.get_by_role("link", name="Go on").click()
    expect(opened.get_by_label("Pose", exact=True)).to_be_visible()
    opened.context.close()
