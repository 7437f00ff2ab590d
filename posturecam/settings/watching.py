"""The settings of watching: camera, limits, alerts, breaks and what goes with them."""

from typing import Literal

from posturecam.settings.describing import Section, setting


class Camera(Section):
    """Where the picture comes from."""

    source: str = setting("0", "camera by number or name, or a file, stream address or folder")
    width: int = setting(640, "picture width asked of a live camera", "px", ge=160, le=3840)
    height: int = setting(480, "picture height asked of a live camera", "px", ge=120, le=2160)
    fps: float = setting(15.0, "rate asked of a live camera", "1/s", ge=1, le=60)
    view: Literal["auto", "front", "side"] = setting("auto", "from where the camera sees you")
    rotate: Literal[0, 90, 180, 270] = setting(
        0, "turn pictures clockwise by this, live or recorded", "deg"
    )
    mirror: bool = setting(
        default=False, help_="mirror pictures left to right, after turning them, live or recorded"
    )
    track: int = setting(
        0,
        "picture track of a recording that has several, from 1; 0: the one marked as default",
        "",
        ge=0,
        le=99,
    )
    recorded_fps: float = setting(
        0.0,
        "rate of a recording that holds no times, such as raw H.264; 0: what it says, else 25",
        "1/s",
        ge=0,
        le=240,
    )
    shared: bool = setting(
        default=False,
        help_="close the camera between looks that are far apart, so that meetings can take it",
    )
    shared_every_s: float = setting(
        15.0, "time between looks at a shared camera while all is well", "s", ge=6, le=60
    )
    start_s: float = setting(
        10.0, "how long a camera may take until its first picture", "s", ge=1, le=60
    )
    silence_s: float = setting(
        5.0, "after how long without a new picture a camera counts as lost", "s", ge=1, le=60
    )
    moved_by: float = setting(
        0.02,
        "shift of the background, in picture heights, that is a moved camera; 0 switches it off",
        "",
        ge=0,
        le=0.5,
    )
    moved_s: float = setting(
        3.0, "how long the background must be elsewhere for that", "s", ge=0, le=60
    )
    face_changed_s: float = setting(
        20.0,
        "how long your face must look unlike the calibrated one (mask, beard, hat put on) before "
        "measuring stops; 0 switches it off",
        "s",
        ge=0,
        le=600,
    )
    learn: bool = setting(
        default=True,
        help_="keep what a live sitting shows of camera and person for the next one",
    )
    image_every_s: float = setting(
        1.0, "time between two pictures of a folder or pages of a TIFF", "s", ge=0.04, le=3600
    )


class Model(Section):
    """The pose model."""

    path: str = setting("", "a pose bundle (.task) of your own; empty: the one it comes with")
    face_path: str = setting("", "the same for the face; empty: the one it comes with")


class Sampling(Section):
    """How often to look."""

    looks_per_s: float = setting(
        4.0, "looks in a second while an alert may be due, and in a replay", "1/s", ge=0.2, le=30
    )
    watchful_every_s: float = setting(
        0.5, "time between looks while anything else may be going on", "s", ge=0.03, le=1.5
    )
    calm_every_s: float = setting(
        1.0, "time between looks while you sit well", "s", ge=0.03, le=1.5
    )
    calm_after_s: float = setting(
        20.0, "how long you must have sat well for fewer looks", "s", ge=1, le=600
    )
    calm_below: float = setting(
        0.6, "part of every limit below which fewer looks are enough", "", ge=0, le=1
    )
    away_every_s: float = setting(1.5, "time between looks at an empty chair", "s", ge=0.03, le=1.5)
    calm_stands_s: float = setting(
        4.0,
        "for how long a result may stand while you sit well and nothing moves; 0 spares no look",
        "s",
        ge=0,
        le=5,
    )
    busy_stands_s: float = setting(1.0, "the same while something may be going on", "s", ge=0, le=2)
    still_below: float = setting(
        0.02, "movement that a fault takes at least, in picture heights", "", ge=0, le=0.1
    )


class Smoothing(Section):
    """How much the angles are smoothed."""

    window_s: float = setting(
        0.5, "angles are the median of so long; 0 switches smoothing off", "s", ge=0, le=10
    )


class Limits(Section):
    """How far from your calibration each posture may go before it counts as a fault."""

    sure: float = setting(
        0.5,
        "how probable it must be that a limit is exceeded before it counts; more is quieter",
        ge=0.3,
        le=0.99,
    )
    forward_head_deg: float = setting(
        8.0, "loss of craniovertebral angle; 0 switches it off", "deg", ge=0, le=45
    )
    rounded_shoulders_deg: float = setting(
        12.0, "gain of forward shoulder angle; 0 switches it off", "deg", ge=0, le=60
    )
    slump_cm: float = setting(
        3.0, "how far the base of the neck may sink; 0 switches it off", "cm", ge=0, le=30
    )
    slump_lean_deg: float = setting(
        4.0, "lean of the trunk while the head is forward; 0 switches it off", "deg", ge=0, le=45
    )
    leaning_in_deg: float = setting(
        10.0, "lean of the trunk towards the screen; 0 switches it off", "deg", ge=0, le=60
    )
    raised_shoulders_cm: float = setting(
        1.5, "how far the shoulders may rise; 0 switches it off", "cm", ge=0, le=15
    )
    head_tilt_deg: float = setting(
        15.0, "tilt of the head to either side; 0 switches it off", "deg", ge=0, le=60
    )
    too_close_cm: float = setting(
        15.0, "how much nearer to the camera you may come; 0 switches it off", "cm", ge=0, le=60
    )
    still_too_long_min: float = setting(
        45.0, "how long you may keep one position; 0 switches it off", "min", ge=0, le=240
    )


class Alerts(Section):
    """When a fault becomes an alert."""

    hold_s: float = setting(60.0, "how long a fault must last", "s", ge=1, le=3600)
    cooldown_s: float = setting(600.0, "silence after an alert", "s", ge=0, le=7200)
    max_per_hour: int = setting(4, "alerts in any hour at most", "", ge=0, le=60)
    share: float = setting(
        0.8,
        "part of the hold that the fault must fill; glances elsewhere are forgiven",
        "",
        ge=0.5,
        le=1,
    )
    card_s: float = setting(
        240.0, "a fault held this long is told once more (2 to 4 holds)", "s", ge=1, le=7200
    )
    clear_ratio: float = setting(
        0.5, "part of a limit below which a fault counts as corrected", "", gt=0, le=1
    )
    clear_s: float = setting(5.0, "how long the correction must last", "s", ge=0.5, le=60)
    forgive_s: float = setting(
        10.0, "how long you may be out of sight without a fault starting anew", "s", ge=0, le=120
    )
    reset_s: float = setting(
        30.0, "good posture that ends a silence grown by ignored alerts", "s", ge=0, le=3600
    )
    away_s: float = setting(
        10.0, "how long nobody may be seen until you count as away", "s", ge=1, le=600
    )


class Breaks(Section):
    """Reminders to get up, whatever the posture."""

    every_min: float = setting(
        30.0, "time sitting until a break is due; 0 switches breaks off", "min", ge=0, le=240
    )
    away_min: float = setting(2.0, "an absence this long counts as a break", "min", ge=0.1, le=60)
    again_min: float = setting(
        10.0, "time until a break not taken is due again", "min", ge=1, le=120
    )
    moved_min: float = setting(
        2.0, "no reminder so soon after you stood up or moved", "min", ge=0, le=30
    )
    moved_cm: float = setting(
        5.0, "shift of head or trunk that counts as a new position", "cm", ge=0.5, le=50
    )
    moved_deg: float = setting(
        8.0, "change of neck or trunk angle that counts as a new position", "deg", ge=0.5, le=90
    )
    moved_s: float = setting(3.0, "how long a new position must last", "s", ge=0, le=60)


class Stretches(Section):
    """Which exercises are proposed."""

    place: Literal["desk", "standing", "floor", "gym", "any"] = setting(
        "desk", "where you can exercise; desk: seated, gym: weights or a band at hand"
    )
    own_file: str = setting("", "a file (.toml) with exercises of your own; empty: none")
    exclude: tuple[str, ...] = setting((), "exercises never to propose, by key")


class Notifications(Section):
    """How an alert reaches you when you do not look at the terminal."""

    desktop: bool = setting(default=True, help_="show alerts as notifications of the desktop")
    sound: bool = setting(default=False, help_="let a notification make its sound")
    breaks: bool = setting(default=True, help_="notify of breaks too, not only of alerts")
    snooze_min: float = setting(
        15.0, "length of the first snooze; the next ones are longer", "min", ge=1, le=240
    )


class Pause(Section):
    """When nothing is watched and the camera is released."""

    locked: bool = setting(default=True, help_="pause while the screen is locked")
    on_battery: bool = setting(default=False, help_="pause while the computer runs on battery")
    hours: str = setting(
        "",
        "your working hours, such as 08:30-17:45; empty: always",
        words="two times of the day such as 08:30-17:45, or empty",
        pattern=r"^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$",
    )
    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = setting(
        (),
        "the days to watch; empty: every day",
        words="a list of mon, tue, wed, thu, fri, sat, sun",
    )


class Profiles(Section):
    """Which calibration is used."""

    use: str = setting("default", "profile to use when none is named")
