"""Settings of how a person is interrupted: breaks and notifications."""

from typing import Literal

from posturecam.settings.describing import Section, setting


class Breaks(Section):
    """Reminders to get up, independent of posture."""

    every_min: float = setting(
        30.0,
        "sitting time after which a break is due; 0 disables break reminders",
        "min",
        ge=0,
        le=240,
    )
    away_min: float = setting(2.0, "shortest absence that counts as a break", "min", ge=0.1, le=60)
    again_min: float = setting(
        10.0, "time after which a break that was not taken is due again", "min", ge=1, le=120
    )
    moved_min: float = setting(
        2.0,
        "time without a break reminder after you stood up or changed position",
        "min",
        ge=0,
        le=30,
    )
    moved_cm: float = setting(
        5.0, "shift of head or trunk that counts as a change of position", "cm", ge=0.5, le=50
    )
    moved_deg: float = setting(
        8.0,
        "change of neck or trunk angle that counts as a change of position",
        "deg",
        ge=0.5,
        le=90,
    )
    micro_every_min: float = setting(
        0.0,
        "sitting time without a change of position after which a micro-break is due; 0 disables "
        "micro-breaks",
        "min",
        ge=0,
        le=240,
    )
    micro_s: float = setting(20.0, "length of a micro-break", "s", ge=5, le=120)
    screen: Literal["off", "one", "all"] = setting(
        "off", "show breaks with a countdown over the screen in use, over all screens, or not"
    )


class Notifications(Section):
    """How alerts reach you outside the terminal."""

    desktop: bool = setting(default=True, help_="show alerts as desktop notifications")
    sound: bool = setting(default=False, help_="play a sound with each alert and break reminder")
    breaks: bool = setting(default=True, help_="also notify when a break is due")
    snooze_min: float = setting(
        15.0, "length of the first snooze; pressing s again makes it longer", "min", ge=1, le=240
    )
    volume: float = setting(0.5, "loudness of the sounds, from 0 to 1", "", ge=0, le=1)
    alert_sound: Literal["bell", "bowl", "none"] = setting("bell", "sound of an alert")
    break_sound: Literal["bell", "bowl", "none"] = setting("bowl", "sound of a break reminder")
    border: bool = setting(
        default=False, help_="show a thin coloured border on all screens while an alert is on"
    )
    praise: bool = setting(
        default=False, help_="say so, now and then, when you have held a correction"
    )
