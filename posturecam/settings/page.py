"""Settings of the page in the browser."""

from posturecam.settings.describing import Section, setting


class Page(Section):
    """What the page can show."""

    last_hour: bool = setting(
        default=True,
        help_="keep the readings of the last hour in memory (numbers only, never written), so that "
        "the page can show what other settings would have changed",
    )
