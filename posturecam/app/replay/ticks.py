"""What follows from the observations of one recording, and what is to be said of them."""

from collections.abc import Callable, Iterator, Sequence

from posturecam import monitor
from posturecam.app.orientation_hint import Orienting
from posturecam.app.resources import mirror_note, picture_note
from posturecam.core.alerts.requests import Request
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.sources.open_source import Facts
from posturecam.monitor import Rules, Tick
from posturecam.ports import Observations
from posturecam.settings import Camera

Say = Callable[[str | None], object]


class Nobody:
    """Nobody asks for anything while a recording is replayed."""

    def take(self) -> Sequence[Request]:
        """Return no requests."""
        return ()


def say_first(source: str, facts: Facts, stored: Stored, camera: Camera, say: Say) -> None:
    """Say what differs between the recording `source` and the calibration, and what is assumed."""
    say(picture_note(stored.profile, facts.size))
    say(mirror_note(stored.card, source, camera))
    say(facts.assumed)


def ticks(
    observations: Observations,
    facts: Facts,
    stored: Stored,
    rules: Rules,
    orienting: Orienting,
    say: Say,
) -> Iterator[Tick]:
    """Yield what follows from each observation; say what shows on the way and at the end."""
    for tick in monitor.watch(observations, stored.profile, rules, Nobody()):
        yield tick
        say(orienting.follow(tick.observation.t, tick.assessment.why))
    say(orienting.at_end())
    say(facts.note)
