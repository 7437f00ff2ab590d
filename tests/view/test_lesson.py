"""What a terminal or the page shows of an exercise that is led."""

import json

import pytest

from posturecam.core.coach.leading import Lead, Stage, hurts, pause, skip, stop
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Form, Obstacle, Phase
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.figure_moment import looped_s, moment_s
from posturecam.stretches.lead_plan import plan_of
from posturecam.view.lesson import lesson_of, row_of
from tests.support.leads import MOMENT_S, moved, pass_time, rep, seen

TUCK, ROLLS = builtin()["chin_tuck"], builtin()["shoulder_rolls"]
SHRUG = builtin()["shrug_and_drop"]


def test_numbers_words_and_the_figure_agree() -> None:
    lead = Lead(plan_of(TUCK))

    lead = pass_time(lead, lead.plan.pace.ready_s + 2.5 + 1.5)
    lesson = lesson_of(TUCK, lead)

    assert (lesson.exercise, lesson.name, lesson.say) == (
        "chin_tuck",
        "Chin tuck",
        "Hold, eyes level.",
    )
    assert (lesson.count, lesson.of, lesson.phase, lesson.reach) == (1, 8, Phase.HOLD, 1.0)
    assert lesson.left_s == pytest.approx(3.5)
    assert lesson.figure_s == pytest.approx(moment_s(TUCK, Phase.HOLD, 0.3, Side.BOTH))
    assert lesson.by_time
    assert not lesson.finished


def test_the_figure_moves_with_the_person() -> None:
    lead = Lead(plan_of(SHRUG))
    lead = pass_time(lead, lead.plan.pace.ready_s + 0.1, seen())
    moments = {
        Phase.GOING: (seen(phase=Phase.GOING, reach=0.4), 0.4),
        Phase.HOLD: (seen(phase=Phase.HOLD, reach=1.2, held_s=1.2), 0.4),
        Phase.BACK: (seen(phase=Phase.BACK, reach=0.4), 0.6),
        Phase.REST: (seen(), 0.0),
    }

    for phase, (now, share) in moments.items():
        shown = lesson_of(SHRUG, pass_time(lead, MOMENT_S, now)).figure_s
        assert shown == pytest.approx(moment_s(SHRUG, phase, share, Side.BOTH))


def test_the_figure_shows_what_is_to_come_and_goes_on_where_nobody_counts() -> None:
    walk = builtin()["walking"]
    lead = Lead(plan_of(walk))

    assert lesson_of(TUCK, pass_time(Lead(plan_of(TUCK)), 8.0)).figure_s == looped_s(TUCK, 8.0)
    shown = {
        lesson_of(walk, pass_time(lead, lead.plan.pace.ready_s + 5 + n / 10)).figure_s
        for n in range(5)
    }
    assert len(shown) == 5


def test_hints_and_obstacles_are_in_words() -> None:
    turn = builtin()["neck_rotation"]
    lead = pass_time(Lead(plan_of(turn)), 7.0, seen())

    lesson = lesson_of(
        turn,
        pass_time(lead, 0.2, seen(form=(Form.CHIN_LEVEL,), obstacle=Obstacle.FACE_OUT)),
        "note",
    )

    assert lesson.form == "Keep your chin level."
    assert lesson.obstacle == "your face is not whole in the picture"
    assert lesson.note == "note"


def test_a_question_has_its_signs_and_no_end() -> None:
    lesson = lesson_of(TUCK, hurts(Lead(plan_of(TUCK))), another=ROLLS)

    assert lesson.asking
    assert lesson.signs
    assert lesson.offer == "shoulder_rolls"
    assert not lesson.finished
    assert lesson.summary == ()


def test_the_end_says_what_was_done() -> None:
    turn = builtin()["neck_rotation"]
    lead = pass_time(Lead(plan_of(turn)), 7.0, seen())
    lead = stop(skip(moved(lead, [Side.LEFT, Side.LEFT])))

    lesson = lesson_of(turn, lead)

    assert lesson.finished
    assert lesson.stage is Stage.OVER
    assert lesson.summary == (
        "Neck rotation: 2 of 10 repetitions, 2 seen by the camera, 1 skipped.",
        "Left 2, right 0.",
    )


def test_a_side_left_behind_and_half_hearted_repetitions_are_said() -> None:
    turn = builtin()["neck_rotation"]
    lead = pass_time(Lead(plan_of(turn)), 7.0, seen())
    reps = [rep(n, n + 1, Side.RIGHT, partial=n == 3, held_s=1.2) for n in range(10)]

    lesson = lesson_of(turn, pass_time(lead, 0.1, seen(*reps)))

    assert lesson.summary == (
        (
            "Neck rotation: 10 of 10 repetitions, 10 seen by the camera, 1 of them half-hearted, "
            "held for up to 1 s."
        ),
        "Left 0, right 10.",
        "The left side was left behind.",
    )


def test_what_is_one_long_hold_is_done_or_not() -> None:
    walk = builtin()["walking"]
    lead = Lead(plan_of(walk))

    assert lesson_of(walk, stop(lead)).summary == ("Walking: stopped before its end.",)
    assert lesson_of(walk, pass_time(lead, 140)).summary == ("Walking: done.",)


def test_a_lesson_is_json() -> None:
    lesson = lesson_of(TUCK, pause(Lead(plan_of(TUCK))))

    row = json.loads(json.dumps(row_of(lesson)))

    assert (row["paused"], row["stage"], row["phase"], row["side"]) == (
        True,
        "ready",
        "settling",
        "both",
    )
    assert row["steps"] == list(TUCK.steps)
