"""Settings of when alerts and break reminders wait."""

from posturecam.settings.describing import Section, setting


class Quiet(Section):
    """When alerts and break reminders wait, to come summed up in one afterwards."""

    in_calls: bool = setting(default=True, help_="wait while another program uses a microphone")
    camera_used: bool = setting(default=True, help_="wait while another program uses a camera")
    full_screen: bool = setting(default=True, help_="wait while the active window is full screen")
    presenting: bool = setting(
        default=True,
        help_="wait while the screen is shared, or kept on by a presentation or a film",
    )
    do_not_disturb: bool = setting(
        default=True, help_="wait while the desktop is set to do not disturb"
    )
