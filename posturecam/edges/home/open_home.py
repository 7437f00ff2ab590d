"""Hooks, MQTT and D-Bus of the running instance, as the settings want them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from posturecam.edges.home.dbus import open_dbus
from posturecam.edges.home.hooks import open_hooks
from posturecam.edges.home.mqtt import open_mqtt
from posturecam.edges.home.outlet import Outlet, Together
from posturecam.settings import Settings
from posturecam.view.commands import Companion


@contextmanager
def open_home(
    settings: Settings, companion: Companion, complain: Callable[[str], object]
) -> Iterator[Outlet]:
    """Pass on events and state for the length of the block, and take commands.

    `complain` is called from any thread; `companion.do` from the threads of MQTT and D-Bus.
    """
    with ExitStack() as stack:
        opened = (
            open_hooks(settings.hooks, complain),
            open_mqtt(settings.mqtt, companion, complain),
            open_dbus(companion, wanted=settings.home.dbus),
        )
        yield Together([stack.enter_context(one) for one in opened])
