"""The guard, request by request: each story differs from a good request in one thing."""

from dataclasses import replace
from typing import Any

import pytest

from posturecam.page.guard import HEADERS, POLICY, REPORT_POLICY, Asked, refusal, stranger

ADDRESS = "127.0.0.1:4321"
GET = Asked(
    method="GET",
    host=ADDRESS,
    origin=None,
    fetch_site="same-origin",
    content_type="application/octet-stream",
    upgrade=None,
    sessions=("mine",),
)
POST = replace(GET, method="POST", origin=f"http://{ADDRESS}", content_type="application/json")


def status(asked: Asked) -> int | None:
    refused = refusal(asked, ADDRESS, lambda session: session == "mine")
    return None if refused is None else refused.status


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(GET, id="get"),
        pytest.param(replace(GET, method="HEAD"), id="head"),
        pytest.param(replace(GET, fetch_site="none"), id="typed"),
        pytest.param(replace(GET, fetch_site=None), id="an old browser"),
        pytest.param(replace(GET, origin=f"http://{ADDRESS}"), id="a module"),
        pytest.param(replace(GET, sessions=("his", "mine")), id="a cookie added by another port"),
        pytest.param(POST, id="post"),
    ],
)
def test_a_good_request_passes(asked: Asked) -> None:
    assert status(asked) is None
    assert stranger(asked, ADDRESS) is None


@pytest.mark.parametrize("good", [GET, POST], ids=["get", "post"])
@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        pytest.param({"host": None}, 421, id="no host"),
        pytest.param({"host": "evil.example:4321"}, 421, id="a name made to lead here"),
        pytest.param({"host": "localhost:4321"}, 421, id="another name of this computer"),
        pytest.param({"host": "127.0.0.1"}, 421, id="another port"),
        pytest.param({"host": f"{ADDRESS}.evil.example"}, 421, id="a longer name"),
        pytest.param({"upgrade": "websocket"}, 426, id="a websocket"),
        pytest.param({"upgrade": ""}, 426, id="an empty upgrade"),
        pytest.param({"origin": "http://evil.example"}, 403, id="another origin"),
        pytest.param({"origin": "null"}, 403, id="a sandbox or a file"),
        pytest.param({"origin": "http://127.0.0.1:4322"}, 403, id="another port's page"),
        pytest.param({"origin": f"https://{ADDRESS}"}, 403, id="another scheme"),
        pytest.param({"fetch_site": "cross-site"}, 403, id="another site"),
        pytest.param({"fetch_site": "same-site"}, 403, id="another port of this site"),
        pytest.param({"fetch_site": ""}, 403, id="an empty site"),
        pytest.param({"method": "PUT"}, 405, id="put"),
        pytest.param({"method": "OPTIONS"}, 405, id="a preflight"),
        pytest.param({"sessions": ()}, 401, id="no cookie"),
        pytest.param({"sessions": ("his",)}, 401, id="another cookie"),
    ],
)
def test_a_request_with_one_thing_wrong_is_refused(
    good: Asked, wrong: dict[str, Any], expected: int
) -> None:
    assert status(replace(good, **wrong)) == expected


@pytest.mark.parametrize(
    "form", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""]
)
def test_what_a_form_can_send_is_refused(form: str) -> None:
    assert status(replace(POST, content_type=form)) == 415


def test_a_change_without_an_origin_is_refused() -> None:
    assert status(replace(POST, origin=None)) == 403


def test_an_invitation_may_come_from_a_file() -> None:
    """The file that opens the page is another site to the browser; the token is the proof."""
    opened = replace(GET, sessions=(), fetch_site="cross-site")

    assert stranger(opened, ADDRESS) is None
    assert stranger(replace(opened, host="evil.example"), ADDRESS) is not None
    assert stranger(replace(opened, origin="null"), ADDRESS) is not None


def test_the_policy_allows_this_page_and_nothing_else() -> None:
    policies = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))

    assert policies.pop("img-src") == "'self' data:"
    assert set(policies.values()) == {"'none'", "'self'"}
    assert policies["default-src"] == policies["frame-ancestors"] == "'none'"
    assert policies["base-uri"] == policies["form-action"] == "'none'"
    assert HEADERS["Content-Security-Policy"] == POLICY


def test_the_report_may_run_nothing() -> None:
    assert "script-src" not in REPORT_POLICY
    assert "allow-scripts" not in REPORT_POLICY
    assert "default-src 'none'" in REPORT_POLICY
