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
    some_share: float = setting(
        0.05, "share of the time from which a fault is called occasional", "", gt=0, lt=1
    )
    much_share: float = setting(
        0.2, "share of the time from which a fault is called frequent", "", gt=0, le=1
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
    looking_down_share: float = setting(
        0.4, "hint from this share of the time looking down at desk or keyboard", "", gt=0, le=1
    )
    distance_cm: float = setting(
        45.0, "hint below this mean distance from camera to eyes", "cm", ge=20, le=100
    )
    off_centre: float = setting(
        0.15,
        "hint from this distance of the head from the centre of the picture, in picture widths",
        "",
        gt=0,
        le=0.5,
    )
    yaw_deg: float = setting(
        12.0, "hint from this mean turn of the head to one side", "deg", ge=1, le=90
    )
    turned_share: float = setting(
        0.25, "hint from this share of the time turned away, as to a second screen", "", gt=0, le=1
    )
    camera_tilt_deg: float = setting(
        20.0, "hint from this tilt of the camera, up or down", "deg", ge=1, le=60
    )
    head_tilt_deg: float = setting(
        6.0, "hint from this mean tilt of the head to one side", "deg", ge=1, le=60
    )
    raised_share: float = setting(
        0.15, "hint from this share of the time with raised shoulders", "", gt=0, le=1
    )
    breaks_taken_share: float = setting(
        0.34, "hint below this share of breaks taken", "", ge=0, le=1
    )
    still_min: float = setting(
        60.0, "hint from this longest time without a change of position", "min", ge=5, le=600
    )
