from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from posturecam.reports.calendar_file import _folded, calendar_text
from posturecam.reports.findings import Findings
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.programme import activities

MONDAY = datetime(2024, 10, 7, 10, 30)  # noqa: DTZ001 - a calendar's floating time
SATURDAY = datetime(2024, 10, 12, 10, 30)  # noqa: DTZ001 - a calendar's floating time
MADE = datetime(2024, 10, 11, 8, 0, tzinfo=UTC)


def test_two_repeating_entries(found: Findings) -> None:
    text = calendar_text(found.programme, SATURDAY, MADE)

    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded[-2:] == ["END:VCALENDAR", ""]
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 2
    assert "DTSTART:20241014T103000" in unfolded  # the Monday after
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20241209T103000" in unfolded
    assert any(line.startswith("RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR") for line in unfolded)
    assert "DTSTAMP:20241011T080000Z" in unfolded
    (daily, thrice) = [line for line in unfolded if line.startswith("DESCRIPTION:")]
    assert "Levator scapulae stretch: to stretch levator scapulae\\; " in daily
    assert "Chin tuck: to stretch and strengthen suboccipitals\\, deep neck flexors\\; " in thrice
    uids = [line for line in unfolded if line.startswith("UID:")]
    assert len(set(uids)) == 2


def test_walking_and_swimming_are_for_weekends(catalogue: Catalogue) -> None:
    text = calendar_text(activities(catalogue), MONDAY, MADE)

    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert "SUMMARY:A walk or a swim" in unfolded
    assert "DTSTART:20241012T103000" in unfolded  # the Saturday after
    assert any(line.startswith("RRULE:FREQ=WEEKLY;BYDAY=SA,SU") for line in unfolded)
    (described,) = [line for line in unfolded if line.startswith("DESCRIPTION:")]
    assert described.startswith("DESCRIPTION:Walking: at weekends.\\nSwimming: at weekends.")
    assert "prefer backstroke" in described


def test_no_line_is_too_long(found: Findings) -> None:
    text = calendar_text(found.programme, SATURDAY, MADE)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_nothing_to_do_is_an_empty_calendar() -> None:
    assert "VEVENT" not in calendar_text((), SATURDAY, MADE)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=300))
def test_folding_can_be_undone(line: str) -> None:
    parts = list(_folded(line))

    assert "\r\n".join(parts).replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in parts)
