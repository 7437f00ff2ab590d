"""The self-check as the page asks it: the questions of `posturecam check`, and its answer."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from posturecam.app.admin.reporting import keep_pain
from posturecam.errors import InputError
from posturecam.reports.self_check import LATELY_QUESTION, NOW_QUESTION, answer
from posturecam.stretches.warning_signs import DISCLAIMER, EMERGENCY, SOON

LONGEST: Final = 200
"""Letters in which somebody says where it hurts; a slip of the clipboard is longer."""


def questions() -> dict[str, Any]:
    """Return what is asked."""
    return {
        "now": {"question": NOW_QUESTION, "signs": list(EMERGENCY.signs)},
        "lately": {"question": LATELY_QUESTION, "signs": list(SOON.signs)},
        "pain": {"question": "Pain now, from 0 (none) to 10", "least": 0, "most": 10},
        "disclaimer": DISCLAIMER,
    }


def answered(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to do; with `keep`, save the answers to the history.

    `said` has the places in the lists of signs that apply `now` and `lately`, `pain` from 0 to
    10, and in words `where`.  If they cannot be saved, `problem` says why: the advice matters
    more.

    Raises:
        InputError: It is none of that.
    """
    now = _picked(said.get("now", ()), EMERGENCY.signs)
    lately = _picked(said.get("lately", ()), SOON.signs)
    score, where = _score(said.get("pain", 0)), _place(said.get("where", ""))
    found = answer(now, lately, score)
    problem, kept = "", said.get("keep") is True
    if kept:
        try:
            keep_pain(score, where, now or lately)
        except InputError as error:
            problem, kept = f"The answers were not saved. {error}", False
    return {
        "step": found.step.value,
        "sentences": list(found.sentences),
        "kept": kept,
        "problem": problem,
    }


def _score(pain: Any) -> int:
    if not isinstance(pain, int) or isinstance(pain, bool) or not 0 <= pain <= 10:
        msg = "Give the pain as a whole number from 0 to 10."
        raise InputError(msg)
    return pain


def _place(where: Any) -> str:
    if not isinstance(where, str) or len(where) > LONGEST:
        msg = f"Say where it hurts in {LONGEST} letters at most."
        raise InputError(msg)
    return where.strip()


def _picked(places: Any, signs: Sequence[str]) -> tuple[str, ...]:
    fine = isinstance(places, list | tuple) and all(
        isinstance(one, int) and not isinstance(one, bool) and 0 <= one < len(signs)
        for one in places
    )
    if not fine:
        msg = f"Give the signs as places in their list, from 0 to {len(signs) - 1}."
        raise InputError(msg)
    return tuple(signs[place] for place in sorted(set(places)))
