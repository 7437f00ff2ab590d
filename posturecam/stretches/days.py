"""Days counted from 1970-01-01, as dates and in words."""

from datetime import date, timedelta
from typing import Final

EPOCH: Final = date(1970, 1, 1)  # of Unix time (POSIX.1-2017, 4.16)


def date_of(day: int) -> date:
    """Return the date of `day`."""
    return EPOCH + timedelta(days=day)


def day_text(day: int) -> str:
    """Write `day` as `Monday, 7 October`."""
    there = date_of(day)
    return f"{there:%A}, {there.day} {there:%B}"
