"""What a look costs after the pose model has searched the picture."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cost.films import Film, to_and_fro
from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Frame, Observation
from posturecam.ports import PoseFinder
from posturecam.settings import Settings

EVERY_S = 1.0
LOOKS_A_SEARCH = 25  # so that both are measured for about as long


class Again:
    """Looks from a list, one a second, over and over."""

    live = False

    def __init__(self, observations: Iterable[Observation], count: int) -> None:
        """Show `count` looks in all."""
        self._observations = self._shown(list(observations), count)

    def _shown(self, observations: list[Observation], count: int) -> Iterator[Observation]:
        for number in range(count):
            observation, t = observations[number % len(observations)], number * EVERY_S
            yield Observation(
                t, tuple(replace(one, t=t) for one in observation.people), observation.why
            )

    def next(self, *_wish: object) -> Observation | None:
        """Return the next look."""
        return next(self._observations, None)


def per_look(
    film: Film, profile: Profile, finder: PoseFinder, count: int, advance: Callable[[float], None]
) -> tuple[float, float]:
    """Return processor seconds of one search, and of all that follows it in a look.

    `count` pictures of `film` are searched; what they show is then measured, assessed, and
    followed by the alerts again and again.
    """
    times = [to_and_fro(number / 3, 0.0, film.lasts_s) for number in range(count)]
    frames = [Frame(number / 3, film.at(t)) for number, t in enumerate(times)]
    began_s = time.process_time()
    observations = [finder.find(frame) for frame in frames]
    search_s = time.process_time() - began_s
    advance(count)
    following = Again(observations, LOOKS_A_SEARCH * count)
    began_s = time.process_time()
    for _ in monitor.watch(following, profile, rules_of(Settings()), Nobody()):
        pass
    return search_s / count, (time.process_time() - began_s) / (LOOKS_A_SEARCH * count)
