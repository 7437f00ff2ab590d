"""The instance in the background, run within the test while somebody else asks it things."""

from collections.abc import Callable
from threading import Thread

import pytest

from posturecam.app.companion.instance import serve
from posturecam.app.companion.start import Start
from posturecam.edges.control import client, server
from posturecam.edges.control.client import Instance, is_running
from posturecam.errors import PosturecamError
from posturecam.view.commands import Quit
from posturecam.view.glance import Light
from tests.support.patience import PATIENCE_S, wait_until

QUIET = ("notifications.desktop=false", "home.dbus=false", "history.record=false")
Visit = Callable[[Instance], None]


def be_patient(patch: pytest.MonkeyPatch) -> None:
    """Let neither end of a connection take the other for dead because the machine is busy."""
    for module, name in ((client, "PATIENCE_S"), (client, "SILENT_S"), (server, "GREETING_S")):
        patch.setattr(module, name, PATIENCE_S)


def visited(visit: Visit, *overrides: str, source: str = "0", profile: str | None = None) -> None:
    """Be the instance on `source` while `visit` asks it things; end it afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        be_patient(patch)
        _visited(visit, Start(source, profile, (*QUIET, *overrides)))


def _visited(visit: Visit, start: Start) -> None:
    went_wrong: list[BaseException] = []

    def go() -> None:
        try:
            wait_until(is_running, "the instance")
            visit(Instance())
        except BaseException as error:  # noqa: BLE001 (it is raised in the test)
            went_wrong.append(error)
        finally:
            _end()

    visitor = Thread(target=go)
    visitor.start()
    try:
        serve(start)
    finally:
        visitor.join()
    if went_wrong:
        raise went_wrong[0]


def _end() -> None:
    try:
        Instance().do(Quit())
    except PosturecamError as error:
        pytest.fail(f"the instance has gone: {error}")


def until(instance: Instance, *lights: Light) -> None:
    """Wait until it shows one of `lights`."""
    wait_until(lambda: instance.glance().light in lights, f"{lights}, not {instance.glance()}")
