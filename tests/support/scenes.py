"""Scenes at a desk: how the people in them look to the camera, and what the monitor makes of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Event, EventKind, Observation, Pose, Why
from posturecam.monitor import Tick
from posturecam.settings import Settings
from posturecam.view.headline import state_of
from tests.support.desk import FORWARD, UPRIGHT
from tests.support.synthetic import pose_of

EVERY_S = 0.25
YOU = pose_of(UPRIGHT)
SLOUCHING = pose_of(FORWARD)

People = tuple[Pose, ...] | Why
Background = Callable[[float], People]
Part = tuple[float, Background]


def watched(profile: Profile, *parts: Part) -> list[Tick]:
    """Let each part's scene, for so many seconds, say who is seen at each time of its own."""

    def looks_until_s(t: float) -> Iterator[tuple[float, float, Background]]:
        start_s = 0.0
        for lasts_s, background in parts:
            if t < start_s + lasts_s:
                yield start_s, start_s + lasts_s, background
            start_s += lasts_s

    class Desk:
        live = True
        _t = -EVERY_S
        _last: tuple[Pose, ...] = ()

        def next(self, not_before_s: float, _spare: object = None) -> Observation | None:
            self._t = max(self._t + EVERY_S, not_before_s)
            now = next(looks_until_s(self._t), None)
            if now is None:
                return None
            people = now[2](self._t - now[0])
            if isinstance(people, Why):
                self._last = ()
                return Observation(self._t, (), people)
            reused, self._last = people == self._last, people
            seen = tuple(replace(one, t=self._t) for one in people)
            return Observation(self._t, seen, reused=reused)

    return list(monitor.watch(Desk(), profile, rules_of(Settings()), Nobody()))


def alerts(ticks: list[Tick]) -> list[Event]:
    return [event for tick in ticks for event in tick.events if event.kind is EventKind.ALERT]


def states(ticks: list[Tick], from_s: float, to_s: float) -> set[str]:
    """What the screen said of the looks between two times."""
    return {
        state_of(tick.assessment, away=tick.state.attendance.away)
        for tick in ticks
        if from_s <= tick.observation.t < to_s
    }
