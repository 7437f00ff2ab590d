"""A fortnight made by replaying the desk sample in a simulated calendar; nobody sat like this.

`python calibration/fortnight.py PROFILE [DAYS]` looks at samples/desk_p2_laptop.mp4 once, then
lets its poses take turns through working days, an alert making the person correct it more often
than not, and records every block as a simulated sitting in the history of POSTURECAM_DATA_DIR.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from posturecam import monitor
from posturecam.app.opening import open_seen, stored_profile
from posturecam.app.recording import RECORDED_EVERY_S, sitting_of
from posturecam.app.rules import every_look, rules_of
from posturecam.core.records import Origin, PainNote, StretchRecord
from posturecam.core.values import EventKind, Look, Why
from posturecam.edges.history import Recorder, open_recorder
from posturecam.edges.history_file import history_path
from posturecam.edges.history_listing import remember
from posturecam.edges.profile_text import Stored
from posturecam.monitor import Rules, Tick
from posturecam.settings import Settings

SAMPLE = Path(__file__).parents[1] / "samples" / "desk_p2_laptop.mp4"
STEP_S = 4.0  # between looks
# What the sample shows when (seconds), how often it comes up, and for how many minutes.
PHASES = {
    "upright": ((1.0, 12.0), 6, (2.0, 9.0)),
    "head forward": ((15.0, 23.0), 5, (2.0, 9.0)),
    "looking down": ((32.0, 35.5), 2, (0.5, 2.0)),
    "shoulders": ((42.5, 50.0), 2, (2.0, 7.0)),
    "leaning in": ((57.0, 60.5), 2, (1.0, 4.0)),
    "slouch": ((67.5, 79.0), 4, (2.0, 9.0)),
    "away": (None, 2, (2.0, 6.0)),
}
BLOCKS = ((9.0, 3.5), (13.25, 4.0))  # hour of the clock, hours
FOLLOWS = 0.6  # of the alerts
REACTION_S = (10.0, 90.0)


class Desk:
    """Looks of a made-up block of work."""

    live = False

    def __init__(self, shown: dict[str, list[Look]], hours: float, seed: int) -> None:
        """Take poses from `shown` for so many hours."""
        self._shown, self._until_s = shown, hours * 3600
        self._rng = np.random.default_rng(seed)
        self._t, self._phase, self._ends_s = 0.0, "upright", 300.0

    def next(self, *_wish: object) -> Look | None:
        """Return the next look, four seconds on."""
        self._t += STEP_S
        if self._t > self._until_s:
            return None
        if self._t >= self._ends_s:
            self._turn(self._choose())
        looks = self._shown[self._phase]
        if not looks:
            return Look(self._t, (), Why.NOBODY)
        look = looks[int(self._rng.integers(len(looks)))]
        people = tuple(replace(pose, t=self._t) for pose in look.people)
        return Look(self._t, people, look.why)

    def told(self) -> None:
        """Take in an alert: sit up soon, or let it be."""
        if self._rng.random() < FOLLOWS:
            self._ends_s = min(self._ends_s, self._t + self._rng.uniform(*REACTION_S))

    def _choose(self) -> str:
        if self._phase not in ("upright", "away"):
            return "upright"
        names = list(PHASES)
        weights = np.array([PHASES[name][1] for name in names], dtype=float)
        return str(self._rng.choice(names, p=weights / weights.sum()))

    def _turn(self, phase: str) -> None:
        self._phase = phase
        self._ends_s = self._t + 60 * float(self._rng.uniform(*PHASES[phase][2]))


class Nobody:
    """Nobody presses a key."""

    def take(self) -> Sequence[str]:
        """Return no requests."""
        return ()


def sample(settings: Settings) -> dict[str, list[Look]]:
    """Return the looks of every phase."""
    looks = []
    with open_seen(str(SAMPLE), settings, real_time=False) as (source, _):
        while (look := source.next(looks[-1].t + 0.2 if looks else 0.0)) is not None:
            looks.append(look)
    return {
        name: [look for look in looks if span and span[0] <= look.t <= span[1] and look.people]
        for name, (span, _, _) in PHASES.items()
    }


def block(desk: Desk, stored: Stored, rules: Rules, start: datetime) -> list[Tick]:
    """Record one block of work; return the ticks with alerts."""
    sitting = sitting_of(
        stored, stored.card.name, Settings(), Origin.SIMULATED, start.astimezone().timestamp()
    )
    stands_s, alerts = rules.alerts.holds.stands_s, []
    with open_recorder(
        history_path(), sitting, stands_s=stands_s, every_s=RECORDED_EVERY_S
    ) as recorder:
        for tick in monitor.watch(desk, stored.profile, rules, Nobody()):
            take(recorder, tick)
            if any(event.kind is EventKind.ALERT for event in tick.events):
                desk.told()
                alerts.append(tick)
    return alerts


def take(recorder: Recorder, tick: Tick) -> None:
    """Record `tick`, or stop with what is wrong."""
    if problem := recorder.take(tick):
        sys.exit(problem)


def main() -> None:
    """Make the fortnight that ends today."""
    settings, days = Settings(), int(sys.argv[2]) if len(sys.argv) > 2 else 14
    stored = stored_profile(sys.argv[1])
    rules = every_look(rules_of(settings), 1 / STEP_S)
    shown = sample(settings)
    today = datetime.now(tz=UTC).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    for back in range(days, 0, -1):
        day = today - timedelta(days=back)
        if day.weekday() < 5:
            for number, (hour, lasts) in enumerate(BLOCKS):
                desk = Desk(shown, lasts, seed=1000 * back + number)
                alerts = block(desk, stored, rules, day + timedelta(hours=hour))
                keep_notes(day + timedelta(hours=hour), alerts, score=1 + (7 * back + number) % 4)
            print(f"{day:%Y-%m-%d}", flush=True)


def keep_notes(start: datetime, alerts: Sequence[Tick], score: int) -> None:
    """Note a pain score, and every other exercise that was proposed as done."""
    at_s = start.timestamp()
    proposed = [event.stretch for tick in alerts for event in tick.events if event.stretch]
    remember(
        history_path(),
        PainNote(at_s + 600, score, "neck"),
        *(StretchRecord(at_s + 900 * n, key, 8) for n, key in enumerate(proposed[::2])),
    )


if __name__ == "__main__":
    main()
