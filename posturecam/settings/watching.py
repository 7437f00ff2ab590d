"""Settings of `watch`: camera, limits, alerts, exercises and pauses."""

from typing import Literal

from posturecam.settings.describing import Section, setting


class Camera(Section):
    """The camera or recording, and how it is read."""

    source: str = setting(
        "0", "camera (number or name), file, stream address or folder of pictures"
    )
    width: int = setting(640, "picture width requested from a camera", "px", ge=160, le=3840)
    height: int = setting(480, "picture height requested from a camera", "px", ge=120, le=2160)
    fps: float = setting(15.0, "frame rate requested from a camera", "1/s", ge=1, le=60)
    view: Literal["auto", "front", "side"] = setting("auto", "side from which the camera sees you")
    rotate: Literal[0, 90, 180, 270] = setting(
        0, "clockwise rotation of the picture, live or recorded", "deg"
    )
    mirror: bool = setting(
        default=False,
        help_="mirror the picture left to right (after camera.rotate), live or recorded",
    )
    track: int = setting(
        0,
        "video track to use if a recording has several, counted from 1; 0: the default track",
        "",
        ge=0,
        le=99,
    )
    recorded_fps: float = setting(
        0.0,
        "frame rate of a recording without timestamps (raw H.264); 0: the rate it states, or 25",
        "1/s",
        ge=0,
        le=240,
    )
    shared: bool = setting(
        default=False,
        help_="close the camera between frames, so that other programs can use it",
    )
    shared_every_s: float = setting(
        15.0,
        "time between frames of a shared camera (camera.shared) while you sit well",
        "s",
        ge=6,
        le=60,
    )
    start_s: float = setting(10.0, "longest wait for the first frame of a camera", "s", ge=1, le=60)
    silence_s: float = setting(
        5.0, "time without a new frame after which the camera is reported lost", "s", ge=1, le=60
    )
    moved_by: float = setting(
        0.02,
        "background shift, in picture heights, that counts as a moved camera; 0 disables the check",
        "",
        ge=0,
        le=0.5,
    )
    face_changed_s: float = setting(
        20.0,
        "how long your face must look unlike the calibrated one (mask, beard, hat) before "
        "measuring stops; 0 disables the check",
        "s",
        ge=0,
        le=600,
    )
    learn: bool = setting(
        default=True,
        help_="save what a live sitting shows about camera and person, for the next one",
    )
    image_every_s: float = setting(
        1.0,
        "time from one picture of a folder, or page of a TIFF, to the next",
        "s",
        ge=0.04,
        le=3600,
    )
    yields: bool = setting(
        default=True,
        help_="release the camera as soon as another program opens it (Linux)",
    )


class Model(Section):
    """The pose and face models."""

    path: str = setting(
        "", "file of another MediaPipe pose model (.task); empty: the built-in model"
    )
    face_path: str = setting(
        "", "file of another MediaPipe face model (.task); empty: the built-in model"
    )


class Sampling(Section):
    """How many frames are measured."""

    looks_per_s: float = setting(
        4.0, "frames per second while an alert may be due, and in a replay", "1/s", ge=0.2, le=30
    )
    calm_every_s: float = setting(
        1.0,
        "time between frames while you sit well; half of it while posture may be changing",
        "s",
        ge=0.03,
        le=1.5,
    )
    calm_stands_s: float = setting(
        4.0,
        "how long a reading is reused while you sit well and nothing moves (a quarter of it while "
        "posture may be changing); 0 measures every frame",
        "s",
        ge=0,
        le=5,
    )


class Smoothing(Section):
    """How much the angles are smoothed."""

    window_s: float = setting(
        0.5, "length of the median filter of the angles; 0 disables smoothing", "s", ge=0, le=10
    )


class Limits(Section):
    """Change from your calibration beyond which a posture counts as a fault."""

    sure: float = setting(
        0.5,
        "probability that a limit is exceeded from which it counts; higher means fewer alerts",
        ge=0.3,
        le=0.99,
    )
    forward_head_deg: float = setting(
        8.0,
        "decrease of the craniovertebral angle (head forward); 0 disables the fault",
        "deg",
        ge=0,
        le=45,
    )
    rounded_shoulders_deg: float = setting(
        12.0,
        "increase of the forward shoulder angle (rounder); 0 disables the fault",
        "deg",
        ge=0,
        le=60,
    )
    slump_cm: float = setting(
        3.0, "drop of the base of the neck (slump); 0 disables the fault", "cm", ge=0, le=30
    )
    slump_lean_deg: float = setting(
        4.0, "trunk lean with a forward head (slump); 0 disables the fault", "deg", ge=0, le=45
    )
    leaning_in_deg: float = setting(
        10.0, "trunk lean towards the screen; 0 disables the fault", "deg", ge=0, le=60
    )
    raised_shoulders_cm: float = setting(
        1.5, "rise of the shoulders; 0 disables the fault", "cm", ge=0, le=15
    )
    head_tilt_deg: float = setting(
        15.0, "tilt of the head to either side; 0 disables the fault", "deg", ge=0, le=60
    )
    too_close_cm: float = setting(
        15.0, "approach of the eyes to the camera; 0 disables the fault", "cm", ge=0, le=60
    )
    still_too_long_min: float = setting(
        45.0, "time in one position; 0 disables the fault", "min", ge=0, le=240
    )


class Alerts(Section):
    """When a fault causes an alert."""

    hold_s: float = setting(
        60.0,
        "how long a fault must last before an alert; one that goes on causes a second alert "
        "after 4 times as long",
        "s",
        ge=1,
        le=3600,
    )
    cooldown_s: float = setting(
        600.0, "time without further alerts after an alert", "s", ge=0, le=7200
    )
    max_per_hour: int = setting(4, "largest number of alerts in an hour", "", ge=0, le=60)
    share: float = setting(
        0.8,
        "fraction of alerts.hold_s for which the fault must be present; short pauses are allowed",
        "",
        ge=0.5,
        le=1,
    )
    away_s: float = setting(
        10.0,
        "time with nobody in view after which you count as away and the time of a fault "
        "starts again from zero",
        "s",
        ge=1,
        le=600,
    )


class Stretches(Section):
    """Which exercises alerts propose."""

    place: Literal["desk", "standing", "floor", "gym", "any"] = setting(
        "desk", "where you can exercise (desk: seated; gym: with weights or a band)"
    )
    own_file: str = setting("", "file with your own exercises (.toml); empty: none")
    exclude: tuple[str, ...] = setting((), "keys of exercises that are never proposed")


class Pause(Section):
    """When measuring pauses and the camera is released."""

    locked: bool = setting(default=True, help_="pause while the screen is locked")
    on_battery: bool = setting(default=False, help_="pause while the computer runs on battery")
    hours: str = setting(
        "",
        "working hours, such as 08:30-17:45, outside which measuring pauses; empty: never",
        words="two times of the day such as 08:30-17:45, or empty",
        pattern=r"^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$",
    )
    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = setting(
        (),
        "days of the week to measure on; empty: every day",
        words="a list of mon, tue, wed, thu, fri, sat, sun",
    )


class Profiles(Section):
    """Which calibration profile is used."""

    use: str = setting("default", "profile used without --profile")
