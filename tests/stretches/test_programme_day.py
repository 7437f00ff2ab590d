"""The programme day by day: stories of weeks, and laws."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.records import FreshStart, PainNote, StretchRecord
from posturecam.core.history.report_data import DAY_S
from posturecam.core.insights.muscle_balance import Finding, Likelihood, Muscle, State
from posturecam.core.values import Cause
from posturecam.stretches.catalogue import Catalogue, builtin
from posturecam.stretches.dose_steps import TOP, WHOLE, Past, dose_at, step_of
from posturecam.stretches.exercises import Dose, Kind
from posturecam.stretches.programme import programme
from posturecam.stretches.programme_day import Kept, ProgrammeDay, programme_day
from posturecam.stretches.programme_pause import Reason, has_eased, pause_of
from posturecam.stretches.programme_words import NOTHING, today_row, today_text
from posturecam.stretches.warning_signs import EMERGENCY, SOON

MONDAY = 20_003  # 2024-10-07
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
OFFSET_S = 7200


def finding(muscle: Muscle, state: State) -> Finding:
    return Finding(muscle, state, Likelihood.LIKELY, (Cause.FORWARD_HEAD,))


CROSSED = (
    finding(Muscle.DEEP_NECK_FLEXORS, State.WEAK),
    finding(Muscle.MID_LOW_TRAPEZIUS, State.WEAK),
    finding(Muscle.PECTORALS, State.TIGHT),
    finding(Muscle.UPPER_TRAPEZIUS, State.TIGHT),
    finding(Muscle.LEVATOR, State.TIGHT),
)
ITEMS = programme(CROSSED, builtin())


def at_s(day: int, hour: float = 12.0) -> float:
    return day * DAY_S + hour * 3600 - OFFSET_S


def shown(
    day: int, *notes: StretchRecord | PainNote | FreshStart, items: Iterable = ITEMS
) -> ProgrammeDay:
    log = ExerciseLog(
        stretches=tuple(n for n in notes if isinstance(n, StretchRecord)),
        pain=tuple(n for n in notes if isinstance(n, PainNote)),
        fresh_starts=tuple(n for n in notes if isinstance(n, FreshStart)),
    )
    return programme_day(tuple(items), builtin(), log, day, OFFSET_S)


def did(day: int, *keys: str) -> list[StretchRecord]:
    return [StretchRecord(at_s(day, 10 + n), key) for n, key in enumerate(keys)]


def keys_of(today: ProgrammeDay) -> list[str]:
    return [task.item.exercise.key for task in today.tasks]


def steps_of(today: ProgrammeDay) -> Mapping[str, int]:
    return {task.item.exercise.key: task.step for task in today.tasks}


def lived(days: Iterable[int], skip: Iterable[int] = ()) -> list[StretchRecord]:
    """Do everything that each day asks for, but on the days to `skip`."""
    done: list[StretchRecord] = []
    for day in days:
        if day not in set(skip):
            done += did(day, *keys_of(shown(day, *done)))
    return done


def test_the_first_week_is_small_and_gentle() -> None:
    week = [shown(MONDAY + n) for n in range(7)]

    assert [len(day.tasks) for day in week] == [2] * 7
    assert [day.strengthens for day in week] == [True, False, True, False, True, False, False]
    assert {task.step for day in week for task in day.tasks} == {0}
    assert keys_of(week[MON]) == ["chin_tuck", "doorway_chest_stretch"]
    assert keys_of(week[SAT]) == keys_of(week[SUN]) == ["walking", "swimming"]
    assert week[MON].tasks[0].dose.repetitions == 4  # of 8


def test_four_weeks_done_as_asked_grow_slowly() -> None:
    done = lived(range(MONDAY, MONDAY + 28))
    week = [shown(MONDAY + 7 * n, *done) for n in range(5)]

    assert [len(day.tasks) for day in week] == [2, 3, 4, 4, 4]
    assert all(len(day.tasks) in (2, 3, 4) for day in week)
    tuck = [steps_of(shown(MONDAY + 7 * n, *done)).get("chin_tuck", -1) for n in range(5)]
    assert tuck[0] == 0
    assert max(tuck) >= 1
    assert all(task.is_done for n in range(28) for task in shown(MONDAY + n, *done).tasks)


def test_the_list_of_today_stays_while_it_is_ticked_off() -> None:
    before = keys_of(shown(MONDAY))
    half = shown(MONDAY, *did(MONDAY, before[0]))
    assert keys_of(half) == before
    assert [task.is_done for task in half.tasks] == [True, False]


def test_all_of_the_pattern_gets_its_turn() -> None:
    done = lived(range(MONDAY, MONDAY + 28))
    seen = {one.exercise for one in done}
    assert {item.exercise.key for item in ITEMS} <= seen


def daily(key: str, days: Iterable[int]) -> list[StretchRecord]:
    return [one for day in days for one in did(day, key)]


@pytest.mark.parametrize(("weeks_done", "step"), [(0, 0), (1, 1), (2, 2), (3, 3), (6, 3)], ids=str)
def test_the_dose_rises_one_step_a_week(weeks_done: int, step: int) -> None:
    days = [MONDAY + 7 * week + n for week in range(weeks_done) for n in (MON, WED, FRI)]
    today = shown(MONDAY + 7 * weeks_done, *daily("chin_tuck", days))
    assert steps_of(today).get("chin_tuck", step) == step
    assert step_of(past(today.day, *daily("chin_tuck", days)), {"chin_tuck"}, 2, TOP) == step


def past(day: int, *notes: StretchRecord | PainNote) -> Past:
    log = ExerciseLog(
        stretches=tuple(n for n in notes if isinstance(n, StretchRecord)),
        pain=tuple(n for n in notes if isinstance(n, PainNote)),
    )
    return Past(log, OFFSET_S, day)


def test_a_week_of_nothing_takes_a_step_back() -> None:
    two_weeks = daily("chin_tuck", [MONDAY + 7 * w + n for w in range(2) for n in (MON, WED)])
    assert step_of(past(MONDAY + 14, *two_weeks), {"chin_tuck"}, 2, TOP) == 2
    assert step_of(past(MONDAY + 21, *two_weeks), {"chin_tuck"}, 2, TOP) == 1
    assert step_of(past(MONDAY + 70, *two_weeks), {"chin_tuck"}, 2, TOP) == 0


def test_once_in_a_week_keeps_the_step() -> None:
    story = daily("chin_tuck", [MONDAY, MONDAY + WED, MONDAY + 7 + MON])
    assert step_of(past(MONDAY + 14, *story), {"chin_tuck"}, 2, TOP) == 1


def test_pain_in_the_second_week_takes_a_step_back_at_once() -> None:
    week = [MONDAY, MONDAY + WED, MONDAY + FRI]
    story = daily("chin_tuck", [*week, *(day + 7 for day in week)])
    pain = PainNote(at_s(MONDAY + 8), 5, "neck")

    assert step_of(past(MONDAY + 7, *story), {"chin_tuck"}, 2, TOP) == 1
    assert step_of(past(MONDAY + 8, *story, pain), {"chin_tuck"}, 2, TOP) == 0
    assert step_of(past(MONDAY + 14, *story, pain), {"chin_tuck"}, 2, TOP) == 0
    assert shown(MONDAY + 9, *story, pain).pause is None  # gently on


def test_an_exercise_that_hurts_is_left_out_until_a_fresh_start() -> None:
    hurt = StretchRecord(at_s(MONDAY), "chin_tuck", hurt=True)

    assert "chin_tuck" not in keys_of(shown(MONDAY, hurt))
    assert "chin_tuck" not in keys_of(shown(MONDAY + 30, hurt))
    assert "chin_tuck" in keys_of(shown(MONDAY + 2, hurt, FreshStart(at_s(MONDAY + 1))))
    own = step_of(past(MONDAY + 7, *did(MONDAY, "chin_tuck"), hurt), {"chin_tuck"}, 1, TOP)
    assert own == 0


def test_strong_pain_pauses_for_a_week_or_until_it_is_less() -> None:
    strong = PainNote(at_s(MONDAY), 8, "neck")

    for day in (MONDAY, MONDAY + SUN):
        today = shown(day, strong)
        assert today.tasks == ()
        assert today.pause is not None
        assert today.pause.reason is Reason.PAIN
    assert "until Monday, 14 October" in today_text(shown(MONDAY, strong))
    assert "doctor" in today_text(shown(MONDAY, strong))
    assert shown(MONDAY + 7, strong).pause is None
    assert shown(MONDAY + 2, strong, PainNote(at_s(MONDAY + 2), 3)).pause is None


@pytest.mark.parametrize(
    ("sign", "heading"),
    [
        (EMERGENCY.signs[0], EMERGENCY.heading),
        (SOON.signs[0], SOON.heading),
        ("a sign of an older version", EMERGENCY.heading),
    ],
)
def test_a_warning_sign_pauses_until_it_is_gone(sign: str, heading: str) -> None:
    note = PainNote(at_s(MONDAY), 2, "arm", (sign,))

    today = shown(MONDAY + 100, note)
    assert today.pause is not None
    assert today.pause.reason is Reason.SIGN
    assert heading in today.pause.advice
    assert shown(MONDAY + 100, note, PainNote(at_s(MONDAY + 99), 2)).pause is None
    assert shown(MONDAY - 1, note).pause is None  # nobody knew then


def test_after_the_pain_has_eased_it_is_kept_on_and_says_why() -> None:
    notes = [PainNote(at_s(MONDAY), 6, "neck"), PainNote(at_s(MONDAY + 20), 2, "neck")]

    assert shown(MONDAY + 10, *notes).kept == ()
    eased = shown(MONDAY + 21, *notes)
    assert eased.kept == (Kept.EASED,)
    assert len(eased.tasks) >= 2
    assert "Your pain has eased. Keep on" in today_text(eased)
    assert not has_eased(past(MONDAY + 120, *notes))
    assert not has_eased(past(MONDAY + 21, PainNote(at_s(MONDAY), 2)))
    assert not has_eased(past(MONDAY + 21))


def test_what_was_done_is_kept_on_when_the_pattern_has_gone() -> None:
    done = did(MONDAY, "chin_tuck", "doorway_chest_stretch", "walking")
    today = shown(MONDAY + 7, *done, items=())

    assert set(keys_of(today)) >= {"chin_tuck", "doorway_chest_stretch"}
    assert today.kept == (Kept.PATTERN,)
    assert shown(MONDAY + 30, *done, items=()).tasks == ()


@pytest.mark.parametrize(
    "record",
    [
        StretchRecord(at_s(MONDAY), "chin_tuck", skipped=True),
        StretchRecord(at_s(MONDAY), "chin_tuck", cause=Cause.FORWARD_HEAD),
    ],
    ids=["skipped", "for an alert"],
)
def test_what_was_skipped_or_answered_an_alert_is_not_kept_on(record: StretchRecord) -> None:
    assert shown(MONDAY + 2, record, items=()) == ProgrammeDay(MONDAY + 2)


def test_strength_done_by_hand_on_sunday_rests_on_monday() -> None:
    today = shown(MONDAY + 7, *did(MONDAY + 6, "chin_tuck"))
    assert not today.strengthens
    assert "chin_tuck" not in keys_of(today)
    assert len(today.tasks) >= 2


def test_a_pattern_of_weakness_alone_leaves_gentle_days_with_movement() -> None:
    today = shown(MONDAY + TUE, items=programme(CROSSED[:1], builtin()))
    assert keys_of(today) == ["postural_reset", "neck_rotation"]
    assert "without strengthening" in today_text(today)


def test_no_pattern_is_no_programme() -> None:
    assert shown(MONDAY, items=()) == ProgrammeDay(MONDAY)
    assert NOTHING in today_text(shown(MONDAY, items=()))


def test_pain_pauses_also_where_nothing_follows() -> None:
    today = shown(MONDAY, PainNote(at_s(MONDAY), 9, "arm", (SOON.signs[0],)), items=())

    assert today.pause is not None
    assert today.pause.reason is Reason.SIGN
    assert NOTHING not in today_text(today)


def test_a_catalogue_without_the_activities_has_free_weekends() -> None:
    own = Catalogue(tuple(one for one in builtin().exercises if one.key == "chin_tuck"))
    items = programme(CROSSED, own)
    assert programme_day(items, own, ExerciseLog(), MONDAY + SAT).tasks == ()
    assert len(programme_day(items, own, ExerciseLog(), MONDAY).tasks) == 1


def test_text_and_values_say_the_same() -> None:
    today = shown(MONDAY, *did(MONDAY, "chin_tuck"))
    text, row = today_text(today).splitlines(), today_row(today)

    assert text[:3] == [
        "Monday, 7 October 2024: with strengthening",
        "[x] Chin tuck (chin_tuck): 4 x 5 s; to strengthen deep neck flexors",
        (
            "[ ] Doorway chest stretch (doorway_chest_stretch): 30 s on each side; to stretch "
            "pectorals"
        ),
    ]
    assert row["day"] == "2024-10-07"
    assert row["strengthening"] is True
    assert row["paused"] is None
    assert row["exercises"][0] == {
        "exercise": "chin_tuck",
        "name": "Chin tuck",
        "does": "strengthen",
        "muscles": ["deep neck flexors"],
        "dose": "4 x 5 s",
        "repetitions": 4,
        "sets": 1,
        "hold_s": 5.0,
        "sides": 1,
        "step": 0,
        "done": True,
        "kept": False,
    }
    paused = today_row(shown(MONDAY, PainNote(at_s(MONDAY), 9)))
    assert paused["paused"]["reason"] == "pain"
    assert paused["exercises"] == []


def test_the_weekend_says_which_strokes_suit() -> None:
    text = today_text(shown(MONDAY + SAT))
    assert "a walk or a swim" in text
    assert "prefer backstroke" in text
    assert today_row(shown(MONDAY + SAT))["why"] == [
        line for line in text.splitlines() if "backstroke" in line
    ]


@pytest.mark.parametrize(
    ("step", "repetitions", "sets"), [(0, 4, 1), (1, 6, 1), (2, 8, 1), (3, 8, 2)]
)
def test_a_step_of_the_dose(step: int, repetitions: int, sets: int) -> None:
    dose = dose_at(Dose(hold_s=5, repetitions=8, often="daily"), step)
    assert (dose.repetitions, dose.sets, dose.hold_s) == (repetitions, sets, 5)
    assert dose_at(Dose(often="as you like"), step) == Dose(often="as you like")
    assert dose_at(Dose(repetitions=5, sets=10), TOP).sets == 10
    assert WHOLE == TOP - 1


DAYS = range(MONDAY, MONDAY + 42)
KEYS = [*(item.exercise.key for item in ITEMS), "walking", "swimming", "postural_reset"]
records = st.builds(
    lambda day, key, hurt, skipped: StretchRecord(at_s(day), key, hurt=hurt, skipped=skipped),
    st.sampled_from(DAYS),
    st.sampled_from(KEYS),
    st.booleans(),
    st.booleans(),
)
tame = st.builds(
    lambda day, key: StretchRecord(at_s(day), key), st.sampled_from(DAYS), st.sampled_from(KEYS)
)
pains = st.builds(
    lambda day, score, signs: PainNote(at_s(day), score, "", signs),
    st.sampled_from(DAYS),
    st.integers(0, 10),
    st.sampled_from([(), (), (), (SOON.signs[0],)]),
)
notes = st.lists(st.one_of(tame, tame, tame, records, pains), max_size=60)


@settings(max_examples=40, deadline=None)
@given(notes.map(lambda found: sorted(found, key=lambda one: one.at_s)))
def test_laws_of_any_six_weeks(story: list[StretchRecord | PainNote]) -> None:
    days = [shown(day, *story) for day in DAYS]

    for today, tomorrow in pairwise(days):
        assert not (today.strengthens and tomorrow.strengthens)
    for today in days:
        assert len(today.tasks) <= 4
        assert len({task.item.exercise.key for task in today.tasks}) == len(today.tasks)
        assert bool(today.pause) <= (not today.tasks)
        strong = any(task.item.exercise.kind is Kind.STRENGTHEN for task in today.tasks)
        assert not strong or today.strengthens
    assert all(shown(day, *story) == one for day, one in zip(DAYS[:3], days, strict=False))


@settings(max_examples=40, deadline=None)
@given(notes.map(lambda found: sorted(found, key=lambda one: one.at_s)))
def test_the_dose_never_grows_by_more_than_a_step_a_week(
    story: list[StretchRecord | PainNote],
) -> None:
    steps = [step_of(past(day, *story), {"chin_tuck"}, 2, TOP) for day in DAYS]
    for n, step in enumerate(steps):
        assert all(later <= step + 1 for later in steps[n : n + 8])
        assert 0 <= step <= TOP


@given(notes, st.sampled_from(DAYS))
def test_what_comes_later_changes_nothing(story: list[StretchRecord | PainNote], day: int) -> None:
    until = [one for one in story if one.at_s < at_s(day + 1, 0)]
    assert shown(day, *story) == shown(day, *until)


def test_a_pause_needs_a_note() -> None:
    assert pause_of(past(MONDAY)) is None
