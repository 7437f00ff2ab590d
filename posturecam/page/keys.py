"""Who may see the page: one-time tokens, and the sessions they are exchanged for."""

import secrets
from typing import Final

TOKEN_S: Final = 60.0  # for which a token can be used; a browser that is not running starts in less
MOST_SESSIONS: Final = 8  # browsers at once; each `posturecam open` makes one, the oldest ends


class Keys:
    """The tokens and sessions of one server; all of them are gone with it.

    Times `now` are seconds of a clock that never goes back.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._tokens: dict[str, float] = {}
        self._sessions: list[str] = []

    def token(self, now: float) -> str:
        """Return a new token, good once and for TOKEN_S."""
        self._drop_expired(now)
        token = secrets.token_urlsafe(32)
        self._tokens[token] = now + TOKEN_S
        return token

    def exchange(self, token: str, now: float) -> str | None:
        """Return a new session for `token`, or None if it is unknown, used or expired."""
        self._drop_expired(now)
        found = _find(token, self._tokens)
        if found is None:
            return None
        del self._tokens[found]
        session = secrets.token_urlsafe(32)
        self._sessions = [*self._sessions, session][-MOST_SESSIONS:]
        return session

    def is_session(self, session: str) -> bool:
        """Return whether `session` was given out and has not ended."""
        return _find(session, self._sessions) is not None

    def is_waiting(self, token: str, now: float) -> bool:
        """Return whether `token` can still be used."""
        self._drop_expired(now)
        return _find(token, self._tokens) is not None

    def _drop_expired(self, now: float) -> None:
        self._tokens = {token: end for token, end in self._tokens.items() if now < end}


def _find(wanted: str, among: dict[str, float] | list[str]) -> str | None:
    """Compare with every one of them in constant time, so that no answer says how near it was."""
    sought = wanted.encode("utf-8", "replace")
    found = [one for one in among if secrets.compare_digest(one.encode(), sought)]
    return found[0] if found else None
