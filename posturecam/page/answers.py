"""What is read of a request and written as its answer: JSON, and errors in words."""

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from aiohttp import web

from posturecam.errors import InputError, MissingError, PosturecamError
from posturecam.page.backend import WrongValuesError

BODY_S: Final = 10.0  # for which a body may take to arrive; it comes from this computer
MOST_DAYS: Final = 3660  # ten years, longer than a history is kept
INTERNAL: Final = "Internal error, a bug in posturecam. The log has more."
_log = logging.getLogger(__name__)


def answer(row: Mapping[str, Any], status: int = 200) -> web.Response:
    """Return `row` as JSON."""
    text = json.dumps(row, ensure_ascii=False, allow_nan=False, default=str)
    return web.Response(text=text, status=status, content_type="application/json")


def failure(error: Exception) -> web.Response:
    """Return what went wrong, in words for the user."""
    if isinstance(error, WrongValuesError):
        return answer({"error": str(error), "errors": error.errors}, 422)
    if isinstance(error, TimeoutError):
        return answer({"error": "That took too long. Try again."}, 504)
    if not isinstance(error, PosturecamError):
        _log.error("a request to the page failed", exc_info=error)
        return answer({"error": INTERNAL}, 500)
    if isinstance(error, MissingError):
        return answer({"error": str(error)}, 409)
    return answer({"error": str(error)}, 400 if isinstance(error, InputError) else 500)


async def body(request: web.Request) -> dict[str, Any]:
    """Return the JSON object that was sent.

    Raises:
        InputError: It is none.
        TimeoutError: It does not arrive.
        HTTPRequestEntityTooLarge: It is larger than the server takes.
    """
    raw = await asyncio.wait_for(request.read(), BODY_S)
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        msg = "A JSON object is needed."
        raise InputError(msg)
    return row


def text(row: Mapping[str, Any], name: str) -> str:
    """Return the text `name` of `row`.

    Raises:
        InputError: There is none, or it is empty.
    """
    value = row.get(name)
    if not isinstance(value, str) or not value:
        msg = f"{name} is needed, as text."
        raise InputError(msg)
    return value


def values(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the values by key under `name`; none when it is left out.

    Raises:
        InputError: It is something else.
    """
    value = row.get(name, {})
    if not isinstance(value, dict):
        msg = f"{name} must be an object."
        raise InputError(msg)
    return value


def names(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the list of texts under `name`; none when it is left out.

    Raises:
        InputError: It is something else.
    """
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        msg = f"{name} must be a list of texts."
        raise InputError(msg)
    return tuple(value)


def days(request: web.Request, usual: int) -> int:
    """Return how many days are asked for.

    Raises:
        InputError: It is no whole number from 1 to MOST_DAYS.
    """
    asked = request.query.get("days", str(usual))
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:6]) <= MOST_DAYS):
        msg = f"days must be a whole number from 1 to {MOST_DAYS}."
        raise InputError(msg)
    return int(asked)


def day(row: Mapping[str, Any], name: str) -> date:
    """Return the date `name` of `row`.

    Raises:
        InputError: It is none.
    """
    try:
        return date.fromisoformat(text(row, name))
    except ValueError:
        msg = f"{name} must be a date such as 2026-01-31."
        raise InputError(msg) from None


def require_sure(row: Mapping[str, Any]) -> None:
    """Check that whoever asks means it.

    Raises:
        InputError: `sure` is not true.
    """
    if row.get("sure") is not True:
        msg = "Nothing was deleted: sure must be true."
        raise InputError(msg)
