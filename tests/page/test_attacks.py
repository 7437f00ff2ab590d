"""Attacks on the page that fail: what any program or user of this computer can send."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from posturecam.page import server as page_server
from posturecam.page.guard import HEADERS
from posturecam.view.commands import SnoozeAlerts
from tests.support.other_user import as_another_user, needs_root
from tests.support.page_world import World, serving
from tests.support.visitor import Reply, Visitor, guest, read_all, urlsplit_path

SNOOZE = {"do": "snooze", "for_s": 900}
EVERYTHING = [
    *("", "assets/app.js", "report", "api/state", "api/follow", "api/picture", "api/today"),
    *("api/settings", "api/history", "api/exercises", "api/profiles", "api/self-check"),
    *("api/doctor", "api/privacy", "api/nothing"),
]
CHANGES = ["do", "settings", "what-if", "history/delete", "privacy/delete"]
CHANGES += [f"profiles/{what}" for what in ("use", "rename", "delete", "forget")]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with serving() as served:
        yield served


@pytest.fixture
def me(world: World) -> Visitor:
    world.live.asked.clear()
    world.records.changed.clear()
    return guest(world)


def nothing_happened(world: World) -> bool:
    return not world.live.asked and not world.records.changed


def test_whoever_is_invited_may_look_and_change(world: World, me: Visitor) -> None:
    """All that follows differs from this in one thing."""
    assert me.ask("api/state").row["running"]
    assert me.post("api/do", SNOOZE).status == 200
    assert world.live.asked == [SnoozeAlerts(900)]


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("cookie", [None, "posturecam=x", "right name, wrong value"])
def test_without_a_session_there_is_nothing(
    world: World, me: Visitor, path: str, cookie: str | None
) -> None:
    name = str(me.cookie).partition("=")[0]
    cookie = f"{name}=AAAA" if cookie == "right name, wrong value" else cookie

    reply = Visitor(world, cookie).ask(path)

    assert reply.status == 401
    assert reply.row == {"error": "Open this page with: posturecam open"}


def test_who_opens_an_old_address_reads_what_to_do(world: World) -> None:
    reply = Visitor(world).ask("", headers={"Sec-Fetch-Dest": "document"})

    assert reply.status == 401
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reply.raw == b"Open this page with: posturecam open"


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=AAAA", "/?token=%00%ff", "/?x=1"])
def test_without_a_token_nobody_gets_a_session(world: World, path: str) -> None:
    refused(Visitor(world).ask(path), 401)


def test_a_token_is_good_once(world: World) -> None:
    invited = urlsplit_path(world.invite())

    assert Visitor(world).ask(invited).status == 200
    refused(Visitor(world).ask(invited), 401)


def test_a_token_is_good_for_a_minute(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    invited = urlsplit_path(world.invite())
    later = page_server.time.monotonic() + 61
    monkeypatch.setattr(page_server.time, "monotonic", lambda: later)

    refused(Visitor(world).ask(invited), 401)


def test_a_token_is_no_session_and_a_session_is_no_token(world: World, me: Visitor) -> None:
    token = world.invite().partition("token=")[2]
    name, _, session = str(me.cookie).partition("=")

    refused(Visitor(world, f"{name}={token}").ask("api/state"), 401)
    refused(Visitor(world).ask(f"/?token={session}"), 401)
    refused(Visitor(world).ask(f"api/state?token={token}"), 401)


def test_guessing_a_token_does_not_use_up_the_right_one(world: World) -> None:
    invited = urlsplit_path(world.invite())
    for _ in range(50):
        refused(Visitor(world).ask("/?token=guess"), 401)

    assert Visitor(world).ask(invited).status == 200


def test_the_cookie_stays_with_this_page(world: World) -> None:
    """Cookies are shared by all ports of a host: a path that nobody knows keeps it here."""
    reply = Visitor(world).ask(urlsplit_path(world.invite()))
    cookie = reply.headers["Set-Cookie"]

    place = Visitor(world).place
    assert re.fullmatch(r"/[\w-]{16}/", place)
    assert cookie.startswith(f"posturecam_{world.server.address.split(':')[1]}=")
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "SameSite=Strict", f"Path={place}"}


def test_a_cookie_that_another_port_adds_locks_nobody_out(world: World, me: Visitor) -> None:
    name = str(me.cookie).partition("=")[0]
    for cookies in (f"{name}=x; {me.cookie}", f"{me.cookie}; {name}=x", f"{name};{me.cookie};="):
        assert Visitor(world, cookies).ask("api/state").status == 200
    refused(Visitor(world, f"{name}=x; {name}=y; x{me.cookie}").ask("api/state"), 401)


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://127.0.0.1:1", "http://localhost", "null", "", None]
)
def test_a_stolen_cookie_is_of_no_use_to_another_origin(
    world: World, me: Visitor, path: str, origin: str | None
) -> None:
    refused(me.post(f"api/{path}", SNOOZE, {"Origin": origin}), 403)
    assert nothing_happened(world)


@pytest.mark.parametrize("path", EVERYTHING)
def test_a_stolen_cookie_shows_nothing_to_another_origin(me: Visitor, path: str) -> None:
    refused(me.ask(path, headers={"Origin": "http://evil.example"}), 403)
    refused(me.ask(path, headers={"Sec-Fetch-Site": "cross-site"}), 403)
    refused(me.ask(path, headers={"Sec-Fetch-Site": "same-site"}), 403)


@pytest.mark.parametrize("path", ["/", *EVERYTHING])
@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:80", ""])
def test_dns_rebinding_fails(world: World, me: Visitor, path: str, host: str) -> None:
    """A site whose name leads to 127.0.0.1 sends its own name."""
    port = world.server.address.split(":")[1]
    named = {"Host": host, "Origin": f"http://{host}"}

    refused(me.ask(path, headers={"Host": host}), 421)
    refused(me.ask(path, headers={"Host": f"evil.example:{port}"}), 421)
    refused(me.post(path, SNOOZE, named), 421)
    assert nothing_happened(world)


def test_a_rebound_name_cannot_use_an_invitation(world: World) -> None:
    invited = urlsplit_path(world.invite())

    refused(Visitor(world).ask(invited, headers={"Host": "evil.example"}), 421)


@pytest.mark.parametrize(
    "head",
    [
        b"GET %s HTTP/1.1\r\n\r\n",
        b"GET %s HTTP/1.1\r\nHost: evil.example\r\nHost: %s\r\n\r\n",
        b"GET %s HTTP/1.1\r\nHost: %s\r\nHost: evil.example\r\n\r\n",
        b"GET http://evil.example%s HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET %s HTTP/1.0\r\n\r\n",
    ],
)
def test_no_play_with_hosts_helps(world: World, me: Visitor, head: bytes) -> None:
    path = f"{me.place}api/state".encode()
    cookie = f"\r\nCookie: {me.cookie}\r\n\r\n".encode()
    names = (path, world.server.address.encode())
    sent = (head % names[: head.count(b"%s")]).replace(b"\r\n\r\n", cookie)

    with me.raw(sent) as opened:
        got = read_all(opened)

    assert re.match(rb"HTTP/1\.[01] 4\d\d ", got), got
    assert b'"running"' not in got


@pytest.mark.parametrize("origin", ["http://evil.example", None, "own"])
@pytest.mark.parametrize("path", ["api/follow", "api/state", "api/do", "", "ws"])
def test_no_websocket_is_opened(me: Visitor, path: str, origin: str | None) -> None:
    """Browsers let every page open a WebSocket anywhere, with its cookies."""
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Origin": me.origin if origin == "own" else origin,
    }

    refused(me.ask(path, headers=asked), 426)


def test_no_other_protocol_is_spoken(me: Visitor) -> None:
    refused(me.ask("api/state", headers={"Connection": "Upgrade", "Upgrade": "h2c"}), 426)
    refused(me.ask("api/state", "CONNECT"), 405)
    with me.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") as opened:
        assert not read_all(opened).startswith(b"HTTP/1.1 2")


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("application/x-www-form-urlencoded", b"do=snooze&for_s=900"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n{}\r\n--x--\r\n"),
        ("text/plain", json.dumps(SNOOZE).encode()),
        ("text/plain; application/json", json.dumps(SNOOZE).encode()),
        (None, json.dumps(SNOOZE).encode()),
    ],
)
def test_no_form_changes_anything(
    world: World, me: Visitor, path: str, kind: str | None, sent: bytes
) -> None:
    refused(me.ask(f"api/{path}", "POST", sent, {"Content-Type": kind}), 415)
    assert nothing_happened(world)


@pytest.mark.parametrize("path", CHANGES)
def test_asking_changes_nothing(world: World, me: Visitor, path: str) -> None:
    """A picture or a link in another page can only GET."""
    me.ask(f"api/{path}?do=snooze&for_s=900")

    assert nothing_happened(world)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"])
def test_other_methods_are_refused(world: World, me: Visitor, method: str) -> None:
    refused(me.ask("api/settings", method, b"{}"), 405)
    assert nothing_happened(world)


def test_no_other_origin_is_ever_allowed(me: Visitor) -> None:
    """A browser lets other pages read an answer only if the answer says so."""
    for reply in (me.ask("api/state"), me.ask("api/state", "OPTIONS"), me.ask("")):
        allowed = [name for name in reply.headers if name.lower().startswith("access-control")]
        assert allowed == []


@pytest.mark.parametrize(
    "path",
    [
        "assets/../server.py",
        "assets/..%2fserver.py",
        "assets/%2e%2e/server.py",
        "assets/%2e%2e%2f%2e%2e%2fsettings%2f__init__.py",
        "assets/..%252fserver.py",
        "assets/..\\server.py",
        "assets/..%5cserver.py",
        "assets/%c0%ae%c0%ae/server.py",
        "assets/views/../../server.py",
        "assets//etc/passwd",
        "assets/%2fetc%2fpasswd",
        "assets/C:%5cWindows%5cwin.ini",
        "assets/app.js%00.png",
        "assets/....//server.py",
        "assets/",
        "assets",
        "assets/views",
        "assets/__pycache__",
        "../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "api/../../server.py",
    ],
)
def test_no_path_leads_out_of_the_assets(me: Visitor, path: str) -> None:
    reply = me.ask(path)

    assert reply.status in (400, 401, 404), reply.raw
    assert b"import" not in reply.raw
    assert b"root:" not in reply.raw


@pytest.mark.parametrize("path", ["", "assets/app.js", "api/state", "api/nothing", "report"])
def test_every_answer_says_what_a_browser_may_do(world: World, me: Visitor, path: str) -> None:
    for reply in (me.ask(path), Visitor(world).ask(path)):
        for name, value in HEADERS.items():
            said = reply.headers.get_all(name)
            if name == "Content-Security-Policy" and path == "report" and reply.status == 200:
                assert said is not None
                assert "sandbox" in said[0]
            else:
                assert said == [value]
        assert "Server" not in reply.headers


def test_what_cannot_be_read_is_refused_in_plain_words(me: Visitor) -> None:
    for sent in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"<script>\r\n\r\n"):
        with me.raw(sent) as opened:
            opened.settimeout(300)
            got = read_all(opened)
        assert b"text/html" not in got
        assert not got.startswith(b"HTTP/1.1 2")


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    "sent", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 60000, b'"x"', b'{"do": []}']
)
def test_nonsense_is_refused_in_words(world: World, me: Visitor, path: str, sent: bytes) -> None:
    reply = me.ask(f"api/{path}", "POST", sent)

    if path in ("settings", "what-if") and sent == b'{"do": []}':
        return  # asks for no change at all
    assert reply.status == 400
    assert reply.row["error"]
    assert nothing_happened(world)


@pytest.mark.parametrize("path", CHANGES)
def test_a_body_that_is_too_large_is_refused(world: World, me: Visitor, path: str) -> None:
    sent = json.dumps({"do": "x" * page_server.MOST_BODY}).encode()

    assert me.ask(f"api/{path}", "POST", sent).status == 413
    assert nothing_happened(world)


def test_a_body_without_an_end_is_refused(me: Visitor) -> None:
    head = f"POST {me.place}api/do HTTP/1.1\r\nHost: {me.world.server.address}\r\n"
    head += f"Cookie: {me.cookie}\r\nOrigin: {me.origin}\r\nContent-Type: application/json\r\n"
    with me.raw(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode()) as opened:
        got = b""
        for _ in range(100):
            try:
                opened.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
            except OSError:
                break
        with suppress(ConnectionError):
            got = read_all(opened)

    assert b" 413 " in got.split(b"\r\n")[0] or not got


def test_a_header_that_is_too_large_is_refused(me: Visitor) -> None:
    for headers in ({"X-Long": "x" * 100_000}, {f"X-{n}": "x" for n in range(500)}):
        assert me.ask("api/state", headers=dict(headers)).status in (400, 431)
    assert me.ask("api/state?" + "x" * 100_000).status in (400, 414)


@needs_root
def test_another_user_finds_nothing_even_with_the_cookie(world: World, me: Visitor) -> None:
    """A cookie or a token in the wrong hands: the system says whose connection it is."""
    invited = urlsplit_path(world.invite())
    host = world.server.address
    for path, cookie in ((f"{me.place}api/state", me.cookie), (invited, "")):
        asking = (
            f"c = http.client.HTTPConnection({host!r})\n"
            f"c.request('GET', {path!r}, headers={{'Cookie': {cookie!r}}})\n"
            "r = c.getresponse(); print(r.status, r.read())"
        )
        words = [sys.executable, "-c", as_another_user(asking)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        assert done.stdout[:3] in ("401", "403")
        assert "running" not in done.stdout

    assert me.ask("api/state").status == 200
    assert Visitor(world).ask(invited).status == 200, "the token was not used up"


def refused(reply: Reply, status: int) -> None:
    assert reply.status == status, reply.raw
    assert "Set-Cookie" not in reply.headers
    assert list(reply.row) == ["error"]
