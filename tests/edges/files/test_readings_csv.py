import io
import json

import pytest

from posturecam.core.parts import NoShoulders
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Level,
    Reading,
    Unseen,
    Verdict,
    View,
    Why,
)
from posturecam.edges.files.events_jsonl import JsonLines, event_row
from posturecam.edges.files.readings_csv import row
from posturecam.view.reading_row import COLUMNS

READING = Reading(
    1.5, View.FRONT, -8.126, 2.5, None, None, 3.0, -0.001, 1.0, 0.5, 2.0, 61.0, 1.0, 0.0
)
POOR = Assessment(
    1.5,
    Verdict.POOR,
    (Fault(Cause.FORWARD_HEAD, 8.1, 8, "deg"), Fault(Cause.SLUMP, 5, 4, "cm")),
)


NECK = (Fault(Cause.FORWARD_HEAD, 1.0, 8, "deg"),)
LOST = Assessment(1.0, Verdict.UNKNOWN, why=Why.CAMERA_BUSY)


def test_the_columns_are_those_promised() -> None:
    assert ", ".join(COLUMNS) == (
        "t_s, seen, reason, cva_change_deg, cva_change_sd_deg, fsa_change_deg, "
        "fsa_change_sd_deg, trunk_lean_change_deg, head_pitch_change_deg, head_yaw_deg, "
        "shoulder_elevation_change_cm, head_tilt_deg, distance_cm, verdict, causes, "
        "sink_cm, approach_cm, camera_shift_deg, forward_head_probability, "
        "rounded_shoulders_probability, slump_probability, leaning_in_probability, "
        "raised_shoulders_probability, head_tilt_probability, too_close_probability"
    )


def test_a_reading_in_words() -> None:
    written = row(READING, POOR)

    assert tuple(written) == COLUMNS
    assert written["t_s"] == "1.500"
    assert (written["cva_change_deg"], written["fsa_change_deg"]) == ("-8.13", "")
    assert written["head_pitch_change_deg"] == "0.00"  # never -0.00
    assert (written["verdict"], written["causes"]) == ("poor", "forward_head+slump")


def test_a_verdict_without_the_shoulders_says_so() -> None:
    good = Assessment(1.5, Verdict.GOOD, measured=NECK, no_shoulders=NoShoulders.UNCLEAR)

    written, reported = row(READING, good), event_row(Event(1.5, EventKind.ALERT), good)

    assert (written["seen"], written["verdict"]) == ("1", "good")
    assert written["reason"] == "neck only: shoulders not clear in this frame"
    assert (reported["judged"], reported["reason"]) == (["neck"], written["reason"])
    assert list(reported)[-3:] == ["judged", "reason", "length_s"]


def test_a_look_that_was_seen_and_not_judged_says_why() -> None:
    written = row(READING, Assessment(1.5, Verdict.UNKNOWN, why=Why.CAMERA_MOVED))

    assert (written["seen"], written["verdict"]) == ("1", "unknown")
    assert written["reason"] == "not sure: the camera seems to have moved; sit up for 10 s"


def test_what_is_unseen_says_why() -> None:
    unseen = Unseen(2.0, Why.TURNED)

    written = row(unseen, Assessment(2.0, Verdict.UNKNOWN, why=Why.TURNED))

    assert (written["seen"], written["reason"]) == ("0", "face turned away")
    assert {written[name] for name in COLUMNS[3:13]} == {""}


def test_an_event_in_words() -> None:
    alert = Event(
        3.25,
        EventKind.ALERT,
        Cause.SLUMP,
        held_s=60.12345,
        amount=5.0,
        unit="cm",
        level=Level.CARD,
        stretch="cat_cow",
        also=(Cause.FORWARD_HEAD,),
    )

    written = event_row(alert, POOR)

    assert list(written)[:5] == ["t_s", "event", "cause", "held_s", "stretch"]
    assert written["held_s"] == 60.123
    assert (written["event"], written["cause"], written["level"]) == ("alert", "slump", "card")
    assert written["also"] == ["forward_head"]


def test_a_camera_event_says_why() -> None:
    lost = Event(1.0, EventKind.CAMERA_LOST, why=Why.CAMERA_BUSY)

    assert event_row(lost, LOST)["why"] == "another program has the camera"


def test_rows_are_lines_of_json() -> None:
    sink = io.StringIO()

    JsonLines(sink).write({"event": "away", "note": "ü\n"})

    assert json.loads(sink.getvalue()) == {"event": "away", "note": "ü\n"}
    assert sink.getvalue().count("\n") == 1
    with pytest.raises(ValueError, match="not JSON compliant"):
        JsonLines(sink).write({"amount": float("nan")})
