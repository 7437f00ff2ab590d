"""Days and dates as options."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import click

SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([dwmy])")
DAYS = {"d": 1.0, "w": 7.0, "m": 30.5, "y": 365.25}
FORMATS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


class Since(click.ParamType[datetime]):
    """A date such as `2026-10-01`, or a period back such as `7d`, `4w`, `6m` or `2y`."""

    name = "since"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment in local time; days back begin at midnight and count today.

        Raises:
            click.BadParameter: `value` is neither a date nor a period.
        """
        moment = value if isinstance(value, datetime) else _moment(str(value).strip())
        if moment is None:
            self.fail(
                f"{value!r} is not a date or period; write 7d, 4w, 6m, 2y or 2026-10-01", param, ctx
            )
        return moment


def _moment(text: str) -> datetime | None:
    from posturecam.app.admin.reporting import since_days

    if found := SPAN.fullmatch(text):
        now = datetime.now(tz=UTC).astimezone()
        return since_days(float(found[1]) * DAYS[found[2]], now)
    for form in FORMATS:
        with suppress(ValueError):
            return datetime.strptime(text, form).astimezone()
    return None
