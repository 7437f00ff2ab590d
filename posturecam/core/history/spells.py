"""Looks -> spells: how long the same was the case.  One spell is open at a time."""

from dataclasses import dataclass, replace

from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.values import Assessment, Cause, Verdict, Why


@dataclass(frozen=True, slots=True)
class Spell:
    """From `start_t` to `end_t` the verdict, its worst cause and its reason were the same."""

    start_t: float
    end_t: float
    verdict: Verdict
    cause: Cause | None = None  # of a poor spell
    why: Why | None = None  # of an unknown one

    @property
    def lasted_s(self) -> float:
        """Duration in seconds."""
        return self.end_t - self.start_t


def extend(
    spell: Spell | None, elapsed: Elapsed, now: Assessment
) -> tuple[Spell, tuple[Spell, ...]]:
    """Take in one observation: return the spell that is open now, and the one it ended, if any.

    A gap belongs to no spell.
    """
    if spell is None:
        return _begin(now), ()
    stood = replace(spell, end_t=now.t - elapsed.gap_s)
    begun = _begin(now)
    if elapsed.gap_s == 0 and _same(spell, begun):
        return stood, ()
    return begun, (stood,)


def _begin(now: Assessment) -> Spell:
    cause = now.causes[0] if now.causes else None
    return Spell(now.t, now.t, now.verdict, cause, now.why)


def _same(a: Spell, b: Spell) -> bool:
    return (a.verdict, a.cause, a.why) == (b.verdict, b.cause, b.why)
