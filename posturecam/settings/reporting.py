"""Settings of the history and the report."""

from posturecam.settings.describing import Section, setting


class History(Section):
    """What is recorded."""

    record: bool = setting(default=True, help_="keep a history of angles, alerts and breaks")
    keep_days: int = setting(
        0, "days after which records are deleted; 0 keeps them", "days", ge=0, le=36500
    )


class Report(Section):
    """Period and thresholds of the report."""

    days: float = setting(7.0, "period of a report without --since", "days", gt=0, le=36500)
    followed_within_s: float = setting(
        120.0, "time within which a correction counts as following the alert", "s", ge=1, le=3600
    )
    least_min: float = setting(
        60.0, "measured time below which the report draws no conclusions", "min", ge=0, le=6000
    )
    much_share: float = setting(
        0.2,
        "share of the time from which a fault is called frequent; from a quarter of it, occasional",
        "",
        gt=0,
        le=1,
    )


class Hints(Section):
    """Thresholds from which the report gives a hint for the workplace."""

    pitch_deg: float = setting(
        10.0,
        "hint from this mean downward head pitch, compared with calibration",
        "deg",
        ge=1,
        le=60,
    )
    distance_cm: float = setting(
        45.0, "hint below this mean distance from camera to eyes", "cm", ge=20, le=100
    )
    yaw_deg: float = setting(
        12.0, "hint from this mean turn of the head to one side", "deg", ge=1, le=90
    )
