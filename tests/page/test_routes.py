"""Every address of the page with a good request, and what the backend is asked for."""

import json
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from posturecam.errors import MissingError, PosturecamError, StorageError
from posturecam.page import answers, routes, server, streams
from posturecam.page.backend import NOT_RUNNING
from posturecam.view.commands import DismissAlert, Pause, ReadSettings, SnoozeAlerts
from tests.support.page_world import FakeLive, FakeRecords, World, serving
from tests.support.patience import wait_until
from tests.support.visitor import Visitor, guest


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[World, Visitor]]:
    with serving() as world:
        yield world, guest(world)


@pytest.fixture
def world(served: tuple[World, Visitor]) -> World:
    found = served[0]
    found.live.asked.clear()
    found.records.changed.clear()
    return found


@pytest.fixture
def me(world: World, served: tuple[World, Visitor]) -> Visitor:
    assert world is served[0]
    return served[1]


@pytest.mark.parametrize(
    ("path", "kind", "begins"),
    [
        ("", "text/html; charset=utf-8", b"<!doctype html>"),
        ("assets/app.js", "text/javascript", b"//"),
        ("assets/views/now.js", "text/javascript", b""),
        ("assets/style.css", "text/css", b""),
        ("assets/icon.svg", "image/svg+xml", b"<svg"),
        ("report", "text/html; charset=utf-8", b"<!doctype html>"),
    ],
)
def test_files(me: Visitor, path: str, kind: str, begins: bytes) -> None:
    reply = me.ask(path)

    assert reply.status == 200
    assert reply.headers["Content-Type"].removesuffix("; charset=utf-8") in kind
    assert reply.raw.startswith(begins)
    assert me.ask(path, "HEAD").raw == b""


@pytest.mark.parametrize(
    "name", ["today", "settings", "exercises", "profiles", "doctor", "privacy"]
)
def test_what_is_asked_for_comes_as_json(world: World, me: Visitor, name: str) -> None:
    reply = me.ask(f"api/{name}")

    assert reply.headers["Content-Type"] == "application/json; charset=utf-8"
    assert reply.row == getattr(world.records, name)()


def test_the_state(world: World, me: Visitor) -> None:
    assert me.ask("api/state").row == world.live.state()


@pytest.mark.parametrize(
    ("row", "command"),
    [
        ({"do": "snooze", "for_s": 900}, SnoozeAlerts(900)),
        ({"do": "dismiss"}, DismissAlert()),
        ({"do": "pause", "until_tomorrow": True}, Pause(until_tomorrow=True)),
    ],
)
def test_a_command(world: World, me: Visitor, row: Any, command: Any) -> None:
    reply = me.post("api/do", row)

    assert reply.row == {"answer": f"{type(command).__name__}: done."}
    assert world.live.asked == [command]


@pytest.mark.parametrize("row", [{"do": "fly"}, {"do": "snooze"}, {"do": "snooze", "for_s": -1}])
def test_what_is_no_command_is_refused_in_words(world: World, me: Visitor, row: Any) -> None:
    reply = me.post("api/do", row)

    assert reply.status == 400
    assert "command" in reply.row["error"]
    assert not world.live.asked


@pytest.mark.parametrize(
    ("path", "row", "changed"),
    [
        ("settings", {"set": {"a.b": 1}, "unset": ["c.d"]}, ("settings", {"a.b": 1}, ("c.d",))),
        ("settings", {"set": {"a.b": [1, "x"]}}, ("settings", {"a.b": [1, "x"]}, ())),
        ("profiles/use", {"name": "laptop"}, ("use", "laptop")),
        ("profiles/rename", {"name": "laptop", "to": "desk"}, ("rename", "laptop", "desk")),
        ("profiles/delete", {"name": "laptop"}, ("delete", "laptop")),
        ("profiles/forget", {"name": "laptop"}, ("forget", "laptop")),
        ("privacy/delete", {"what": "log", "sure": True}, ("store", "log")),
    ],
)
def test_after_a_change_the_instance_reads_it(
    world: World, me: Visitor, path: str, row: Any, changed: Any
) -> None:
    reply = me.post(f"api/{path}", row)

    assert reply.status == 200, reply.raw
    assert reply.row["said"] == "ReadSettings: done."
    assert world.records.changed == [changed]
    assert world.live.asked == [ReadSettings()]


def test_a_change_without_an_instance_is_a_change(world: World, me: Visitor) -> None:
    world.live.scenario = "gone"
    try:
        reply = me.post("api/settings", {"set": {"a.b": 1}})
        assert me.ask("api/state").row == NOT_RUNNING
        assert me.post("api/do", {"do": "dismiss"}).status == 500
    finally:
        world.live.scenario = "well"

    assert reply.row["saved"] == ["a.b"]
    assert "not running" in reply.row["said"]


def test_values_that_cannot_be_taken_are_named(world: World, me: Visitor) -> None:
    reply = me.post("api/settings", {"set": {"alerts.hold_s": -1, "a.b": 1}})

    assert reply.status == 422
    assert list(reply.row["errors"]) == ["alerts.hold_s"]
    assert not world.records.changed
    assert not world.live.asked


def test_what_would_have_been(world: World, me: Visitor) -> None:
    reply = me.post("api/what-if", {"set": {"alerts.hold_s": 90, "camera.width": 1280}})

    assert reply.row["then"]["alerts"] == 1
    assert reply.row["not_counted"] == ["camera.width"]
    assert not world.records.changed


@pytest.mark.parametrize(
    ("row", "before"), [({"before": "2026-01-31"}, date(2026, 1, 31)), ({"all": True}, None)]
)
def test_history_is_deleted(world: World, me: Visitor, row: Any, before: Any) -> None:
    assert me.post("api/history/delete", row).row == {"answer": "Deleted 12 sittings."}
    assert world.records.changed == [("history", before)]


@pytest.mark.parametrize(
    ("path", "row", "why"),
    [
        ("history/delete", {}, "before is needed"),
        ("history/delete", {"all": 1}, "before is needed"),
        ("history/delete", {"before": "yesterday"}, "must be a date"),
        ("privacy/delete", {"what": "all"}, "sure must be true"),
        ("privacy/delete", {"what": "all", "sure": "yes"}, "sure must be true"),
        ("privacy/delete", {"what": "everything", "sure": True}, "nothing called"),
        ("settings", {"set": []}, "set must be an object"),
        ("settings", {"unset": "a.b"}, "unset must be a list"),
        ("settings", {"unset": [1]}, "unset must be a list"),
        ("profiles/use", {}, "name is needed"),
        ("profiles/use", {"name": ""}, "name is needed"),
        ("profiles/rename", {"name": "laptop"}, "to is needed"),
        ("profiles/use", {"name": "../../x"}, "no profile"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    world: World, me: Visitor, path: str, row: Any, why: str
) -> None:
    reply = me.post(f"api/{path}", row)

    assert reply.status == 400
    assert why in reply.row["error"]
    assert not world.records.changed
    assert not world.live.asked


@pytest.mark.parametrize(("query", "days"), [("", 14), ("?days=1", 1), ("?days=3660", 3660)])
def test_days(me: Visitor, query: str, days: int) -> None:
    assert len(me.ask(f"api/history{query}").row["days"]) == days


@pytest.mark.parametrize("days", ["0", "-1", "3661", "1.5", "x", "", "9" * 5000, "%C2%B2"])
def test_days_that_make_no_sense_are_refused(me: Visitor, days: str) -> None:
    for path in ("api/history", "report"):
        assert me.ask(f"{path}?days={days}").status == 400


def test_the_report_has_days_of_its_own(me: Visitor) -> None:
    assert b"The last 7 days" in me.ask("report").raw
    assert b"The last 30 days" in me.ask("report?days=30").raw


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StorageError("the disk is full"), 400),
        (MissingError("there is no camera"), 409),
        (PosturecamError("something"), 500),
    ],
)
def test_errors_come_in_words(error: Exception, status: int) -> None:
    with serving(records=Failing(error)) as world:
        reply = guest(world).ask("api/profiles")

    assert reply.status == status
    assert reply.row == {"error": str(error)}


def test_a_bug_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    with serving(records=Failing(ZeroDivisionError("a secret"))) as world:
        reply = guest(world).ask("api/profiles")

    assert reply.status == 500
    assert reply.row == {"error": answers.INTERNAL}
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "ANSWER_S", 0.0)
    with serving() as world:
        assert guest(world).ask("api/profiles").status == 504


def test_what_is_no_number_is_never_sent(caplog: pytest.LogCaptureFixture) -> None:
    """NaN is no JSON: a browser could read nothing of the answer."""
    with serving(FakeLive(more={"figure": float("nan")})) as world:
        assert guest(world).ask("api/state").status == 500
    caplog.clear()


def test_states_and_pictures_are_streams_of_their_kind(me: Visitor) -> None:
    with me.stream("api/follow") as states:
        got = read_until(states, b"}\n\n")
        assert b"Content-Type: text/event-stream" in got
        data = got.partition(b"data: ")[2].partition(b"\n")[0]
        assert json.loads(data)["glance"]["light"] == "well"
    with me.stream("api/picture") as pictures:
        got = read_until(pictures, b"\xff\xd9\r\n")
        assert b"multipart/x-mixed-replace; boundary=picture" in got
        assert b"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: " in got
        assert b"\r\n\r\n\xff\xd8\xff" in got


def test_a_stream_without_news_shows_that_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or browsers and proxies take it for dead."""
    monkeypatch.setattr(streams, "LOOK_S", 0.01)
    monkeypatch.setattr(streams, "BEAT_S", 0.05)
    live = FakeLive(every_s=2.0)
    with serving(live) as world, guest(world).stream("api/follow") as states:
        assert b"event: state" in read_until(states, b": still here\n\n")


def test_it_knows_for_how_long_nobody_has_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 100.0
    monkeypatch.setattr(server, "time", SimpleNamespace(monotonic=lambda: now_s))
    with serving() as world:

        def idle_s() -> float:
            idle: float = world.call(world.server.idle_s)
            return idle

        me = guest(world)
        with me.stream("api/follow") as states:
            read_until(states, b"event")
            read_until(states, b"event")
            now_s += 5
            assert idle_s() == 0
        wait_until(lambda: not world.live.following, "nobody to look")
        now_s += 5
        assert idle_s() == 5
        me.ask("api/state")
        assert idle_s() == 0
        now_s += 5
        Visitor(world).ask("api/state")
        assert idle_s() == 5, "strangers do not keep it up"
        world.invite()
        assert idle_s() == 0


class Failing(FakeRecords):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def profiles(self) -> Any:
        raise self.error


def read_until(stream: Any, wanted: bytes) -> bytes:
    got = b""
    while wanted not in got:
        more = stream.recv(65536)
        assert more, got
        got += more
    return got
