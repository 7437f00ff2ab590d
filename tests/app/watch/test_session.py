import io
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from posturecam import monitor
from posturecam.app.calibrate.recalibrate import recalibrate_now
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.run_totals import Totals
from posturecam.app.watch.controls import Controls
from posturecam.app.watch.quiet import Quiet
from posturecam.app.watch.session import Outlets, Session
from posturecam.app.watch.telling import Telling
from posturecam.core.alerts.alert_dispatch import Reported
from posturecam.core.alerts.deferral import Hush, Summary
from posturecam.core.alerts.requests import BreakTaken, ExerciseDone, Snooze
from posturecam.core.values import Cause, Event, EventKind, Level, Verdict, Why
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.annotation import Image
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.events_jsonl import JsonLines
from posturecam.edges.files.settings_file import checked
from posturecam.errors import StorageError
from posturecam.reports.run_text import run_rows
from posturecam.settings import Breaks, Notifications, Settings
from posturecam.view.event_line import event_line
from posturecam.view.headline import state_of
from posturecam.view.screen import Around, Screen, compose
from tests.support.calibrated import SIZE
from tests.support.desk import (
    FORWARD,
    UPRIGHT,
    ListedObservations,
    Part,
    calibrated,
    sitting,
    with_profile,
)
from tests.support.ways import ways_by

RULES = rules_of(
    checked({"alerts": {"hold_s": 2, "away_s": 2}, "breaks": {"every_min": 0.2}}, "test")
)


class Everything:
    """View, notifier and window: remembers what it was told."""

    def __init__(self) -> None:
        self.screens: list[Screen] = []
        self.lines: list[str] = []
        self.notes: list[str] = []
        self.answers: list[str] = []
        self.in_window = ""
        self.reported: list[tuple[str, str, tuple[str, ...]]] = []
        self.pressed: tuple[str, ...] = ()
        self.withdrawn = 0
        self.images: list[Image] = []

    def show(self, shown: Screen | Image, *, again: bool = False) -> None:  # noqa: ARG002
        if isinstance(shown, Screen):
            self.screens.append(shown)
        else:
            self.images.append(shown)

    def answer(self, line: str) -> None:
        self.answers.append(line)

    def keys(self) -> str:
        keys, self.in_window = self.in_window, ""
        return keys

    def say(self, t: float, line: str) -> None:  # noqa: ARG002
        self.lines.append(line)

    def note(self, line: str) -> None:
        self.notes.append(line)

    def notify(self, title: str, body: str, buttons: dict[str, str]) -> bool:
        self.reported.append((title, body, tuple(buttons.values())))
        return True

    def pump(self) -> tuple[str, ...]:
        pressed, self.pressed = self.pressed, ()
        return pressed

    def withdraw(self) -> None:
        self.withdrawn += 1


class Desk:
    def __init__(self, wanted: Notifications | None = None, breaks: Breaks | None = None) -> None:
        self.hush: Hush | None = None
        self.all = Everything()
        self.rows = io.StringIO()
        self.now_s = 100.0
        self.interrupted = 0
        self.controls = Controls(900, clock=self.clock)
        self.totals = Totals()
        ways, self.sound, self.border, self.break_screen = ways_by(self.all)
        settings = Settings(notifications=wanted or Notifications(), breaks=breaks or Breaks())
        self.telling = Telling(RULES.offers.catalogue, settings, ways, self.all.note)
        self.session = Session(
            RULES,
            self.controls,
            Outlets(self.all, self.telling, self.all),
            ("camera 0", "default"),
            self.totals,
            Quiet(self),
            clock=self.clock,
            interrupt=self.interrupt,
        )
        self.session.size = SIZE
        self.session.rows = JsonLines(self.rows)

    def clock(self) -> float:
        return self.now_s

    def latest(self) -> Hush | None:
        return self.hush

    fresh = latest

    def wait(self, *, waits: bool) -> None:
        self.waits = waits

    def interrupt(self) -> None:
        self.interrupted += 1

    @property
    def screen(self) -> Screen:
        return self.all.screens[-1]

    def live_through(self, *parts: Part, call_until_s: float = 0.0) -> "Desk":
        observations = ListedObservations(sitting(*parts))
        for tick in monitor.watch(observations, PROFILE, RULES, self.controls):
            self.hush = Hush.IN_CALL if tick.assessment.t < call_until_s else None
            self.session.take_in(tick)
        return self


PROFILE = calibrated().profile


def test_an_alert_is_shown_told_written_and_counted() -> None:
    desk = Desk().live_through((3, UPRIGHT), (4, FORWARD))

    (alert,) = [one for one in desk.all.reported if one[0] == "Head forward"]
    assert "Try: " in alert[1]
    assert alert[2] == ("Show me", "Did it", "Snooze 15 min")
    assert desk.all.screens[-1].card is not None
    assert desk.all.screens[-1].headline.state == "head forward"
    assert desk.totals.alerts == 1
    rows = [json.loads(line) for line in desk.rows.getvalue().splitlines()]
    assert [row["event"] for row in rows if row["type"] == "event"] == ["alert"]
    assert len([row for row in rows if row["type"] == "look"]) == 28
    assert len(desk.all.images) == 28
    assert desk.all.images[-1].shape == (480, 640, 3)


def test_the_card_goes_when_the_fault_is_over() -> None:
    desk = Desk().live_through((4, FORWARD), (12, UPRIGHT))

    assert desk.all.screens[-1].card is None
    assert any("corrected after" in line for line in desk.all.lines)


@pytest.mark.parametrize("button", ["snooze", "show"])
def test_the_buttons_of_a_notification(button: str) -> None:
    desk = Desk().live_through((4, FORWARD))
    desk.all.pressed = (button,)

    assert desk.session.poll() is (button == "snooze")

    if button == "show":
        assert desk.all.reported[-1][1].startswith("1. ")
        assert desk.all.reported[-1][2] == ()
    else:
        desk.live_through((2, UPRIGHT))
        assert desk.all.screens[-1].card is None
        assert any("snoozed for" in fact for fact in desk.all.screens[-1].footer.facts)


def test_did_it_ends_the_alert_and_its_border() -> None:
    desk = Desk(Notifications(border=True)).live_through((4, FORWARD))
    assert desk.border.now is not None
    desk.all.pressed = ("did",)

    assert desk.session.poll()

    assert desk.screen.card is None
    assert desk.screen.answer == "exercise noted"
    assert desk.border.now is None
    assert desk.controls.take() == [ExerciseDone()]
    desk.session.poll()
    assert desk.all.withdrawn == 1


def test_did_it_counts_a_break_as_taken() -> None:
    desk = Desk().live_through((13, UPRIGHT))
    assert desk.screen.card is not None
    desk.all.pressed = ("did",)

    desk.session.poll()

    assert (desk.screen.card, desk.screen.answer) == (None, "break noted")
    assert desk.controls.take() == [BreakTaken()]


def test_did_it_without_an_alert_says_so() -> None:
    desk = Desk().live_through((1, UPRIGHT))
    desk.all.pressed = ("did",)
    desk.session.poll()
    assert desk.screen.answer == "there is no alert or break now"
    assert desk.controls.take() == []


def test_a_correction_takes_border_and_notification_away() -> None:
    desk = Desk(Notifications(border=True)).live_through((4, FORWARD), (7, UPRIGHT))

    assert len(desk.border.shown) == 1
    assert (desk.border.now, desk.all.withdrawn) == (None, 1)


def test_a_pause_takes_the_border_away_at_once() -> None:
    desk = Desk(Notifications(border=True)).live_through((4, FORWARD))
    desk.session.follow("p")
    assert desk.border.now is None


def test_a_snooze_asked_for_elsewhere_takes_the_border_away() -> None:
    desk = Desk(Notifications(border=True)).live_through((4, FORWARD))
    desk.controls.ask(Snooze(60.0), "")
    desk.live_through((1, FORWARD))
    assert desk.border.now is None


def test_a_trial_alert_is_on_the_screen_until_it_ends() -> None:
    desk = Desk(Notifications(border=True)).live_through((1, UPRIGHT))

    assert desk.session.try_alert() == "a trial alert is shown by a notification, a border"
    desk.session.poll()

    assert desk.screen.card is not None
    assert desk.all.reported[-1][1].startswith("This is a trial.")
    assert desk.border.now is not None
    desk.session.end_trial()
    assert (desk.screen.card, desk.border.now) == (None, None)


def test_the_end_of_a_trial_leaves_a_real_alert_alone() -> None:
    desk = Desk(Notifications(border=True)).live_through((4, FORWARD))
    desk.session.end_trial()
    assert desk.screen.card is not None
    assert desk.border.now is not None


def test_show_me_without_an_alert_shows_nothing() -> None:
    desk = Desk()
    desk.all.pressed = ("show",)

    desk.session.poll()

    assert desk.all.reported == []


@pytest.mark.parametrize("wanted", [True, False])
def test_breaks_are_notified_if_wanted(*, wanted: bool) -> None:
    desk = Desk(Notifications(breaks=wanted)).live_through((20, UPRIGHT))

    assert any(title == "Time for a break" for title, *_ in desk.all.reported) is wanted
    assert any("Time for a break" in line for line in desk.all.lines)


def test_absence_is_named() -> None:
    desk = Desk().live_through((2, UPRIGHT), (1, Why.TURNED), (4, Why.NOBODY), (3, UPRIGHT))

    states = list(dict.fromkeys(screen.headline.state for screen in desk.all.screens))
    assert states == ["sitting well", "face turned away", "nobody in view", "away"]
    assert desk.all.lines[:1] == ["away"]
    assert desk.all.lines[1].startswith("back after ")
    unseen = next(
        screen for screen in desk.all.screens if screen.headline.state == "face turned away"
    )
    assert {gauge.reason for gauge in unseen.gauges} == {"face turned away"}
    assert unseen.headline.detail == "not measuring"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("s", "no alerts for 15 min (s again: 30 min)"),
        ("d", "there is no alert to dismiss"),
        ("b", "break noted"),
        ("r", "calibrating again: sit well for 10 s"),
        ("q", "ending ..."),
    ],
)
@pytest.mark.parametrize("before", [(), ((1.0, UPRIGHT),)], ids=["opening", "running"])
def test_a_key_is_answered_before_another_look_is_taken_in(
    before: tuple[Part, ...], key: str, answer: str
) -> None:
    desk = Desk().live_through(*before)
    rows = desk.rows.getvalue()

    desk.session.follow(key)

    assert desk.screen.answer == answer
    assert desk.all.answers == [answer]
    assert desk.rows.getvalue() == rows
    assert desk.interrupted == (key == "q")


def test_an_answer_goes_away_without_another_look() -> None:
    desk = Desk().live_through((1, UPRIGHT))
    left_s = desk.session.follow("b")
    assert left_s is not None
    desk.now_s += left_s - 0.1
    desk.session.follow("")
    assert desk.screen.answer == "break noted"
    desk.now_s += 0.1
    assert desk.session.follow("") is None
    assert desk.screen.answer == ""


def test_ending_is_said_until_the_end() -> None:
    desk = Desk().live_through((1, UPRIGHT))
    assert desk.session.follow("q") is None
    desk.now_s += 60
    desk.session.follow("")
    assert desk.screen.answer == "ending ..."


def test_an_unknown_key_is_not_answered() -> None:
    desk = Desk().live_through((1, UPRIGHT))
    desk.session.follow("b")
    assert desk.session.follow("x") == pytest.approx(5.0)
    assert desk.all.answers == ["break noted"]


def test_a_pause_is_shown_at_once_in_place_of_what_was_seen_last() -> None:
    desk = Desk().live_through((4, FORWARD))
    desk.session.follow("p")
    assert (desk.screen.headline.text, desk.screen.headline.verdict) == (
        "paused (press p to resume)",
        Verdict.UNKNOWN,
    )
    desk.now_s += 1
    desk.session.follow("p")
    assert desk.screen.headline.state == "head forward"
    assert desk.screen.answer == "resuming ..."


def test_a_pause_before_the_first_look_is_shown_too() -> None:
    desk = Desk()
    desk.session.refresh()
    assert desk.screen.headline.state == "starting ..."
    desk.session.follow("p")
    assert desk.screen.headline.text == "paused (press p to resume)"


def test_after_a_pause_the_last_look_does_not_claim_that_it_lasts() -> None:
    desk = Desk().live_through((1, UPRIGHT), (1, Why.PAUSED))
    assert desk.screen.headline.state == "resuming ..."


def test_help_is_shown_and_hidden_at_once() -> None:
    desk = Desk().live_through((1, UPRIGHT))
    desk.session.follow("?")
    assert desk.screen.help
    desk.now_s += 1
    desk.session.follow("?")
    assert not desk.screen.help


@pytest.mark.parametrize("key", ["d", "s", "b"])
def test_what_puts_the_alert_away_takes_it_off_at_once(key: str) -> None:
    desk = Desk().live_through((3, FORWARD))
    assert desk.screen.card is not None
    desk.session.follow(key)
    assert desk.screen.card is None
    assert "no alert to dismiss" not in desk.screen.answer


def test_keys_of_the_window_count_as_well() -> None:
    desk = Desk().live_through((1, UPRIGHT))
    desk.all.in_window = "s"
    assert desk.session.poll()
    assert desk.screen.answer.startswith("no alerts for 15 min")
    desk.all.in_window = "q"
    with pytest.raises(KeyboardInterrupt):
        desk.session.poll()


def test_a_note_stays_until_the_next_one() -> None:
    desk = Desk().live_through((1, UPRIGHT))

    desk.session.notify_user("Recalibrating")
    desk.session.notify_user("Recalibrating")

    assert desk.all.notes == ["Recalibrating"]
    assert desk.all.screens[-1].note == "Recalibrating"


@pytest.mark.parametrize("kind", EventKind)
def test_every_event_has_its_line(kind: EventKind) -> None:
    assert event_line(Event(1.0, kind, held_s=3.0), RULES) if kind is not EventKind.ALERT else True


def recalibrated(parts: Sequence[Part], reported: list[str]) -> tuple[bool, list[str]]:
    stored = calibrated()
    observations = ListedObservations(sitting(*parts))
    first = next(monitor.watch(observations, stored.profile, RULES, Nobody()))
    fresh = recalibrate_now(stored, "default", observations, first, reported.append)
    return fresh.profile != stored.profile, reported


def test_recalibrating_takes_ten_seconds_and_saves() -> None:
    with_profile()

    changed, reported = recalibrated([(15, UPRIGHT)], [])

    assert changed
    assert reported[0].startswith("Recalibrating: sit well and look at the screen, 10 s left")
    assert reported[-1] == "Recalibrated."
    assert backup_of(folders.profiles_dir() / "default.toml").exists()


def test_who_seemed_to_slouch_when_asking_for_it_is_asked_to_check() -> None:
    with_profile()
    reported: list[str] = []
    stored = calibrated()
    observations = ListedObservations(sitting((40, FORWARD)))
    ticks = monitor.watch(observations, stored.profile, RULES, Nobody())
    since = next(tick for tick in ticks if tick.observation.t >= 25)
    recalibrate_now(stored, "default", observations, since, reported.append)
    assert reported[-1] == (
        "Recalibrated to how you sat just now. If you were not upright, sit up and press r again."
    )


def test_a_refused_recalibration_changes_nothing() -> None:
    path = with_profile()
    before = path.read_bytes()

    changed, reported = recalibrated([(1, UPRIGHT), (15, Why.NOBODY)], [])

    assert not changed
    assert reported[-1].startswith("Not recalibrated, the old calibration stays: ")
    assert path.read_bytes() == before


def test_a_recalibration_that_cannot_be_saved_holds_until_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        msg = "The disk is full."
        raise StorageError(msg)

    monkeypatch.setattr(profile_store, "save", full)

    changed, reported = recalibrated([(15, UPRIGHT)], [])

    assert changed
    assert reported[-1] == "Recalibrated for this sitting only. The disk is full."


def test_states_have_words() -> None:
    desk = Desk().live_through((1, UPRIGHT))
    assert desk.all.screens[-1].headline.verdict is Verdict.GOOD
    observations = ListedObservations(sitting((2, UPRIGHT.moved(pitch=25, cva=-4))))
    ticks = list(monitor.watch(observations, PROFILE, RULES, Nobody()))
    assert state_of(ticks[-1].assessment) in ("looking down", "head forward")


def test_a_verdict_without_the_shoulders_is_limited_wherever_it_is_shown() -> None:
    desk = Desk().live_through((3, UPRIGHT))

    said = "neck and trunk only: shoulders cannot be judged with this calibration"
    assert desk.screen.headline.state == "sitting well"
    assert desk.screen.headline.text == "sitting well, neck and trunk only"
    assert desk.screen.headline.detail.endswith(
        "; shoulders cannot be judged with this calibration"
    )
    assert desk.screen.gauges[1].reason == "shoulders cannot be judged with this calibration"
    observation = json.loads(desk.rows.getvalue().splitlines()[-1])
    assert (observation["verdict"], observation["reason"]) == ("good", said)
    assert observation["judged"] == ["neck", "trunk", "shoulder_height", "head_tilt", "distance"]
    assert list(observation)[-1] == "judged"
    assert dict(run_rows(desk.totals.summary))["  neck and trunk only"].endswith(
        "(100 %): shoulders cannot be judged with this calibration"
    )


def test_a_pause_is_about_nothing() -> None:
    desk = Desk().live_through((3, UPRIGHT))

    desk.session.follow("p")

    assert desk.screen.headline.scope == ""


def test_shoulders_switched_off_are_not_missed() -> None:
    off = replace(RULES, tolerances=replace(RULES.tolerances, rounded_shoulders_deg=0.0))
    observations = ListedObservations(sitting((2, UPRIGHT)))
    *_, last = monitor.watch(observations, PROFILE, off, Controls(900))

    screen = compose(last, off, Around("camera 0", "default"))
    assert (screen.headline.text, screen.headline.detail) == ("sitting well", "within your limits")


def test_how_long_it_was_good_is_not_said_while_a_fault_told_may_go_on() -> None:
    *_, last = monitor.watch(
        ListedObservations(sitting((2, UPRIGHT))), PROFILE, RULES, Controls(900)
    )
    reported = Reported(Cause.ROUNDED_SHOULDERS, (), Level.NOTICE, 5.0)
    alert_log = replace(last.state.alert_log, reported=(reported,))
    doubted = replace(last, state=replace(last.state, alert_log=alert_log))

    around = Around("camera 0", "default")
    assert compose(last, RULES, around).headline.lasted.startswith("for ")
    assert compose(doubted, RULES, around).headline.lasted == ""


def test_in_a_call_only_the_telling_waits() -> None:
    border = Notifications(border=True, sound=True)
    desk = Desk(border).live_through((3, UPRIGHT), (4, FORWARD), call_until_s=100)
    now = Desk(border).live_through((3, UPRIGHT), (4, FORWARD))

    assert (desk.all.reported, desk.sound.played, desk.border.shown) == ([], [], [])
    assert (now.rows.getvalue(), now.all.lines) == (desk.rows.getvalue(), desk.all.lines)
    assert desk.session.card is not None
    assert desk.totals.alerts == 1


def test_after_the_call_one_notification_says_it_all() -> None:
    wanted = Notifications(border=True, sound=True)
    desk = Desk(wanted).live_through((3, UPRIGHT), (20, FORWARD), call_until_s=12)
    ((title, body, buttons),) = desk.all.reported[:1]

    assert title == "While you were in a call"
    assert body.startswith("Head forward for 1")
    assert "Try: " in body
    assert buttons[-1].startswith("Snooze")
    assert desk.sound.played[:1] == [wanted.alert_sound]
    assert len(desk.border.shown) == 1


@pytest.mark.parametrize("told", [True, False])
def test_a_break_that_waited(told: bool) -> None:  # noqa: FBT001
    """Its screen comes too; without notifications of breaks that is all."""
    due = Event(5, EventKind.BREAK_DUE, held_s=1800, length_s=120)
    wanted = Notifications(breaks=told, sound=True)
    desk = Desk(wanted, Breaks(screen="one"))
    desk.telling.tell_late(Summary((Hush.IN_CALL,), (due,)), lambda _t: "10:40")

    bodies = [body for _, body, _ in desk.all.reported]
    assert bodies == ["A break is due since 10:40."] * told
    assert desk.sound.played == [wanted.break_sound] * told
    assert len(desk.break_screen.shown) == 1
