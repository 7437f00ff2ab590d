"""What is heard of an exercise that is led: nothing, gentle sounds, or sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from posturecam.core.coach.leading import Stage
from posturecam.core.coach.seen import Phase
from posturecam.edges.desktop.sound import open_sound
from posturecam.edges.desktop.speech import open_speech
from posturecam.settings import Settings
from posturecam.view.lesson import Lesson

COUNTED: Final = "bell"
CHANGED: Final = "bowl"


class Player(Protocol):
    """Plays sounds by their names."""

    def play(self, name: str) -> None:
        """Play the sound `name`."""

    def trouble(self) -> str:
        """Return what went wrong since the last call."""


class Speaker(Protocol):
    """Speaks sentences."""

    def say(self, text: str, *, at_once: bool = False) -> None:
        """Say `text`."""

    def trouble(self) -> str:
        """Return what went wrong since the last call."""


class Voice(Protocol):
    """Hears each moment of an exercise, and makes it heard."""

    def take(self, lesson: Lesson) -> None:
        """Take in the next moment."""

    def trouble(self) -> str:
        """Return why nothing can be heard, once; empty: all is well."""


class Silence:
    """Makes nothing heard."""

    def take(self, lesson: Lesson) -> None:
        """Leave it at that."""

    def trouble(self) -> str:
        """Have none."""
        return ""


class Sounds:
    """A bell when a hold is over or a repetition is counted, a bowl at each change."""

    def __init__(self, player: Player) -> None:
        """Play with `player`."""
        self._player = player
        self._before: Lesson | None = None
        self._rung = False  # for the hold of the repetition that is on

    def take(self, lesson: Lesson) -> None:
        """Play what has happened since the moment before."""
        before, self._before = self._before, lesson
        if before is None or before.exercise != lesson.exercise:
            return
        if before.stage is not lesson.stage:
            self._player.play(CHANGED)
        elif before.phase is Phase.HOLD and lesson.phase is Phase.BACK:
            self._rung = True
            self._player.play(COUNTED)
        elif (before.count, before.side) != (lesson.count, lesson.side):
            if not self._rung:
                self._player.play(COUNTED)
            self._rung = False

    def trouble(self) -> str:
        """Return why nothing can be played."""
        return self._player.trouble()


class Sentences:
    """Says what to do, with the number of each repetition, and hints about the form."""

    def __init__(self, speaker: Speaker) -> None:
        """Speak with `speaker`."""
        self._speaker = speaker
        self._said: tuple[str, str, int] = ("", "", 0)

    def take(self, lesson: Lesson) -> None:
        """Say what is new; a question is not kept waiting."""
        said, form, count = self._said
        moving = lesson.stage is Stage.MOVE
        number = str(lesson.count) if moving and lesson.count != count else ""
        sentence = lesson.say if lesson.say != said else ""
        hint = lesson.form if lesson.form != form else ""
        if sentence or hint:
            text = " ".join(filter(None, (number and f"{number}.", sentence, hint)))
            self._speaker.say(text, at_once=lesson.asking)
            self._said = lesson.say, lesson.form, lesson.count if moving else count
        elif form and not lesson.form:
            self._said = said, "", count

    def trouble(self) -> str:
        """Return why nothing can be spoken."""
        return self._speaker.trouble()


@contextmanager
def open_voice(settings: Settings) -> Iterator[Voice]:
    """Make an exercise heard as the settings say, for the length of the block."""
    kind = settings.coaching.voice
    if kind == "sound":
        with open_sound(settings.notifications.volume) as sound:
            yield Sounds(sound)
    elif kind == "speech":
        with open_speech() as speech:
            yield Sentences(speech)
    else:
        yield Silence()
