"""The settings of what is kept and reported."""

from posturecam.settings.describing import Section, setting


class History(Section):
    """What is remembered."""

    record: bool = setting(default=True, help_="keep a history of angles, alerts and breaks")
    keep_days: int = setting(
        0, "days after which the history is forgotten; 0 keeps it", "days", ge=0, le=36500
    )


class Report(Section):
    """What the report counts."""

    days: float = setting(7.0, "length of a report when none is asked for", "days", gt=0, le=36500)
    followed_within_s: float = setting(
        120.0, "an alert corrected within so long was followed", "s", ge=1, le=3600
    )
    least_min: float = setting(
        60.0, "judged time below which nothing is concluded", "min", ge=0, le=6000
    )
    some_share: float = setting(
        0.05, "share of the time from which a fault counts as now and then", "", gt=0, lt=1
    )
    much_share: float = setting(
        0.2, "share of the time from which a fault counts as often", "", gt=0, le=1
    )


class Hints(Section):
    """From which figure on the report gives a hint for the workplace."""

    pitch_deg: float = setting(
        10.0, "mean of how far you look down, against calibration", "deg", ge=1, le=60
    )
    looking_down_share: float = setting(
        0.4, "share of the time looking at desk or keyboard", "", gt=0, le=1
    )
    distance_cm: float = setting(
        45.0, "mean distance from camera to eyes below this", "cm", ge=20, le=100
    )
    off_centre: float = setting(
        0.15, "distance from the picture's middle, in picture widths", "", gt=0, le=0.5
    )
    yaw_deg: float = setting(12.0, "mean turn of the head to one side", "deg", ge=1, le=90)
    turned_share: float = setting(
        0.25, "share of the time turned away, as to a second screen", "", gt=0, le=1
    )
    camera_tilt_deg: float = setting(20.0, "tilt of the camera, up or down", "deg", ge=1, le=60)
    head_tilt_deg: float = setting(6.0, "mean tilt of the head to one side", "deg", ge=1, le=60)
    raised_share: float = setting(0.15, "share of the time with raised shoulders", "", gt=0, le=1)
    breaks_taken_share: float = setting(
        0.34, "share of the breaks taken below this", "", ge=0, le=1
    )
    still_min: float = setting(
        60.0, "longest time without a change of position", "min", ge=5, le=600
    )
