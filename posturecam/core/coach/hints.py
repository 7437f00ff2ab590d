"""Which hint about the form is given now: one at a time, and none again at once."""

from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.coach.seen import Form

HINT_S: Final = 4.0
"""For which a hint stays: time to read a short sentence and to do it.  By judgement."""

AGAIN_S: Final = 20.0
"""After which the same hint may come again; some repetitions later.  By judgement."""


@dataclass(frozen=True, slots=True)
class Hints:
    """The hint that is given now, and when each was given last; in seconds of one clock."""

    now: Form | None = None
    given: tuple[tuple[Form, float], ...] = ()

    def follow(self, t_s: float, wanted: tuple[Form, ...]) -> "Hints":
        """Return the hints at `t_s`, when those `wanted` would help, most useful first."""
        times_s = dict(self.given)
        if self.now is not None and t_s - times_s[self.now] < HINT_S:
            return self
        due = (form for form in wanted if form not in times_s or t_s - times_s[form] >= AGAIN_S)
        new = next(due, None)
        if new is None:
            return replace(self, now=None)
        return Hints(new, tuple({**times_s, new: t_s}.items()))
