"""An exercise in the instance: with a camera, without one, and when nobody answers any more."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from posturecam.app.coach.done import keep
from posturecam.app.coach.lesson_run import Result
from posturecam.app.companion import leading
from posturecam.app.companion.board import Board
from posturecam.app.companion.leading import ASKS, LEFT_S, NOTHING_LED, OVER, UNSEEN_S, Leading
from posturecam.app.companion.led import Led
from posturecam.core.alerts.deferral import Hush
from posturecam.core.coach.leading import Stage
from posturecam.core.coach.movements import Movement
from posturecam.core.history.records import StretchRecord
from posturecam.core.history.report_data import Period
from posturecam.core.reasons import Why
from posturecam.core.values import Observation, Reuse
from posturecam.edges.files.clock import wall_time
from posturecam.edges.history.database import history_path
from posturecam.edges.history.listing import remember
from posturecam.edges.history.queries import read_report_data
from posturecam.errors import HistoryError, InputError
from posturecam.ports import NO_REUSE
from posturecam.settings import Settings
from posturecam.view.glance import Glance, Light
from posturecam.view.lesson import Lesson
from posturecam.view.moment import Moment
from posturecam.view.seen_set import NOT_FOLLOWED
from tests.support.desk import UPRIGHT
from tests.support.exercising import poses, reps_of
from tests.support.synthetic import pose_of

BEGUN_S = 1000.0  # of this computer's clock; the stream begins at 0
SHRUG = "shrug_and_drop"


class Instance:
    """An instance that leads; time passes when the test lets it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_s = BEGUN_S
        self.kept: list[tuple[Result, ...]] = []
        self.exercised = 0
        self.board = Board(Moment(Glance(Light.PAUSED, "paused")))
        monkeypatch.setattr(leading, "keep", self._keep)
        self.leading = Leading(
            self.board, self._count, clock=lambda: self.now_s, beside=lambda _go: None
        )

    def _keep(
        self, results: tuple[Result, ...], settings: Settings, kept: tuple[StretchRecord, ...]
    ) -> tuple[StretchRecord, ...]:
        self.kept.append(results)
        return keep(results, settings, kept)

    def _count(self) -> None:
        self.exercised += 1

    @property
    def lesson(self) -> Lesson:
        lesson = self.board.moment.lesson
        assert lesson is not None
        return lesson

    def jump(self, by_s: float) -> None:
        self.now_s += by_s
        self.leading.step()

    def wait(self, for_s: float) -> None:
        until_s = self.now_s + for_s
        while self.now_s < until_s:
            self.now_s += 0.25
            self.leading.step()

    def see(self, observation: Observation) -> Observation:
        self.now_s = max(self.now_s, BEGUN_S + observation.t)
        return self.leading.take(observation)


@pytest.fixture
def instance(monkeypatch: pytest.MonkeyPatch) -> Instance:
    return Instance(monkeypatch)


def sitting(t: float) -> Observation:
    return Observation(t, (replace(pose_of(UPRIGHT), t=t),))


def test_a_set_before_the_camera_is_counted_kept_and_noted(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    instance.leading.do("skip")  # the reading
    reps = reps_of(5, hold_s=3.0, pause_s=1.5)
    for pose in poses(Movement.SHRUG, reps, until_s=reps[-1].end_s + 4):
        assert instance.see(Observation(pose.t, (pose,))).why in (Why.EXERCISING, None)
        if instance.lesson.stage is Stage.OVER:
            break

    assert instance.lesson.stage is Stage.OVER
    instance.leading.step()
    assert instance.lesson.finished
    assert "5 of 5 repetitions, 5 seen by the camera" in instance.lesson.summary[0]
    assert [one.exercise.key for one in instance.kept[0]] == [SHRUG]
    assert instance.exercised == 1
    instance.wait(1)
    assert len(instance.kept) == 1


def test_posture_is_not_judged_meanwhile_and_alerts_wait(instance: Instance) -> None:
    before = sitting(0.0)
    assert instance.leading.take(before) is before
    assert instance.leading.hush() is None
    assert instance.leading.every_s is None

    instance.leading.begin(SHRUG)
    led = instance.see(sitting(0.1))
    assert (led.people, led.why) == ((), Why.EXERCISING)
    assert instance.leading.hush() is Hush.EXERCISING
    assert instance.leading.every_s == 1 / 8
    nobody = Observation(0.2, (), Why.NOBODY)
    assert instance.see(nobody) is nobody  # so that an absence is one

    instance.leading.do("pause")
    assert instance.leading.every_s is None
    paused = sitting(0.3)
    assert instance.see(paused) is paused
    assert instance.leading.hush() is Hush.EXERCISING


def test_without_a_camera_time_is_counted_and_it_says_so(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    instance.wait(UNSEEN_S + 1)
    assert instance.lesson.note == "The camera does not look (paused): time is counted."

    instance.leading.do("skip")
    instance.wait(60)
    assert instance.lesson.finished
    assert "5 of 5" in instance.lesson.summary[0]
    assert instance.exercised == 1


@pytest.mark.parametrize("why", [Why.PAUSED, Why.CAMERA_BUSY])
def test_a_camera_that_is_away_does_not_look(instance: Instance, why: Why) -> None:
    instance.leading.begin(SHRUG)
    for number in range(40):
        instance.see(Observation(0.1 * number, (), why))
        instance.leading.step()

    assert "time is counted" in instance.lesson.note


def test_a_camera_that_comes_back_looks_again(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    instance.wait(UNSEEN_S + 1)
    instance.leading.take(sitting(7.0))  # of a stream with another origin
    instance.now_s += 0.1
    instance.leading.take(sitting(7.1))

    assert instance.lesson.note == ""


def test_what_no_camera_can_follow_needs_no_pictures(instance: Instance) -> None:
    instance.leading.begin("slow_breathing")
    instance.leading.step()

    assert instance.lesson.note == NOT_FOLLOWED
    assert instance.leading.every_s is None
    assert instance.see(sitting(0.1)).why is Why.EXERCISING
    assert instance.lesson.note == NOT_FOLLOWED


def test_another_exercise_ends_the_one_that_is_on(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    assert instance.leading.begin("chin tuck") == "leading: Chin tuck"

    assert instance.lesson.exercise == "chin_tuck"
    assert instance.kept[0][0].exercise.key == SHRUG
    assert instance.exercised == 0  # nothing of it was done


def test_a_pause_is_asked_for_not_toggled(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    for wish, paused in (("pause", True), ("pause", True), ("resume", False), ("resume", False)):
        instance.leading.do(wish)
        assert instance.lesson.paused is paused


def test_what_hurts_after_its_end_has_hurt(instance: Instance) -> None:
    instance.leading.begin("cat_cow")
    instance.wait(120)
    assert instance.lesson.finished
    (done,) = exercises()
    assert done.is_done

    for wish in ("hurts", "no", "no", "yes"):
        instance.leading.do(wish)
    offered = instance.lesson.exercise
    instance.leading.do("skip")
    instance.wait(300)
    instance.leading.do("close")

    assert [(one.exercise, one.hurt) for one in exercises()] == [
        ("cat_cow", True),
        (offered, False),
    ]


def exercises() -> tuple[StretchRecord, ...]:
    return read_report_data(history_path(), Period(0, 1e12)).stretches


def test_a_stop_ends_the_questions_too(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    instance.leading.do("hurts")
    assert instance.leading.do("pause") == ASKS
    assert instance.leading.do("stop") == OVER
    assert instance.lesson.finished
    assert len(instance.kept) == 1
    assert [instance.leading.do(wish) for wish in ("pause", "resume")] == [OVER, OVER]


def test_a_pause_is_no_time_without_a_camera(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    instance.see(sitting(0.1))
    instance.leading.do("pause")
    instance.wait(UNSEEN_S + 3)
    assert instance.lesson.note == ""

    instance.leading.do("resume")
    instance.wait(UNSEEN_S - 1)
    assert instance.lesson.note == ""
    instance.wait(2)
    assert "time is counted" in instance.lesson.note


@pytest.mark.parametrize("paused_s", [1.75, 3.0])
def test_nothing_passes_in_a_pause(instance: Instance, paused_s: float) -> None:
    instance.leading.begin(SHRUG)
    instance.see(sitting(0.1))
    instance.see(sitting(0.6))
    instance.leading.do("pause")
    instance.wait(paused_s)
    instance.leading.do("resume")
    instance.see(sitting(0.6 + paused_s + 0.25))
    instance.leading.close()

    assert instance.kept[0][0].lead.lasted_s == pytest.approx(0.85, abs=0.3)


def test_what_is_offered_begins_with_the_camera(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    instance.see(sitting(0.1))
    for wish in ("hurts", "no", "no"):
        instance.leading.do(wish)
    instance.jump(UNSEEN_S + 3)
    instance.leading.do("yes")

    assert (instance.lesson.stage, instance.lesson.note) == (Stage.READY, "")


def test_it_hurts_asks_and_offers_another(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    instance.leading.do("hurts")
    assert instance.lesson.asking
    assert instance.lesson.signs
    instance.leading.do("no")
    instance.leading.do("no")
    offered = instance.lesson.offer
    assert offered

    instance.leading.do("yes")
    assert (instance.lesson.exercise, instance.lesson.stage) == (offered, Stage.READY)
    assert instance.kept == []
    instance.leading.do("stop")
    assert [one.exercise.key for one in instance.kept[0]] == [SHRUG, offered]


def test_what_has_hurt_before_is_not_offered(instance: Instance) -> None:
    first = _offered(instance)
    remember(history_path(), StretchRecord(wall_time().unix_s, first, hurt=True))

    then = _offered(instance)
    assert then not in ("", first)
    history_path().write_text("no history")
    assert _offered(instance) == then  # nor while the history cannot be read


def _offered(instance: Instance) -> str:
    instance.leading.begin(SHRUG)
    for wish in ("hurts", "no", "no"):
        instance.leading.do(wish)
    return instance.lesson.offer


@pytest.mark.parametrize("wish", ["pause", "hurts"])
def test_whoever_leaves_in_the_middle_is_not_waited_for(instance: Instance, wish: str) -> None:
    instance.leading.begin(SHRUG)
    instance.leading.do(wish)
    instance.jump(LEFT_S - 1)
    assert not instance.lesson.finished

    instance.jump(2)
    assert instance.lesson.finished
    assert len(instance.kept) == 1
    instance.jump(LEFT_S + 1)
    assert instance.board.moment.lesson is None  # its end has been put away
    assert not instance.leading.step()


def test_what_was_done_is_put_away_when_it_is_closed(instance: Instance) -> None:
    instance.leading.begin(SHRUG)
    instance.leading.do("stop")
    assert instance.lesson.finished
    instance.leading.do("close")

    assert instance.board.moment.lesson is None
    assert len(instance.kept) == 1
    with pytest.raises(InputError, match=NOTHING_LED):
        instance.leading.do("pause")


def test_the_end_of_the_instance_keeps_what_was_done(instance: Instance) -> None:
    instance.leading.begin("slow_breathing")
    instance.wait(400)
    instance.leading.begin(SHRUG)
    instance.leading.close()

    assert [one[0].exercise.key for one in instance.kept] == ["slow_breathing", SHRUG]
    instance.leading.close()
    assert len(instance.kept) == 2


def test_a_history_that_cannot_be_written_ends_nothing(
    instance: Instance, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_about: object) -> None:
        msg = "The disk is full."
        raise HistoryError(msg)

    monkeypatch.setattr(leading, "keep", refuse)
    instance.leading.begin(SHRUG)
    instance.leading.do("stop")

    assert instance.lesson.finished
    assert "The disk is full." in caplog.text


@pytest.mark.parametrize("name", ["swimming", "no such thing"])
def test_what_cannot_be_led_leaves_the_one_that_is_on(instance: Instance, name: str) -> None:
    instance.leading.begin(SHRUG)
    with pytest.raises(InputError):
        instance.leading.begin(name)
    with pytest.raises(InputError, match="dance"):
        instance.leading.do("dance")

    assert instance.lesson.exercise == SHRUG


def test_its_thread_leads_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[object] = []
    alone = Instance(monkeypatch)
    alone.leading = Leading(
        alone.board, alone._count, clock=lambda: alone.now_s, beside=threads.append
    )
    alone.leading.begin(SHRUG)
    alone.leading.close()
    (go,) = threads
    assert callable(go)
    go()  # ends at once: nothing is led any more


class Asked:
    """Observations that remember for what they were asked."""

    live = True

    def __init__(self, times: Iterator[float]) -> None:
        self._times, self.asked = times, list[tuple[float, Reuse]]()

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        self.asked.append((not_before_s, reuse))
        t = next(self._times, None)
        return None if t is None else sitting(t)


def test_more_and_fresh_pictures_while_it_lasts(instance: Instance) -> None:
    source = Asked(iter((0.0, 1.0)))
    led, reuse = Led(source, instance.leading), Reuse(4.0, 0.01)
    first = led.next(2.0, reuse)
    instance.leading.begin(SHRUG)
    second = led.next(2.0, reuse)

    assert source.asked == [(2.0, reuse), (0.125, NO_REUSE)]
    assert first is not None
    assert first.people
    assert second is not None
    assert second.why is Why.EXERCISING
    assert led.next(0.1) is None
