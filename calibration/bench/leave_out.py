"""Learn again without the body that is tested.

What the product has learned from the tapes lies in `learned_movements` and `learned_landmarks` of
`posturecam.core.body`, written by `fit_movements.py`.  Here the same fit runs on the other bodies,
and what comes out is used for the length of a `with` block.  A profile calibrated or prepared
(`measure.prepared`) in the block keeps what the others have shown, so both must be done in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from bench.sessions import Session
from posturecam.core.body import learned_landmarks, learned_movements, movement_priors

Fit = Callable[[Sequence[Session]], Mapping[str, Any]]  # what is learned, by name


def leaving_out(
    sessions: Sequence[Session], fit: Fit, groups: int | None = None
) -> Callable[[int], AbstractContextManager[None]]:
    """Give the way to use what `fit` learns without one body; each fit runs once.

    With `groups`, bodies are left out by so many groups, which is quicker.
    """
    known: dict[int, Mapping[str, Any]] = {}

    @contextmanager
    def without(body: int) -> Iterator[None]:
        group = body % groups if groups else body
        if group not in known:
            known[group] = fit([s for s in sessions if _group(s, groups) != group])
        with using(known[group]):
            yield

    return without


@contextmanager
def using(values: Mapping[str, Any]) -> Iterator[None]:
    """Put `values` in the place of what the product has learned."""
    before = {name: getattr(_home(name), name) for name in values}
    try:
        _put(values)
        yield
    finally:
        _put(before)


def _group(session: Session, groups: int | None) -> int:
    return session.body % groups if groups else session.body


def _home(name: str) -> Any:
    return learned_movements if hasattr(learned_movements, name) else learned_landmarks


def _put(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(_home(name), name, value)
    usual = movement_priors.read_kinds(learned_movements.USUAL)
    asked = movement_priors.read_kinds(learned_movements.ON_REQUEST)
    for name, kinds in (("USUAL", usual), ("ON_REQUEST", {**usual, **asked})):
        setattr(movement_priors, name, kinds)
