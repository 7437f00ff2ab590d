"""Whether a request may be answered: a pure decision about what the browser says of it.

A server on 127.0.0.1 is reached by every page in the browser and by every program and user of this
computer.  So a request is answered only when all of these hold:

- Host is the address that was opened.  A site whose name is made to lead here (DNS rebinding)
  sends its own name.
- It is no upgrade to another protocol: there is no WebSocket here, and CORS would not protect one.
- The browser says (Sec-Fetch-Site) that it comes from this page, or was typed.  Another port
  of 127.0.0.1 is `same-site` and gets the cookie, so that is refused too.
- Its cookie is a session.
- What changes something has the Origin of this page and is JSON, which no form can send.

Sources: OWASP CSRF prevention cheat sheet; W3C Fetch Metadata; RFC 6265bis, section 8.6 (cookies
are not isolated by port).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

ASKING: Final = ("GET", "HEAD")  # methods that change nothing
CHANGING: Final = ("POST",)
FROM_HERE: Final = ("same-origin", "none", None)  # None: an old browser, or none
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REPORT_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""The report is a page of its own with its style in it; it runs no script at all."""

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
}
"""What every answer says to the browser."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says of itself; None: it does not say."""

    method: str
    host: str | None
    origin: str | None
    fetch_site: str | None
    content_type: str
    upgrade: str | None
    sessions: tuple[str, ...]  # from cookies of our name; pages on other ports can add some


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered."""

    status: int
    why: str


OPEN_IT: Final = "Open this page with: posturecam open"
NOT_FROM_HERE: Final = "Other pages may not ask here."


def refusal(asked: Asked, address: str, is_session: Callable[[str], bool]) -> Refusal | None:
    """Return why `asked` is refused at `address` (`127.0.0.1:PORT`), or None if it may pass."""
    refused = stranger(asked, address) or _foreign(asked)
    if refused is not None:
        return refused
    if not any(map(is_session, asked.sessions)):
        return Refusal(401, OPEN_IT)
    if asked.method in ASKING:
        return None
    if asked.origin is None:
        return Refusal(403, "A request that changes something needs its Origin.")
    if asked.content_type != "application/json":
        return Refusal(415, "Only JSON is taken.")
    return None


def stranger(asked: Asked, address: str) -> Refusal | None:
    """Return why `asked` is refused at `address` even with a token that is good, or None."""
    if asked.host != address:
        return Refusal(421, "This server has another name.")
    if asked.upgrade is not None:
        return Refusal(426, "This server speaks nothing but HTTP.")
    if asked.origin not in (None, f"http://{address}"):
        return Refusal(403, NOT_FROM_HERE)
    if asked.method not in ASKING + CHANGING:
        return Refusal(405, "This method is not known here.")
    return None


def _foreign(asked: Asked) -> Refusal | None:
    return None if asked.fetch_site in FROM_HERE else Refusal(403, NOT_FROM_HERE)
