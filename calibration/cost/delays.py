"""When alerts come, against looking at everything 10 times a second."""

from collections.abc import Callable
from dataclasses import dataclass

from cost.films import Clock, Film, FilmCamera, When, to_and_fro
from posturecam import monitor
from posturecam.app.policies import every_frame, rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.measure.profile import Profile
from posturecam.core.values import EventKind, Frame, Observation
from posturecam.edges.sources.pose_source import PoseSource
from posturecam.monitor import Rules
from posturecam.ports import PoseFinder
from posturecam.settings import Settings

REFERENCE_PER_S = 10.0
WELL_S, BAD_S = 60.0, 90.0


@dataclass(frozen=True, slots=True)
class Delay:
    """When the first alert came, in both ways of looking; None: there was none."""

    name: str
    reference_s: float | None
    watched_s: float | None


class Remembering:
    """A pose finder that finds the same in the same picture."""

    def __init__(self, finder: PoseFinder) -> None:
        """Remember what `finder` finds."""
        self._finder = finder
        self._known: dict[bytes, Observation] = {}
        self._t = 0.0

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:
        """Look, or remember."""
        key = frame.image[::7, ::7].tobytes()
        if key not in self._known:
            self._t += 1.0  # the tracker wants rising times, whoever asks
            self._known[key] = self._finder.find(Frame(self._t, frame.image), sure=sure)
        return at(self._known[key], frame)


def at(observation: Observation, frame: Frame) -> Observation:
    """Return `observation` as one at `frame`."""
    people = tuple(
        type(one)(frame.t, one.points, one.visibility, one.world, one.face, one.aspect)
        for one in observation.people
    )
    return Observation(frame.t, people, observation.why, frame)


def story(film: Film, bad_s: tuple[float, float]) -> When:
    """Sit well for a minute, go over to the bad posture as in `film`, and stay in it."""

    def when(t: float) -> float:
        if t < WELL_S:
            return to_and_fro(t, 0.0, film.upright_s)
        return min(bad_s[0], t - WELL_S) if t < WELL_S + bad_s[0] else to_and_fro(t, *bad_s)

    return when


def delay(
    film: Film,
    bad_s: tuple[float, float],
    profile: Profile,
    finder: PoseFinder,
    advance: Callable[[float], None],
) -> Delay:
    """Let the story of `film` be watched both ways."""
    remembering, rules = Remembering(finder), rules_of(Settings())
    reference = every_frame(rules, REFERENCE_PER_S)

    def alert_s(by: Rules) -> float | None:
        camera = FilmCamera(film, Clock(), WELL_S + BAD_S, story(film, bad_s))
        for tick in monitor.watch(PoseSource(camera, remembering), profile, by, Nobody()):
            if any(event.kind is EventKind.ALERT for event in tick.events):
                return tick.observation.t
        return None

    found = Delay(film.name, alert_s(reference), alert_s(rules))
    advance(1.0)
    return found
