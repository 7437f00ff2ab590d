"""Every setting, once: default, range, unit and one line of help.

`posturecam settings` lists these, `--set SECTION.KEY=VALUE` overrides them, and app/policies.py
converts them to the policies of the core, which have no defaults of their own.
"""

from posturecam.settings.coaching import Coaching
from posturecam.settings.describing import Section
from posturecam.settings.home import Home, Hooks, Mqtt
from posturecam.settings.page import Page
from posturecam.settings.quiet import Quiet
from posturecam.settings.reporting import Hints, History, Report
from posturecam.settings.telling import Breaks, Notifications
from posturecam.settings.watching import (
    Alerts,
    Camera,
    Limits,
    Model,
    Pause,
    Profiles,
    Sampling,
    Smoothing,
    Stretches,
)

__all__ = [
    "Alerts",
    "Breaks",
    "Camera",
    "Coaching",
    "Hints",
    "History",
    "Home",
    "Hooks",
    "Limits",
    "Model",
    "Mqtt",
    "Notifications",
    "Page",
    "Pause",
    "Profiles",
    "Quiet",
    "Report",
    "Sampling",
    "Settings",
    "Smoothing",
    "Stretches",
]


class Settings(Section):
    """All settings."""

    camera: Camera = Camera()
    model: Model = Model()
    sampling: Sampling = Sampling()
    smoothing: Smoothing = Smoothing()
    limits: Limits = Limits()
    alerts: Alerts = Alerts()
    breaks: Breaks = Breaks()
    stretches: Stretches = Stretches()
    notifications: Notifications = Notifications()
    pause: Pause = Pause()
    profiles: Profiles = Profiles()
    history: History = History()
    report: Report = Report()
    hints: Hints = Hints()
    hooks: Hooks = Hooks()
    mqtt: Mqtt = Mqtt()
    home: Home = Home()
    page: Page = Page()
    quiet: Quiet = Quiet()
    coaching: Coaching = Coaching()
