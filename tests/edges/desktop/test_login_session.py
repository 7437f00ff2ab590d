"""Logging out ends what was started in the session."""

import ctypes
import ctypes.util
from typing import Any

import pytest

from posturecam.edges.desktop.login_session import LIBRARIES, own_session

SESSION = {"XDG_SESSION_ID": "c2"}


class Logind:
    """The functions of sd-login, about one session that can be changed."""

    def __init__(self, kind: str = "wayland", state: str = "active") -> None:
        self.facts: dict[str, str] | None = {"type": kind, "state": state}
        self.t, self.asked, self.freed = 100.0, 0, 0

    def _answer(self, what: str, name: bytes, found: Any) -> int:
        assert name == b"c2"
        self.asked += 1
        if self.facts is None:
            return -6  # ENXIO
        found._obj.value = self.facts[what].encode()
        return 0

    def sd_session_get_type(self, name: bytes, found: Any) -> int:
        return self._answer("type", name, found)

    def sd_session_get_state(self, name: bytes, found: Any) -> int:
        return self._answer("state", name, found)

    def free(self, _pointer: ctypes.c_void_p) -> None:
        self.freed += 1

    def later(self, seconds: float, state: str | None) -> None:
        self.t += seconds
        if state is None or self.facts is None:
            self.facts = None
        else:
            self.facts["state"] = state


def watched(logind: Logind) -> Any:
    return own_session(SESSION, lambda _name: logind, lambda: logind.t)


@pytest.mark.parametrize("end", ["closing", None])
def test_it_is_over_when_somebody_has_logged_out(end: str | None) -> None:
    logind = Logind()
    over = watched(logind)
    said = []
    for state in ("active", "online", "active", end):  # online: somebody else is at the screen
        logind.later(10.0, state)
        said.append(over())
    assert said == [False, False, False, True]
    assert logind.freed == logind.asked - (end is None)


def test_logind_is_asked_now_and_then() -> None:
    logind = Logind()
    over = watched(logind)
    before = logind.asked
    for _ in range(99):
        logind.later(0.1, "active")
        over()
    assert logind.asked == before
    logind.later(0.2, "active")
    over()
    assert logind.asked == before + 1


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        pytest.param("tty", "active", id="by ssh: it may go on"),
        pytest.param("wayland", "closing", id="over already"),
    ],
)
def test_sessions_that_are_not_watched(kind: str, state: str) -> None:
    logind = Logind(kind, state)
    over = watched(logind)
    logind.later(60.0, None)
    assert not over()


def test_without_session_or_logind_it_is_never_over() -> None:
    def none(name: str) -> Any:
        raise OSError(name)

    assert not own_session({}, none)()
    assert not own_session(SESSION, none)()
    assert not own_session(SESSION, lambda _name: object())()


def test_elogind_is_asked_where_there_is_no_systemd() -> None:
    logind, tried = Logind(), []

    def load(name: str) -> Any:
        tried.append(name)
        if name == LIBRARIES[0]:
            raise OSError(name)
        return logind

    over = own_session(SESSION, load, lambda: logind.t)
    logind.later(10.0, "closing")
    assert over()
    assert tried == list(LIBRARIES)


def test_the_library_itself_knows_no_such_session() -> None:
    if ctypes.util.find_library("systemd") is None:
        pytest.skip("needs libsystemd")
    t = [0.0]
    over = own_session({"XDG_SESSION_ID": "none-such"}, clock=lambda: t[0])
    t[0] = 60.0
    assert not over()
