"""Shares, times and counts as people read them."""

MINUTE_S, HOUR_S = 60, 3600
LEAST_SHARE = 0.005  # less reads as 0 %


def time_text(seconds: float) -> str:
    """Write a duration briefly: `2.5 s`, `45 s`, `12 min 5 s`, `3 h 20 min`."""
    whole = round(seconds)
    if whole < MINUTE_S:
        return f"{whole} s" if whole == round(seconds, 1) or whole >= 10 else f"{seconds:.1f} s"
    minutes, rest = divmod(whole, MINUTE_S)
    if whole < HOUR_S:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, MINUTE_S)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def percent_text(share: float) -> str:
    """Write a share from 0 to 1 in whole per cent; what is not quite nothing is `under 1 %`."""
    whole = round(100 * share)
    return "under 1 %" if share > 0 and whole == 0 else f"{whole} %"


def part_text(seconds: float, whole_s: float, least_s: float = 0.0, of: str = "") -> str:
    """Write a time with its share: `3 h 20 min (41 %)`; no share of less than `least_s`."""
    if whole_s <= 0 or whole_s < least_s:
        return time_text(seconds)
    return f"{time_text(seconds)} ({percent_text(seconds / whole_s)}{of})"


def count_text(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: `1 day`, `3 days`."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def h_mm_text(seconds: float) -> str:
    """Write a duration, or seconds since midnight, in hours and minutes: `9:05`."""
    minutes = round(seconds / MINUTE_S)
    return f"{minutes // 60}:{minutes % 60:02d}"
