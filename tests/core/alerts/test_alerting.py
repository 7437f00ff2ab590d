"""Stories at the desk, and what the user should hear of them."""

from dataclasses import replace

import pytest

from posturecam.core.alerts.alerting import (
    AlertPolicy,
    held,
    in_doubt,
    level,
    next_break,
    snoozed_until_s,
)
from posturecam.core.alerts.breaks import NextBreak
from posturecam.core.alerts.elapsed import FORGOTTEN_S
from posturecam.core.alerts.requests import BreakTaken, Dismiss, ExerciseDone, Resume, Snooze
from posturecam.core.reasons import Presence
from posturecam.core.values import Cause, Event, EventKind, Level, Why
from tests.support.stories import (
    BETWEEN,
    HASTY,
    HEAD,
    NEUTRAL,
    NOBODY,
    PATIENT,
    WELL,
    Measured,
    Moment,
    asking,
    events,
    later,
    opinion,
    replay,
    sitting,
    times,
)

BOTH = {Cause.FORWARD_HEAD: 1.2, Cause.SLUMP: 1.6}
HIDDEN = Why.FACE_HIDDEN
HOURS = pytest.mark.untraced  # their lines are those of shorter stories, again and again


def alerts(policy: AlertPolicy, story: list[Moment]) -> list[Event]:
    return [event for event in events(policy, story) if event.kind is EventKind.ALERT]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(HEAD, 59)], 0, id="too short"),
        pytest.param([(HEAD, 61)], 1, id="long enough"),
        pytest.param([(HEAD, 40), (WELL, 6), (HEAD, 40)], 0, id="relief begins anew"),
        pytest.param([(HEAD, 40), (WELL, 4), (HEAD, 17)], 1, id="a glance is forgiven"),
        pytest.param([(HEAD, 15), (BETWEEN, 30), (HEAD, 30)], 0, id="less than the share"),
        pytest.param([(HEAD, 40), (BETWEEN, 11), (HEAD, 10)], 1, id="just the share"),
        pytest.param([(HEAD, 40), (NOBODY, 9), (HEAD, 21)], 1, id="out of view for a moment"),
        pytest.param([(HEAD, 40), (NOBODY, 9), (HEAD, 19)], 0, id="out of view does not count"),
        pytest.param([(HEAD, 40), (NOBODY, 12), (HEAD, 40)], 0, id="left the desk"),
        pytest.param([(HEAD, 40), (HIDDEN, 12), (HEAD, 40)], 0, id="face hidden for long"),
        pytest.param([(HEAD, 200)], 1, id="one alert is enough"),
        pytest.param([(HEAD, 241)], 2, id="and a card at four minutes"),
        pytest.param([(HEAD, 659)], 2, id="silent until the cool-down ends"),
        pytest.param([(HEAD, 661)], 3, id="again the moment the cool-down ends"),
        pytest.param([(HEAD, 70), (WELL, 20), (HEAD, 500)], 1, id="silent after a relapse too"),
        pytest.param([(BETWEEN, 900)], 0, id="never beyond the limit"),
        pytest.param([(NOBODY, 900)], 0, id="nobody there"),
        pytest.param([({}, 900)], 0, id="nothing measurable"),
    ],
)
def test_stories(parts: list[tuple[Measured | Why, float]], expected: int) -> None:
    assert len(alerts(PATIENT, sitting(*parts))) == expected


@pytest.mark.parametrize("looks_per_s", [0.5, 1, 10, 30])
def test_alert_tells_cause_amount_and_time(looks_per_s: float) -> None:
    story = sitting((WELL, 20), (HEAD, 70), looks_per_s=looks_per_s)
    (alert,) = alerts(PATIENT, story)
    assert alert.t == pytest.approx(80)
    assert alert.cause is Cause.FORWARD_HEAD
    assert alert.held_s == pytest.approx(60)
    assert alert.amount == pytest.approx(15)
    assert (alert.unit, alert.level, alert.stretch) == ("deg", Level.NOTICE, None)


def test_typical_amount_is_weighed_by_time_beyond_the_limit() -> None:
    far = {Cause.FORWARD_HEAD: 2.0}
    near = {Cause.FORWARD_HEAD: 1.0}
    (alert,) = alerts(PATIENT, sitting((far, 30), (BETWEEN, 4), (near, 30)))
    assert alert.amount == pytest.approx((20 * 30 + 10 * 26) / 56, abs=0.1)


def test_interruptions_count_only_as_far_as_they_are_forgiven() -> None:
    story = sitting((HEAD, 10), (BETWEEN, 29), (HEAD, 10), (BETWEEN, 29), (HEAD, 61))
    (alert,) = alerts(PATIENT, story)
    assert alert.t == 78 + 48
    assert alert.held_s == pytest.approx((20 + 48) / 0.8)


def test_one_alert_for_the_worst_names_the_others() -> None:
    (alert,) = alerts(PATIENT, sitting((BOTH, 200)))
    assert (alert.cause, alert.also) == (Cause.SLUMP, (Cause.FORWARD_HEAD,))


def test_what_is_held_is_named_before_what_has_just_begun() -> None:
    three = BOTH | {Cause.HEAD_TILT: 2.0}
    notice, card = alerts(PATIENT, sitting((BOTH, 59), (three, 200)))
    assert (notice.t, notice.cause) == (60, Cause.SLUMP)
    assert notice.also == (Cause.FORWARD_HEAD, Cause.HEAD_TILT)
    assert (card.t, card.cause, card.level) == (240, Cause.SLUMP, Level.CARD)
    assert card.also == (Cause.HEAD_TILT, Cause.FORWARD_HEAD)
    assert (card.held_s, card.amount, card.unit) == (240, pytest.approx(16), "deg")


def test_an_alert_taken_back_tells_the_longest_that_it_was_held() -> None:
    """A snooze forgets the hold, but not what was told."""
    story = asking(sitting((HEAD, 100), (WELL, 20)), 98, Snooze(1))
    (cleared,) = [e for e in events(PATIENT, story) if e.kind is EventKind.CLEARED]
    assert cleared.held_s == 97


def test_a_new_fault_is_told_after_the_silence_of_another() -> None:
    policy = replace(PATIENT, cooldown=replace(PATIENT.cooldown, cooldown_s=100))
    story = sitting((HEAD, 62), (WELL, 10), ({Cause.SLUMP: 1.2}, 200))
    assert [(a.t, a.cause) for a in alerts(policy, story)] == [
        (60, Cause.FORWARD_HEAD),
        (160, Cause.SLUMP),
    ]


def test_without_cool_down_what_was_named_does_not_shout_again() -> None:
    policy = replace(PATIENT, cooldown=replace(PATIENT.cooldown, cooldown_s=0))
    assert [a.t for a in alerts(policy, sitting((BOTH, 299)))] == [60]
    assert [a.t for a in alerts(policy, sitting((BOTH, 301)))] == [60, 300]


def test_a_fault_that_joins_later_is_told_by_itself() -> None:
    policy = replace(PATIENT, cooldown=replace(PATIENT.cooldown, cooldown_s=60))
    story = sitting((HEAD, 65), (BOTH, 70))
    assert [(a.t, a.cause) for a in alerts(policy, story)] == [
        (60, Cause.FORWARD_HEAD),
        (125, Cause.SLUMP),
    ]


def test_levels_rise_from_silent_to_notice_to_card() -> None:
    heard: list[tuple[float, Level | None]] = []
    for moment, (state, _) in zip(
        sitting((HEAD, 260), (WELL, 10)),
        replay(PATIENT, sitting((HEAD, 260), (WELL, 10))),
        strict=True,
    ):
        now = level(state, PATIENT)
        if not heard or heard[-1][1] is not now:
            heard.append((moment.t, now))
    assert heard == [
        (0, None),
        (30, Level.SILENT),
        (60, Level.NOTICE),
        (240, Level.CARD),
        (265, None),
    ]


@HOURS
def test_ignored_alerts_come_ever_less_often() -> None:
    policy = replace(PATIENT, cooldown=replace(PATIENT.cooldown, max_per_hour=60))
    found = [a.t for a in alerts(policy, sitting((HEAD, 7000), looks_per_s=0.5))]
    assert found == [60, 240, 660, 1860, 4260, 6660]


@HOURS
def test_good_posture_brings_the_first_cool_down_back() -> None:
    policy = replace(PATIENT, cooldown=replace(PATIENT.cooldown, max_per_hour=60))
    story = sitting((HEAD, 700), (WELL, 30), (HEAD, 1200), looks_per_s=0.5)
    assert [a.t for a in alerts(policy, story)][3:5] == [1260, 1260 + 600]


def test_a_dismissed_alert_doubles_the_silence_and_grows_no_louder() -> None:
    story = asking(sitting((HEAD, 1300), looks_per_s=0.5), 70, Dismiss())
    assert [a.t for a in alerts(PATIENT, story)] == [60, 1260]
    twice = asking(story, 80, Dismiss())
    assert [a.t for a in alerts(PATIENT, twice)] == [60, 1260]


def test_a_dismissal_without_an_alert_changes_nothing() -> None:
    story = asking(sitting((HEAD, 661)), 10, Dismiss())
    assert [a.t for a in alerts(PATIENT, story)] == [60, 240, 660]


def test_an_alert_that_was_followed_grows_no_louder_and_its_silence_is_not_doubled() -> None:
    story = asking(sitting((HEAD, 1300), looks_per_s=0.5), 70, ExerciseDone())
    assert [a.t for a in alerts(PATIENT, story)] == [60, 660, 1260]
    dismissed_as_well = asking(story, 80, Dismiss())
    assert [a.t for a in alerts(PATIENT, dismissed_as_well)] == [60, 660, 1260]


def test_an_exercise_without_an_alert_changes_no_alert() -> None:
    story = asking(sitting((HEAD, 661)), 10, ExerciseDone())
    assert [a.t for a in alerts(PATIENT, story)] == [60, 240, 660]


def test_an_exercise_ends_sitting_still_for_too_long() -> None:
    policy = replace(PATIENT, still_too_long_s=100)
    story = asking(sitting((WELL, 150)), 120, ExerciseDone())
    happened = [(one.t, one.kind) for one in events(policy, story)]
    assert happened == [(100, EventKind.ALERT), (120, EventKind.CLEARED)]


@HOURS
def test_at_most_so_many_alerts_an_hour() -> None:
    policy = replace(PATIENT, cooldown=replace(PATIENT.cooldown, cooldown_s=0))
    found = [a.t for a in alerts(policy, sitting((HEAD, 4000), looks_per_s=0.5))]
    assert found == [60, 300, 540, 780, 3660, 3900]


def test_a_card_is_one_of_the_alerts_of_an_hour() -> None:
    policy = replace(PATIENT, cooldown=replace(PATIENT.cooldown, max_per_hour=2))
    assert [a.t for a in alerts(policy, sitting((HEAD, 700), looks_per_s=0.5))] == [60, 240]


@HOURS
def test_snooze_holds_alerts_and_breaks_back_and_the_hold_begins_anew() -> None:
    story = asking(sitting((HEAD, 2300), looks_per_s=0.5), 10, Snooze(1900))
    happened = events(PATIENT, story)
    assert times(happened, EventKind.ALERT)[0] == 1910 + 60
    assert times(happened, EventKind.BREAK_DUE)[0] == 1910


def test_a_snooze_is_seen_and_can_be_taken_back() -> None:
    story = asking(asking(sitting((HEAD, 200)), 10, Snooze(600)), 100, Resume())
    states = [state for state, _ in replay(PATIENT, story)]
    assert snoozed_until_s(states[50]) == 610
    assert snoozed_until_s(states[-1]) is None
    assert times(events(PATIENT, story), EventKind.ALERT) == [160]


def test_taking_back_no_snooze_changes_nothing() -> None:
    story = asking(sitting((HEAD, 61)), 40, Resume())
    assert times(events(PATIENT, story), EventKind.ALERT) == [60]


def test_cleared_after_recovery() -> None:
    story = sitting((WELL, 20), (HEAD, 70), (BETWEEN, 20), (WELL, 20))
    (cleared,) = [e for e in events(PATIENT, story) if e.kind is EventKind.CLEARED]
    assert (cleared.t, cleared.cause) == (115, Cause.FORWARD_HEAD)
    assert cleared.held_s == pytest.approx(70 / 0.8)


def test_staying_within_the_limit_clears_as_well() -> None:
    happened = events(PATIENT, sitting((HEAD, 70), (BETWEEN, 31), (HEAD, 59)))
    assert times(happened, EventKind.CLEARED) == [100]
    assert times(happened, EventKind.ALERT) == [60]


def test_who_comes_back_upright_is_cleared_who_stays_away_is_not() -> None:
    away = sitting((HEAD, 70), (NOBODY, 100))
    back = sitting((HEAD, 70), (NOBODY, 100), (WELL, 10))
    assert times(events(PATIENT, away), EventKind.CLEARED) == []
    assert times(events(PATIENT, back), EventKind.CLEARED) == [175]


def test_an_alert_taken_back_after_a_snooze_that_hides_the_fault() -> None:
    story = asking(sitting((HEAD, 70), (HIDDEN, 20), (WELL, 10)), 72, Snooze(10))
    assert times(events(PATIENT, story), EventKind.CLEARED) == [95]


@pytest.mark.parametrize("slept_s", [600, 36_000])
def test_sleep_in_mid_spell_is_a_gap(slept_s: float) -> None:
    before, after = sitting((HEAD, 50)), sitting((HEAD, 59))
    story = before + [replace(m, t=m.t + 50 + slept_s) for m in after]
    assert events(PATIENT, story) == []


def test_a_short_hold_works_on_a_short_clip() -> None:
    short = replace(
        PATIENT,
        holds=replace(PATIENT.holds, hold_s=3),
        cooldown=replace(PATIENT.cooldown, least_s=3),
    )
    story = sitting((WELL, 6), (HEAD, 9), (WELL, 5), looks_per_s=4)
    assert [(e.t, e.kind, e.level) for e in events(short, story)] == [
        (9, EventKind.ALERT, Level.NOTICE),
        (16, EventKind.CLEARED, None),
    ]


def test_one_look_is_never_enough() -> None:
    short = replace(HASTY, holds=replace(HASTY.holds, hold_s=1), frame_stands_s=5)
    assert alerts(short, [Moment(0.0, HEAD), Moment(4.0, WELL), Moment(8.0, WELL)]) == []


def test_what_is_held_and_when_the_next_break_is_due() -> None:
    less = {Cause.FORWARD_HEAD: 1.2, Cause.SLUMP: 0.7}
    (*_, (state, _)) = replay(PATIENT, sitting((BOTH, 10), (less, 20), looks_per_s=1))
    assert held(state) == ((Cause.FORWARD_HEAD, 29), (Cause.SLUMP, 10 / 0.8))
    assert next_break(state, PATIENT) == NextBreak(1800 - 29, micro=False)
    assert next_break(state, HASTY) is None


@HOURS
def test_unmoved_for_too_long_is_told_once_and_cleared_by_moving() -> None:
    leant = replace(NEUTRAL, trunk_lean_change_deg=9.0)
    still = sitting((WELL, 3600), looks_per_s=0.25)
    moved = [Moment(3600 + 2 * n, WELL, reading=leant) for n in range(5)]
    policy = replace(PATIENT, breaks=replace(PATIENT.breaks, every_s=0), still_too_long_s=2700)
    assert [(e.t, e.kind, e.cause) for e in events(policy, still + moved)] == [
        (2700, EventKind.ALERT, Cause.STILL_TOO_LONG),
        (3604, EventKind.CLEARED, Cause.STILL_TOO_LONG),
    ]


@HOURS
@pytest.mark.parametrize("why", [why for why in Why if why.presence is Presence.UNKNOWN])
def test_only_moving_corrects_stillness_and_its_whole_time_is_reported(why: Why) -> None:
    policy = replace(PATIENT, breaks=replace(PATIENT.breaks, every_s=0), still_too_long_s=2700)
    leant = replace(NEUTRAL, trunk_lean_change_deg=9.0)
    story = sitting((WELL, 2800), (why, 600), (WELL, 200), looks_per_s=0.25)
    story += [Moment(3600 + 2 * n, WELL, reading=leant) for n in range(5)]

    assert [(e.t, e.kind, e.held_s) for e in events(policy, story) if e.cause is not None] == [
        (2700, EventKind.ALERT, 2700),
        (3604, EventKind.CLEARED, 3002),  # as the frame before has it
    ]


@HOURS
def test_stillness_before_a_long_pause_is_forgotten_without_a_word() -> None:
    policy = replace(PATIENT, breaks=replace(PATIENT.breaks, every_s=0), still_too_long_s=2700)
    story = sitting((WELL, 2800), (Why.PAUSED, 1900), (WELL, 2600), looks_per_s=0.25)
    *_, (state, _) = replay(policy, story)

    assert [e.kind for e in events(policy, story) if e.cause is not None] == [EventKind.ALERT]
    assert state.alert_log.reported == ()


@HOURS
def test_a_break_taken_by_word_corrects_stillness() -> None:
    policy = replace(PATIENT, breaks=replace(PATIENT.breaks, every_s=0), still_too_long_s=2700)
    story = asking(sitting((WELL, 2900), looks_per_s=0.25), 2800, BreakTaken())
    assert times(events(policy, story), EventKind.CLEARED) == [2800]


@HOURS
@pytest.mark.parametrize(
    "between",
    [
        pytest.param(sitting((NOBODY, 12)), id="stood up"),
        pytest.param([], id="slept"),
    ],
)
def test_stillness_begins_anew(between: list[Moment]) -> None:
    policy = replace(PATIENT, breaks=replace(PATIENT.breaks, every_s=0), still_too_long_s=2700)
    half = sitting((WELL, 2600), looks_per_s=0.25)
    story = half + [replace(m, t=m.t + 2600) for m in between]
    story += [replace(m, t=m.t + 2615) for m in half]
    assert times(events(policy, story), EventKind.ALERT) == []


@HOURS
def test_breaks_are_due_whatever_the_posture() -> None:
    for seen in (WELL, HEAD, {}, Why.TURNED):
        happened = events(PATIENT, sitting((seen, 3100), looks_per_s=0.25))
        assert times(happened, EventKind.BREAK_DUE) == [1800, 2400, 3000]


@HOURS
def test_no_break_is_asked_of_an_empty_chair() -> None:
    story = sitting((WELL, 1798), (NOBODY, 100), looks_per_s=0.5)
    assert times(events(PATIENT, story), EventKind.BREAK_DUE) == []


def test_a_break_taken_by_word_begins_anew() -> None:
    story = asking(sitting((WELL, 3502), looks_per_s=0.5), 1700, BreakTaken())
    assert times(events(PATIENT, story), EventKind.BREAK_DUE) == [3500]


@HOURS
def test_every_hour_is_like_the_first() -> None:
    hour: list[tuple[Measured | Why, float]] = [
        ({Cause.FORWARD_HEAD: 0.2}, 2000.0),
        (HEAD, 200.0),
        (WELL, 1100.0),
        (NOBODY, 300.0),
    ]
    happened = events(PATIENT, sitting(*(hour * 3), looks_per_s=0.25))
    assert len(times(happened, EventKind.BREAK_DUE)) == 3 * 3
    assert len(times(happened, EventKind.ALERT)) == 3
    assert len(times(happened, EventKind.CLEARED)) == 3
    assert len(times(happened, EventKind.AWAY)) == 3
    assert len(times(happened, EventKind.BACK)) == 2


ROUND = {Cause.ROUNDED_SHOULDERS: 1.5, Cause.FORWARD_HEAD: 0.1}
UNJUDGED = {Cause.FORWARD_HEAD: 0.1}  # the shoulders cannot be judged
UPRIGHT = {Cause.ROUNDED_SHOULDERS: 0.1, Cause.FORWARD_HEAD: 0.1}


def test_a_fault_whose_measure_vanishes_does_not_count_as_corrected() -> None:
    happened = events(HASTY, sitting((ROUND, 8), (UNJUDGED, 60)))

    assert len(times(happened, EventKind.ALERT)) == 1
    assert times(happened, EventKind.CLEARED) == []
    seen_again = events(HASTY, sitting((ROUND, 8), (UNJUDGED, 60), (UPRIGHT, 10)))
    (cleared,) = times(seen_again, EventKind.CLEARED)
    assert cleared >= 68 + HASTY.holds.clear_after_s


def test_looks_in_which_a_fault_was_not_judged_do_not_feed_it() -> None:
    holds = HASTY.holds
    fed = sitting((ROUND, 1), (UNJUDGED, 2), (ROUND, 1), (UNJUDGED, 2), (ROUND, 1))
    *_, (state, happened) = replay(HASTY, fed)

    assert happened == ()
    assert state.holds[Cause.ROUNDED_SHOULDERS].held_s < holds.hold_s


def test_good_posture_counts_only_if_what_was_told_could_be_judged() -> None:
    """The silence stays doubled, and nothing is said to have lasted, while the shoulders hide."""
    reported = sitting((ROUND, 8))
    *_, (hidden, _) = replay(HASTY, [*reported, *later(sitting((UNJUDGED, 60)), 8)])
    *_, (seen, _) = replay(HASTY, [*reported, *later(sitting((UPRIGHT, 60)), 8)])

    assert not hidden.alert_log.cooldown.corrected
    assert in_doubt(hidden, opinion(Moment(68, UNJUDGED)))
    assert seen.alert_log.cooldown.corrected
    assert not in_doubt(seen, opinion(Moment(68, UNJUDGED)))
    assert seen.good_s > hidden.good_s


def test_an_alert_is_taken_back_by_a_look_that_judges_its_fault() -> None:
    story = sitting((ROUND, 8), (UPRIGHT, 2), (UNJUDGED, 1), (UPRIGHT, 1))

    assert times(events(HASTY, story), EventKind.CLEARED) == [11]


def test_an_alert_whose_fault_was_out_of_sight_for_long_is_over_without_a_word() -> None:
    for rest_s, going_on in ((FORGOTTEN_S - 60, True), (FORGOTTEN_S + 60, False)):
        story = sitting((ROUND, 8), (UNJUDGED, rest_s))
        *_, (state, _) = replay(HASTY, story)
        assert bool(state.alert_log.reported) is going_on
        assert times(events(HASTY, story), EventKind.CLEARED) == []


@HOURS
def test_a_snoozed_alert_is_forgotten_as_well() -> None:
    story = asking(sitting((ROUND, 8), (Why.TURNED, 1), (NOBODY, 1900)), 9, Snooze(5))
    *_, (state, _) = replay(HASTY, story)
    assert state.alert_log.reported == ()
    assert times(events(HASTY, story), EventKind.CLEARED) == []


@HOURS
def test_whoever_is_not_judged_for_the_camera_is_there_all_the_same() -> None:
    happened = events(PATIENT, sitting((Why.NOBODY, 60), (Why.CAMERA_MOVED, 7200)))
    assert times(happened, EventKind.BACK) != []
    assert len(times(happened, EventKind.BREAK_DUE)) >= 3
