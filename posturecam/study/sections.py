"""Where a long recording is cut: at the times at which its search begins again."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from posturecam.core.pose.renewal import stretch_of
from posturecam.study.work import Section


def looked_at(times_s: Iterable[float], looks_per_s: float) -> Iterator[float]:
    """Yield which of the frames taken at `times_s` a replay looks at, `looks_per_s` at most."""
    wanted_s = 0.0
    for t in times_s:
        if t >= wanted_s:
            yield t
            wanted_s = t + 1 / looks_per_s


def cut(looks_s: Iterable[float], every_s: float) -> tuple[Section, ...]:
    """Cut the frames looked at into sections of `every_s`, each until the next; one alone is none.

    Where nothing is looked at for longer, there is no section.
    """
    stretches = [
        (number * every_s, tuple(times))
        for number, times in groupby(looks_s, lambda t: stretch_of(t, every_s))
    ]
    starts_s = [start_s for start_s, _ in stretches]
    ends_s = [*starts_s[1:], *(start_s + every_s for start_s in starts_s[-1:])]
    sections = tuple(
        Section(number, start_s, end_s, times)
        for number, ((start_s, times), end_s) in enumerate(zip(stretches, ends_s, strict=True))
    )
    return sections if len(sections) > 1 else ()
