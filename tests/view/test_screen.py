"""A screen is composed of one tick and of what is around it."""

from dataclasses import replace

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.alerts.requests import Request, Snooze
from posturecam.core.values import Assessment, Cause, Event, EventKind, Unseen, Verdict, Why
from posturecam.monitor import Tick
from posturecam.settings import Settings
from posturecam.view.footer import Footer
from posturecam.view.headline import headline_of
from posturecam.view.light import Beside, glance_of
from posturecam.view.screen import Around, compose, compose_opening
from tests.support.desk import FORWARD, UPRIGHT, ListedObservations, calibrated, sitting

RULES = rules_of(Settings())
AROUND = Around("camera 0", "desk", note="a note", help=True, alerts=1, answer="done")


@pytest.fixture(scope="module")
def tick() -> Tick:
    observations = ListedObservations(sitting((3, UPRIGHT)))
    return list(monitor.watch(observations, calibrated().profile, RULES, Nobody()))[-1]


def test_everything_around_the_tick_is_on_the_screen(tick: Tick) -> None:
    card = Event(1.0, EventKind.ALERT, Cause.SLUMP, unit="cm")
    screen = compose(tick, RULES, replace(AROUND, card=card))

    assert screen.heading == "camera 0, profile desk"
    assert (screen.note, screen.help, screen.answer) == ("a note", True, "done")
    assert screen.card is not None
    assert screen.card.title == "Slumped"
    assert (screen.cause, screen.stretch, screen.unit) == (Cause.SLUMP, "", "cm")
    assert screen.t == tick.assessment.t
    assert screen.headline.verdict is Verdict.GOOD
    assert screen.headline.text.startswith("sitting well")
    assert screen.headline.lasted.startswith("for ")
    assert not screen.opening


def test_the_exercise_of_the_card_is_named_by_its_key(tick: Tick) -> None:
    card = Event(1.0, EventKind.BREAK_DUE, stretch="walking")
    screen = compose(tick, RULES, replace(AROUND, card=card))

    assert (screen.cause, screen.stretch) == (None, "walking")
    assert compose(tick, RULES, AROUND).stretch == ""


def test_a_micro_break_is_known_from_a_break(tick: Tick) -> None:
    card = Event(1.0, EventKind.BREAK_DUE, micro=True)
    assert compose(tick, RULES, replace(AROUND, card=card)).micro
    assert not compose(tick, RULES, replace(AROUND, card=replace(card, micro=False))).micro
    assert not compose(tick, RULES, AROUND).micro


def test_the_footer_has_break_alerts_time_and_distance(tick: Tick) -> None:
    assert compose(tick, RULES, AROUND).footer == Footer(
        "", ("break in 30 min", "1 alert", "0:02 watched", "54 cm away")
    )
    unseen = replace(tick, reading=Unseen(tick.assessment.t, Why.NOBODY))
    two = compose(unseen, RULES, replace(AROUND, alerts=2)).footer
    assert two.others == ("break in 30 min", "2 alerts", "0:02 watched")


def test_without_breaks_the_footer_has_none(tick: Tick) -> None:
    alerts = replace(RULES.alerts, breaks=replace(RULES.alerts.breaks, every_s=0.0))
    footer = compose(tick, replace(RULES, alerts=alerts), AROUND).footer

    assert footer.others == ("1 alert", "0:02 watched", "54 cm away")


class Snoozing:
    """Somebody who asks for quiet from the start."""

    def take(self) -> tuple[Request, ...]:
        return (Snooze(900.0),)


def test_the_footer_says_how_long_alerts_are_off() -> None:
    observations = ListedObservations(sitting((0.25, UPRIGHT)))
    tick = next(monitor.watch(observations, calibrated().profile, RULES, Snoozing()))

    assert compose(tick, RULES, AROUND).footer.snoozed == "snoozed for 15 min"


def test_a_fault_has_lasted_as_long_as_it_was_held() -> None:
    observations = ListedObservations(sitting((1, UPRIGHT), (30, FORWARD)))
    *_, tick = monitor.watch(observations, calibrated().profile, RULES, Nobody())

    headline = compose(tick, RULES, AROUND).headline
    assert headline.verdict is Verdict.POOR
    assert headline.state == "head forward"
    lasted_s = int(headline.lasted.removeprefix("for ").removesuffix(" seconds"))
    assert 20 <= lasted_s <= 30


def test_the_sentence_says_since_when_before_what_it_is_about(tick: Tick) -> None:
    assert glance_of(tick, RULES, Beside()).sentence == (
        f"sitting well {compose(tick, RULES, AROUND).headline.lasted}, neck and trunk only"
    )


def test_no_key_of_the_terminal_is_named_where_there_is_none(tick: Tick) -> None:
    moved = replace(tick, assessment=Assessment(3.0, Verdict.UNKNOWN, why=Why.CAMERA_MOVED))
    headline = compose(moved, RULES, AROUND).headline
    assert headline.text_detail == "press r, then sit up for 10 s"
    assert "press" not in f"{headline.state} {headline.detail}"
    paused = headline_of(tick, RULES.alerts, paused=True)
    assert (paused.state, paused.key) == ("paused", "press p to resume")
    assert glance_of(tick, RULES, Beside(paused=True)).sentence == "paused"
    assert glance_of(moved, RULES, Beside()).detail == "recalibrate, then sit up for 10 s"


def test_paused_by_hand_nothing_is_said_of_the_posture(tick: Tick) -> None:
    headline = compose(tick, RULES, replace(AROUND, paused=True)).headline

    assert (headline.text, headline.detail) == ("paused (press p to resume)", "not measuring")
    assert (headline.verdict, headline.lasted) == (Verdict.UNKNOWN, "")


def test_a_pause_that_is_over_waits_for_a_picture(tick: Tick) -> None:
    paused = replace(tick, assessment=Assessment(3.0, Verdict.UNKNOWN, why=Why.PAUSED))
    headline = compose(paused, RULES, AROUND).headline

    assert (headline.text, headline.detail) == ("resuming ...", "waiting for a picture")


def test_before_the_first_picture_it_says_what_is_opened() -> None:
    screen = compose_opening(AROUND)

    assert (screen.headline.text, screen.headline.detail) == ("starting ...", "opening camera 0")
    assert (screen.gauges, screen.footer.facts, screen.opening) == ((), (), True)
    paused = compose_opening(replace(AROUND, paused=True))
    assert paused.headline.text == "paused (press p to resume)"
