"""The commands that start the instance, or ask something of it."""

import tempfile
import time
from contextlib import suppress
from typing import IO, Any, Final

from posturecam.app.companion.start import Start
from posturecam.edges.control.client import ALREADY, Instance, is_running
from posturecam.edges.control.own_process import let_go, start_detached
from posturecam.edges.files import folders
from posturecam.edges.files.folders import log_path
from posturecam.edges.files.process_lock import INSTANCE, is_held
from posturecam.errors import MissingError, NotRunningError, RunningError, SilentError
from posturecam.view.commands import OpenPage, Quit
from posturecam.view.glance import Light

START_S: Final = 20.0
"""For the instance to answer: a busy computer with a cold disk takes some seconds."""

SETTLE_S: Final = 3.0
"""For the instance to find its profile; with one it opens the camera meanwhile."""

ASK_EVERY_S: Final = 0.1


def start(wish: Start, *, may_open: bool = True) -> str:
    """Start the instance in the background, and return what to say.

    Raises:
        RunningError: There is one already.
        SilentError: There is one that does not answer.
        MissingError: It has ended at once, or does not answer.
    """
    if _is_there():
        raise RunningError(ALREADY)
    with tempfile.TemporaryFile() as said:
        process = start_detached(_words(wish), said)
        _await(process, said)
    let_go(process)
    if may_open and _lacks_calibration():
        Instance().do(OpenPage())
    return (
        f"posturecam is running in the background (process {process.pid}).\n"
        "`posturecam open` shows it in the browser, `posturecam stop` ends it."
    )


def _is_there() -> bool:
    """Whether there is an instance.

    Raises:
        SilentError: There is one that does not answer.
    """
    try:
        Instance().glance()
    except SilentError:
        raise
    except NotRunningError:
        return False
    return True


def _lacks_calibration() -> bool:
    """Whether the instance waits for a calibration; it says so a moment after it answers."""
    until_s = time.monotonic() + SETTLE_S
    while (light := Instance().glance().light) is Light.STARTING and time.monotonic() < until_s:
        time.sleep(ASK_EVERY_S)
    return light is Light.UNCALIBRATED


def _is_locked() -> bool:
    """Whether an instance is there, one that begins or ends included."""
    return is_held(folders.data_dir() / "locks", INSTANCE)


def _words(wish: Start) -> list[str]:
    words = ["start", "--foreground"]
    words += ["--source", wish.source] if wish.source is not None else []
    words += ["--profile", wish.profile] if wish.profile is not None else []
    return words + [word for override in wish.overrides for word in ("--set", override)]


def _await(process: Any, said: IO[bytes]) -> None:
    """Wait until the instance answers, and is `process`: somebody else may start one meanwhile.

    Raises:
        RunningError: Another one was first.
        MissingError: It has ended, or does not answer in time.
    """
    until_s = time.monotonic() + START_S
    while time.monotonic() < until_s:
        has_ended = process.poll() is not None
        with suppress(NotRunningError):
            if Instance().is_child(process.pid):
                return
            if has_ended:
                raise RunningError(ALREADY)
        if has_ended and not _is_locked():
            raise _why_ended(process, said)
        time.sleep(ASK_EVERY_S)
    msg = f"posturecam was started but does not answer. The log is {log_path()}."
    raise MissingError(msg)


def _why_ended(process: Any, said: IO[bytes]) -> MissingError:
    said.seek(0)
    reason = said.read().decode("utf-8", "replace").strip().removeprefix("Error: ")
    error = MissingError(reason or f"posturecam ended at once. The log is {log_path()}.")
    vars(error)["exit_code"] = process.returncode
    return error


def stop() -> str:
    """End the instance, wait until another one may be started, and return what to say.

    Raises:
        NotRunningError: There is none.
        MissingError: It does not end.
    """
    Instance().do(Quit())
    until_s = time.monotonic() + START_S
    while time.monotonic() < until_s:
        if not is_running() and not _is_locked():
            return "posturecam has ended."
        time.sleep(ASK_EVERY_S)
    msg = f"posturecam does not end. The log is {log_path()}."
    raise MissingError(msg)


def open_page() -> str:
    """Show the page, of an instance that is started if there is none; return what to say."""
    if not _is_there():
        with suppress(RunningError):  # somebody else has started one meanwhile
            start(Start(), may_open=False)
    return Instance().do(OpenPage())
