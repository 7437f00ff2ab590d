"""Follows whether an exercise helped: says so, and keeps it in the history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from posturecam.core.coach.effect_following import (
    Following,
    News,
    Stage,
    end_of,
    follow_effect,
)
from posturecam.core.history.records import StretchRecord
from posturecam.core.values import Cause, EventKind
from posturecam.edges.history.exercises import note_done, note_effect
from posturecam.errors import HistoryError
from posturecam.monitor import Rules, Tick
from posturecam.stretches.experience_words import effect_text

NOT_KEPT: Final = "Not saved to the history. {error}"


class Helping:
    """Takes every tick of a run; `path` is None where nothing is kept."""

    def __init__(
        self,
        rules: Rules,
        path: Path | None,
        say: Callable[[str], None],
        unix_s: Callable[[], float],
    ) -> None:
        """Begin with nothing asked for; what is found out is handed to `say`."""
        self._rules, self._path, self._say, self._unix_s = rules, path, say, unix_s
        self._state = Following()
        self._record: StretchRecord | None = None  # of the exercise that is followed

    def take(self, tick: Tick) -> None:
        """Take in one tick."""
        self._state, news = follow_effect(
            self._rules.alerts.holds,
            self._state,
            tick.elapsed,
            tick.assessment,
            tick.reading,
            tick.events,
            tick.requests,
        )
        self._learn(news)

    def close(self) -> None:
        """Keep what is known when nothing is watched any more."""
        self._learn(end_of(self._state))
        self._state = Following()

    def _learn(self, news: tuple[News, ...]) -> None:
        for one in news:
            try:
                self._keep(one)
            except HistoryError as error:
                self._say(NOT_KEPT.format(error=error))
            if one.stage is Stage.KNOWN and one.effect is not None and self._record is not None:
                name = self._name(self._record.exercise)
                self._say(effect_text(name, one.asked.cause, one.effect))

    def _keep(self, news: News) -> None:
        if news.stage is Stage.DONE:
            at_s = self._unix_s()
            cause = _cause(news)
            self._record = StretchRecord(at_s, news.asked.stretch or "", cause=cause)
            if self._path is not None:
                self._record = note_done(self._path, self._record)
        elif self._record is not None:
            self._record = replace(self._record, effect=news.effect)
            if self._path is not None:
                note_effect(self._path, self._record)

    def _name(self, key: str) -> str:
        names = {one.key: one.name for one in self._rules.offers.catalogue.exercises}
        return names.get(key, key).lower()


@contextmanager
def open_helping(
    rules: Rules, path: Path | None, say: Callable[[str], None], unix_s: Callable[[], float]
) -> Iterator[Callable[[Tick], None]]:
    """Follow exercises for the length of a `with` block."""
    helping = Helping(rules, path, say, unix_s)
    try:
        yield helping.take
    finally:
        helping.close()


def _cause(news: News) -> Cause | None:
    """Return what was answered; a break answers sitting still."""
    is_break = news.asked.kind is EventKind.BREAK_DUE
    return Cause.STILL_TOO_LONG if is_break else news.asked.cause
