"""What the user has set up that reaches beyond posturecam's own folders and this computer."""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from posturecam.app.page.stores import row_of
from posturecam.edges.desktop.autostart_status import autostart_status
from posturecam.edges.desktop.menu_entry import entry_path
from posturecam.edges.home.mqtt_password import SERVICE
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError
from posturecam.settings import Settings
from posturecam.settings.home import Hooks


def leads_elsewhere(settings: Settings) -> tuple[str, ...]:
    """Return what sends or receives by the user's own wish, in words."""
    return tuple(_wishes(settings))


def _wishes(settings: Settings) -> Iterator[str]:
    if settings.mqtt.host:
        yield f"State and alerts go to the MQTT broker {settings.mqtt.host} (mqtt.host)."
    if "://" in settings.camera.source:
        source = printable(settings.camera.source)
        yield f"Pictures come from the network camera {source} (camera.source)."
    names = [name for name in Hooks.model_fields if name.startswith("on_")]
    if commands := [f"hooks.{name}" for name in names if getattr(settings.hooks, name)]:
        yield f"Commands of your own run, which may do anything ({', '.join(commands)})."


def beyond_the_folders(
    settings: Settings, environ: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> list[dict[str, Any]]:
    """Return what is kept outside posturecam's folders; the page deletes none of it."""
    rows = []
    try:
        found = autostart_status(environ)
        if found.kind:
            how = "that posturecam starts when you log in; `posturecam autostart off` deletes it"
            rows.append(row_of("Start at login", how, found.where))
        if platform == "linux" and entry_path(environ).exists():
            how = "the entry in the menu; `posturecam desktop-entry --remove` deletes it"
            rows.append(row_of("Menu entry", how, str(entry_path(environ))))
    except InputError:  # there is no home folder, so there is nothing in it
        pass
    if settings.mqtt.host and settings.mqtt.user and not settings.mqtt.password_file:
        how = "the password of the MQTT broker, if you put it there"
        rows.append(row_of("MQTT password", how, f"the keyring of your desktop, as {SERVICE}"))
    return rows
