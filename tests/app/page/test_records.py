"""What the page shows of the disk: today, the past, exercises, profiles, the self-check."""

from datetime import date, timedelta

import pytest

from posturecam.app.page.past import NOTHING_KEPT
from posturecam.app.page.records import OwnRecords
from posturecam.app.page.today import mostly, segments
from posturecam.core.history.dose import NOTHING, Dose, Exposure
from posturecam.core.history.records import BreakRecord
from posturecam.core.history.report_data import Period
from posturecam.core.values import Cause, Event, EventKind, Level, Verdict, Why
from posturecam.edges.files.folders import data_dir, profiles_dir, settings_path
from posturecam.edges.files.learned_file import beside
from posturecam.edges.files.process_lock import only_one
from posturecam.edges.history.database import history_path, open_to_read
from posturecam.edges.history.day import DatedMinute, read_day
from posturecam.edges.history.tables import PAIN
from posturecam.errors import InputError, ProfileMissingError, RunningError
from tests.support.desk import with_profile
from tests.support.history_world import faults, record, tick, unseen
from tests.support.page_records import NOW, DeskLive, recorded, sitting_at


@pytest.fixture
def records() -> OwnRecords:
    return OwnRecords(DeskLive(), lambda: NOW)


def write_settings(text: str) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(text, encoding="utf-8")


# Today


def test_today_is_what_each_minute_mostly_was(records: OwnRecords) -> None:
    recorded(days_ago=1)
    recorded()
    found = records.today()
    day = f"{NOW:%Y-%m-%d}"
    zone = NOW.isoformat()[19:]
    assert found["segments"] == [
        {"start": f"{day}T{a}{zone}", "end": f"{day}T{b}{zone}", "what": what, "cause": cause}
        for a, b, what, cause in [
            ("09:00:00", "09:10:00", "well", None),
            ("09:10:00", "09:20:00", "beyond", "forward_head"),
            ("09:20:00", "09:29:55", "away", None),
        ]
    ]
    assert (found["well_s"], found["judged_s"]) == (600, 1200)
    assert (found["alerts"], found["breaks"], found["note"]) == (0, 0, "")


def test_today_counts_alerts_and_breaks(records: OwnRecords) -> None:
    alert = Event(60.0, EventKind.ALERT, Cause.FORWARD_HEAD, held_s=60.0, level=Level.NOTICE)
    due = Event(65.0, EventKind.BREAK_DUE, held_s=60.0)
    looks = [tick(5.0 * n, Verdict.POOR) for n in range(12)]
    looks += [tick(60.0, Verdict.POOR, alert), tick(65.0, Verdict.POOR, due)]
    record(history_path(), looks, sitting_at(), every_s=None)
    found = records.today()
    assert (found["alerts"], found["breaks"], found["breaks_taken"]) == (1, 1, 0)
    assert read_day(history_path(), Period(0.0, 2e9)).breaks == (BreakRecord(65.0),)


def minute(number: int, **times: float) -> DatedMinute:
    return DatedMinute(60.0 * number, 0, NOTHING + Dose(**times))  # type: ignore[arg-type]


def test_minutes_join_unless_there_is_a_hole() -> None:
    rows = (minute(0, good_s=60.0), minute(1, good_s=40.0, poor_s=20.0), minute(3, good_s=30.0))
    found = [(one["start"][11:19], one["end"][11:19]) for one in segments(rows)]
    assert found == [("00:00:00", "00:02:00"), ("00:03:00", "00:03:30")]
    assert list(segments(())) == []


@pytest.mark.parametrize(
    ("times", "what"),
    [
        ({"good_s": 31.0, "poor_s": 29.0}, "well"),
        ({"away_s": 40.0, "good_s": 20.0}, "away"),
        ({"unknown_s": 40.0}, "unsure"),
        ({"unwatched_s": 60.0, "paused_s": 40.0}, "paused"),
        ({"unwatched_s": 60.0, "paused_s": 20.0}, "unsure"),
        ({"poor_s": 60.0}, "beyond"),
    ],
)
def test_what_a_minute_mostly_was(times: dict[str, float], what: str) -> None:
    assert mostly(minute(0, **times).dose) == (what, None)


def test_a_minute_beyond_has_its_worst_fault() -> None:
    both = faults(Exposure(Cause.SLUMP, 10.0, 10.0), Exposure(Cause.LEANING_IN, 50.0, 50.0))
    assert mostly(NOTHING + Dose(poor_s=60.0, faults=both)) == ("beyond", "leaning_in")  # type: ignore[call-arg]


def test_without_a_history_the_instance_says_what_it_knows(records: OwnRecords) -> None:
    found = records.today()
    assert (found["segments"], found["breaks"]) == ([], None)
    assert (found["well_s"], found["judged_s"], found["alerts"]) == (6900, 8040, 2)
    assert found["note"].endswith("This is what was measured today.")

    write_settings("[history]\nrecord = false\n")
    note = records.today()["note"]
    assert note == "The history is off (history.record). This is what was measured today."

    gone = OwnRecords(DeskLive("gone"), lambda: NOW).today()
    assert (gone["well_s"], gone["note"]) == (0, "Nothing has been recorded yet.")


def test_what_was_recorded_before_the_history_was_switched_off_shows(records: OwnRecords) -> None:
    recorded()
    write_settings("[history]\nrecord = false\n")
    assert records.today()["well_s"] == 600
    tomorrow = OwnRecords(DeskLive(), lambda: NOW + timedelta(days=1)).today()
    assert tomorrow["well_s"] == 6900


def test_pauses_show(records: OwnRecords) -> None:
    looks = [unseen(float(n), Why.PAUSED) for n in range(100)]
    record(history_path(), looks, sitting_at(), every_s=None)
    (paused,) = records.today()["segments"]
    assert (paused["what"], paused["end"][11:19]) == ("paused", "09:01:39")


# The past


def test_days_come_newest_first_with_their_sittings(records: OwnRecords) -> None:
    recorded(days_ago=1)
    recorded(hour=9)
    recorded(hour=11)
    found = records.history(14)
    today, yesterday = found["days"]
    assert [today["day"], yesterday["day"]] == ["2026-11-26", "2026-11-25"]
    assert (today["well_s"], today["judged_s"], today["alerts"]) == (1200, 2400, 0)
    assert [one["start"] for one in today["sittings"]] == ["11:00", "09:00"]
    assert yesterday["sittings"] == [
        {
            "start": "09:00",
            "end": "09:29",
            "well_s": 600,
            "judged_s": 1200,
            "away_s": 595,
            "alerts": 0,
            "profile": "default",
            "origin": "watch",
        }
    ]
    assert [day["day"] for day in records.history(1)["days"]] == ["2026-11-26"]
    assert found["note"] == ""


def test_an_empty_history_says_why(records: OwnRecords) -> None:
    assert "begins with the first minutes" in records.history(14)["note"]
    recorded(days_ago=30)
    assert records.history(7)["note"] == "Nothing was recorded in the last 7 days."
    write_settings("[history]\nrecord = false\n")
    assert "history.record" in records.history(7)["note"]


def test_deleting_says_what_was_done(records: OwnRecords) -> None:
    assert records.delete_history(None) == {"answer": NOTHING_KEPT}
    assert not history_path().exists()
    recorded(days_ago=1)
    recorded()
    assert "1 sitting" in records.delete_history(date(2026, 11, 26))["answer"]
    assert len(records.history(14)["days"]) == 1
    assert "1 sitting" in records.delete_history(None)["answer"]
    assert records.history(14)["days"] == []


def test_the_report_is_a_page(records: OwnRecords) -> None:
    with pytest.raises(InputError, match="no history"):
        records.report(7)
    recorded()
    assert records.report(7).startswith("<!DOCTYPE html>")


# Exercises


def test_exercises_have_words_and_a_figure(records: OwnRecords) -> None:
    found = records.exercises()
    tuck = next(one for one in found["exercises"] if one["key"] == "chin_tuck")
    assert (tuck["offered"], tuck["causes"][0]) == (True, "forward_head")
    assert tuck["steps"]
    assert tuck["dose"]
    assert tuck["helps_with"][0] == "head forward"
    assert tuck["figure"] == "Chin tuck, seen from the side"
    moving, still = (records.figure("chin_tuck", moves=moves) for moves in (True, False))
    assert moving[1] == still[1] == "image/svg+xml"
    assert b"<animate " in moving[0]
    assert b"<animate " not in still[0]
    assert found["problem"] == ""
    assert [len(one["signs"]) > 1 for one in found["warning_signs"]] == [True, True, True]


def test_own_exercises_are_among_them_and_a_broken_file_is_said(records: OwnRecords) -> None:
    own = data_dir() / "own.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(
        '[exercise.yawn]\nname = "Yawn"\nkind = "relax"\nsteps = ["Yawn."]\nplaces = ["any"]\n',
        encoding="utf-8",
    )
    write_settings(f'[stretches]\nown_file = "{own}"\nexclude = ["chin_tuck"]\n')
    by_key = {one["key"]: one for one in records.exercises()["exercises"]}
    assert by_key["yawn"]["figure"] == ""
    with pytest.raises(InputError, match="'yawn' has a figure"):
        records.figure("yawn", moves=True)
    assert not by_key["chin_tuck"]["offered"]

    own.write_text("[exercise.yawn]\n", encoding="utf-8")
    found = records.exercises()
    assert "need fixing" in found["problem"]
    assert "yawn" not in {one["key"] for one in found["exercises"]}


def test_it_says_what_can_be_led_and_what_a_camera_can_count(records: OwnRecords) -> None:
    by_key = {one["key"]: one for one in records.exercises()["exercises"]}
    shrug, breathing, swimming = (
        by_key[key] for key in ("shrug_and_drop", "slow_breathing", "swimming")
    )
    assert (shrug["leads"], shrug["follows"]) == (True, True)
    assert (breathing["leads"], breathing["follows"]) == (True, False)
    assert not swimming["leads"]


# Profiles


def test_profiles_say_what_they_found_and_which_is_used(records: OwnRecords) -> None:
    with_profile()
    with_profile("laptop")
    (profiles_dir() / "broken.toml").write_text("format = 1\n", encoding="utf-8")
    found = records.profiles()
    broken, default, _laptop = found["profiles"]
    assert found["use"] == "default"
    assert "cannot be used" in broken["problem"]
    assert default["found"]
    assert default["poses"] == ["upright"]
    assert default["learned"] is None


def test_a_profile_that_the_instance_was_started_with_stays_in_use() -> None:
    with_profile()
    with_profile("laptop")
    live = DeskLive()
    live.more = {"glance": {"profile": "desk.toml"}}
    records = OwnRecords(live, lambda: NOW)
    assert records.use_profile("laptop")["answer"] == (
        "laptop is used once posturecam is started without --profile. It runs with desk.toml now."
    )
    assert records.profiles()["use"] == "laptop"
    live.more = {}
    live.scenario = "gone"
    assert records.use_profile("default")["answer"] == "default is used from now on."


def test_a_profile_of_a_file_is_named(records: OwnRecords) -> None:
    write_settings('[profiles]\nuse = "/home/me/desk.toml"\n')
    assert records.profiles()["use"] == "/home/me/desk.toml"


def test_using_renaming_and_deleting(records: OwnRecords) -> None:
    with_profile()
    with_profile("laptop")
    records.use_profile("laptop")
    assert records.profiles()["use"] == "laptop"
    assert records.rename_profile("default", "old") == {"answer": "default is now old."}
    assert records.profiles()["use"] == "laptop"
    records.rename_profile("laptop", "kitchen")
    assert records.profiles()["use"] == "kitchen"
    records.delete_profile("old")
    assert [one["name"] for one in records.profiles()["profiles"]] == ["kitchen"]


def test_what_the_command_refuses_the_page_refuses(records: OwnRecords) -> None:
    with_profile()
    with_profile("laptop")
    for refused in (records.use_profile, records.delete_profile, records.forget_learned):
        with pytest.raises(ProfileMissingError):
            refused("nobody")
    with pytest.raises(InputError, match="already exists"):
        records.rename_profile("default", "laptop")
    with pytest.raises(InputError, match="no name"):
        records.rename_profile("default", "../laptop")


def test_what_was_learned_is_forgotten_unless_it_is_in_use(records: OwnRecords) -> None:
    path = beside(with_profile())
    assert "no learned data" in records.forget_learned("default")["answer"]
    path.write_text("{}", encoding="utf-8")
    assert "posturecam profiles forget" in records.profiles()["profiles"][0]["learned"]
    with only_one(data_dir() / "locks", "default"), pytest.raises(RunningError, match="is in use"):
        records.forget_learned("default")
    assert path.exists()
    records.forget_learned("default")
    assert not path.exists()


# The self-check


def test_the_questions_are_those_of_the_command(records: OwnRecords) -> None:
    found = records.self_check()
    assert (len(found["now"]["signs"]), found["pain"]["most"]) == (8, 10)
    assert "no diagnosis" in found["disclaimer"]


def test_an_urgent_sign_comes_before_everything(records: OwnRecords) -> None:
    found = records.answer_self_check({"now": [7], "lately": [0], "pain": 9})
    assert found["step"] == "at once"
    assert "chest pain" in found["sentences"][0]
    assert found["kept"] is False
    assert not history_path().exists()


def test_answers_are_saved_if_wished(records: OwnRecords) -> None:
    said = {"now": [], "lately": [1, 0, 1], "pain": 4, "where": " neck ", "keep": True}
    found = records.answer_self_check(said)
    assert (found["step"], found["kept"], found["problem"]) == ("soon", True, "")
    with open_to_read(history_path()) as db:
        (note,) = [PAIN.record(row) for row in db.execute("SELECT * FROM pain")]
    signs = records.self_check()["lately"]["signs"]
    assert (note.score, note.where, note.warning_signs) == (4, "neck", (signs[0], signs[1]))


def test_advice_comes_even_if_it_cannot_be_saved(records: OwnRecords) -> None:
    history_path().mkdir(parents=True)
    found = records.answer_self_check({"pain": 0, "keep": True})
    assert (found["step"], found["kept"]) == ("go on", False)
    assert found["problem"].startswith("The answers were not saved.")


@pytest.mark.parametrize(
    "said",
    [
        {"now": [8]},
        {"now": [-1]},
        {"lately": [True]},
        {"lately": "1"},
        {"pain": 11},
        {"pain": "3"},
        {"pain": True},
        {"where": 3},
        {"where": "x" * 201},
    ],
)
def test_other_answers_are_refused(records: OwnRecords, said: dict[str, object]) -> None:
    with pytest.raises(InputError):
        records.answer_self_check(said)


def test_the_doctor_says_what_is_missing(records: OwnRecords) -> None:
    found = records.doctor()
    by_name = {one["name"]: one for one in found["findings"]}
    assert (by_name["profile"]["ok"], found["well"]) == (False, False)
    assert by_name["python"]["ok"]


def test_broken_settings_leave_everything_else_in_place(records: OwnRecords) -> None:
    write_settings("broken [")
    recorded()
    assert records.today()["well_s"] == 600
    assert records.history(7)["note"] == ""
    assert records.exercises()["problem"] == ""
