"""Stories of an alert, an exercise and what came of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from posturecam.core.alerts.elapsed import elapsed_since
from posturecam.core.alerts.requests import Dismiss, ExerciseDone, Request, Snooze
from posturecam.core.alerts.sustained_fault import HoldPolicy
from posturecam.core.coach.effect_following import (
    ANSWERS_S,
    LOST_S,
    Following,
    News,
    Stage,
    end_of,
    follow_effect,
)
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Level,
    Unseen,
    Verdict,
    Why,
)
from tests.support.history_world import reading

HOLDS = HoldPolicy(hold_s=60, share=0.8, clear_ratio=0.5, clear_s=5, forgive_s=60, card_s=240)
EVERY_S = 1.0
ALERT = Event(
    0.0, EventKind.ALERT, Cause.FORWARD_HEAD, 60.0, level=Level.NOTICE, stretch="chin_tuck"
)
BREAK = Event(0.0, EventKind.BREAK_DUE, stretch="walking")


@dataclass(frozen=True, slots=True)
class Step:
    amount: float | None  # None: not seen
    events: tuple[Event, ...] = ()
    requests: tuple[Request, ...] = ()


def sat(amount: float | None, seconds: float, *then: Event | Request) -> list[Step]:
    """Sit so for a while; then something happens."""
    events = tuple(one for one in then if isinstance(one, Event))
    requests = tuple(one for one in then if not isinstance(one, Event))
    steps = [Step(amount)] * round(seconds / EVERY_S)
    return [*steps[:-1], Step(amount, events, requests)]


def assessed(t: float, amount: float | None) -> Assessment:
    if amount is None:
        return Assessment(t, Verdict.UNKNOWN, why=Why.NOBODY)
    fault = Fault(Cause.FORWARD_HEAD, amount, 8.0, "deg")
    verdict = Verdict.POOR if amount >= 8 else Verdict.GOOD
    return Assessment(t, verdict, (fault,) if amount >= 8 else (), measured=(fault,))


def followed(steps: Iterable[Step]) -> Iterator[tuple[Following, tuple[News, ...]]]:
    state, last = Following(), None
    for number, step in enumerate(steps):
        t = number * EVERY_S
        now = assessed(t, step.amount)
        seen = Unseen(t, Why.NOBODY) if step.amount is None else reading(t, -step.amount)
        events = tuple(replace(event, t=t) for event in step.events)
        elapsed = elapsed_since(last, t, 5.0)
        state, news = follow_effect(HOLDS, state, elapsed, now, seen, events, step.requests)
        last = now
        yield state, news


def news_of(steps: Sequence[Step], *, ended: bool = False) -> list[News]:
    story = list(followed(steps))
    found = [one for _, news in story for one in news]
    return [*found, *end_of(story[-1][0])] if ended else found


SLOUCHED = sat(14.0, 120, ALERT)
EXERCISE = sat(14.0, 60, ExerciseDone())


def test_the_head_came_back_and_stayed_until_the_fault_was_there_again() -> None:
    story = [*SLOUCHED, *EXERCISE, *sat(2.0, 600), *sat(15.0, 60)]
    done, known, over = news_of(story)

    assert [one.stage for one in (done, known, over)] == list(Stage)
    assert (done.done_t, done.asked.stretch, done.effect) == (179.0, "chin_tuck", None)
    assert known.effect is not None
    assert known.effect.back == pytest.approx(12.0)
    assert over.effect is not None
    assert over.effect.back == known.effect.back
    assert over.effect.stayed_s == pytest.approx(600, abs=2)
    assert not over.effect.stays


def test_the_effect_is_known_after_a_minute_of_sitting_again() -> None:
    story = [*SLOUCHED, *EXERCISE, *sat(2.0, 600)]
    at = [n for n, (_, news) in enumerate(followed(story)) if news]
    assert at[1] - at[0] == pytest.approx(70, abs=2)


def test_the_movement_of_the_exercise_itself_does_not_count() -> None:
    story = [*SLOUCHED, *EXERCISE, *sat(-20.0, 10), *sat(2.0, 600)]
    known = news_of(story)[1]
    assert known.effect is not None
    assert known.effect.back == pytest.approx(12.0, abs=0.5)


def test_when_nobody_watches_any_more_it_stayed_at_least_until_then() -> None:
    over = news_of([*SLOUCHED, *EXERCISE, *sat(2.0, 600)], ended=True)[-1]

    assert over.stage is Stage.OVER
    assert over.effect is not None
    assert over.effect.stayed_s == pytest.approx(600, abs=2)
    assert over.effect.stays


def test_whoever_leaves_ends_it_too() -> None:
    story = [*SLOUCHED, *EXERCISE, *sat(2.0, 200), *sat(None, LOST_S + 60), *sat(15.0, 200)]
    over = news_of(story, ended=True)[-1]

    assert over.effect is not None
    assert over.effect.stayed_s == pytest.approx(200, abs=2)
    assert over.effect.stays


def test_a_moment_beyond_the_limit_is_no_end() -> None:
    story = [*SLOUCHED, *EXERCISE, *sat(2.0, 200), *sat(15.0, 10), *sat(2.0, 200)]
    assert [one.stage for one in news_of(story)] == [Stage.DONE, Stage.KNOWN]


def test_who_leaves_at_once_shows_no_effect() -> None:
    story = [*SLOUCHED, *EXERCISE, *sat(2.0, 15), *sat(None, 900)]
    assert [one.stage for one in news_of(story, ended=True)] == [Stage.DONE]


def test_a_short_look_is_enough_when_no_more_comes() -> None:
    story = [*SLOUCHED, *EXERCISE, *sat(2.0, 45), *sat(None, 900)]
    known = news_of(story)[1]
    assert known.stage is Stage.KNOWN
    assert known.effect is not None


def test_a_fault_that_is_back_at_once_has_hardly_stayed_away() -> None:
    known, over = news_of([*SLOUCHED, *EXERCISE, *sat(14.0, 200)])[1:]

    assert known.effect is not None
    assert known.effect.back == pytest.approx(0.0)
    assert over.effect is not None
    assert over.effect.stayed_s == pytest.approx(0.0, abs=2)


def test_a_watch_that_ends_before_the_effect_is_known_says_nothing() -> None:
    assert [one.stage for one in news_of([*SLOUCHED, *EXERCISE], ended=True)] == [Stage.DONE]
    assert news_of([*SLOUCHED], ended=True) == []


def test_what_was_measured_until_the_end_counts() -> None:
    over = news_of([*SLOUCHED, *EXERCISE, *sat(2.0, 45)], ended=True)[-1]
    assert over.effect is not None
    assert over.effect.back == pytest.approx(12.0)


def test_an_exercise_without_an_alert_answers_nothing() -> None:
    assert news_of([*sat(14.0, 60), *EXERCISE, *sat(2.0, 200)]) == []
    late = [*SLOUCHED, *sat(2.0, ANSWERS_S + 10), *EXERCISE]
    assert news_of(late) == []


def test_other_requests_change_nothing() -> None:
    (done,) = news_of([*SLOUCHED, *sat(14.0, 5, Snooze(60)), *EXERCISE])
    assert done.asked.cause is Cause.FORWARD_HEAD


def test_one_that_was_dismissed_is_not_done() -> None:
    assert news_of([*SLOUCHED, *sat(14.0, 5, Dismiss()), *EXERCISE]) == []


def test_an_alert_without_an_exercise_leaves_the_one_before() -> None:
    plain = replace(ALERT, stretch=None)
    (done,) = news_of([*SLOUCHED, *sat(14.0, 5, plain), *EXERCISE])
    assert done.asked.stretch == "chin_tuck"


def test_the_exercise_of_a_break_has_no_effect_on_a_fault() -> None:
    story = [*sat(2.0, 100, BREAK), *sat(2.0, 60, ExerciseDone()), *sat(2.0, 600)]
    (done,) = news_of(story, ended=True)
    assert (done.stage, done.asked.stretch) == (Stage.DONE, "walking")


def test_another_exercise_ends_what_was_followed() -> None:
    story = [*SLOUCHED, *EXERCISE, *sat(2.0, 200, ExerciseDone()), *sat(2.0, 600)]
    stages = [one.stage for one in news_of(story, ended=True)]
    assert stages == [Stage.DONE, Stage.KNOWN, Stage.OVER]


def test_two_alerts_one_after_the_other_are_followed_each() -> None:
    one = [*SLOUCHED, *EXERCISE, *sat(2.0, 200)]
    stages = [news.stage for news in news_of([*one, *one], ended=True)]
    assert stages == [Stage.DONE, Stage.KNOWN, Stage.OVER] * 2


def test_only_the_last_minute_is_kept() -> None:
    state = [state for state, _ in followed(sat(14.0, 600))][-1]
    assert len(state.recent[Cause.FORWARD_HEAD]) <= 61
