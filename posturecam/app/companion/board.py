"""What the instance shows just now, for everybody who looks; the newest counts, nothing queues."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Condition

from posturecam.edges.files.annotation import Image
from posturecam.view.glance import Glance
from posturecam.view.led import led_glance
from posturecam.view.lesson import Lesson
from posturecam.view.moment import Moment


@dataclass(frozen=True, slots=True)
class News:
    """A moment with its number, and the picture that belongs to it if somebody looks."""

    number: int
    moment: Moment
    picture: Image | None = None


class Board:
    """Holds the newest moment; may be used from any thread."""

    def __init__(self, moment: Moment) -> None:
        """Begin with `moment`."""
        self._changed = Condition()
        self._news = News(0, moment)
        self._without = moment  # what there would be without an exercise
        self._lesson: Lesson | None = None
        self._looking = 0

    @property
    def moment(self) -> Moment:
        """The newest one."""
        with self._changed:
            return self._news.moment

    @property
    def beside(self) -> Glance:
        """How things are beside the exercise that is led."""
        with self._changed:
            return self._without.glance

    @property
    def wants_pictures(self) -> bool:
        """Whether anybody looks at the pictures; nobody keeps one otherwise."""
        return self._looking > 0

    def post(self, moment: Moment, picture: Image | None = None) -> None:
        """Show `moment` from now on."""
        with self._changed:
            self._without = moment
            self._show(picture)

    def lead(self, lesson: Lesson | None) -> None:
        """Show `lesson` from now on with whatever else is shown; None: no exercise is led."""
        with self._changed:
            self._lesson = lesson
            self._show(self._news.picture)

    def _show(self, picture: Image | None) -> None:
        moment, lesson = self._without, self._lesson
        if lesson is not None:
            moment = replace(moment, lesson=lesson, glance=led_glance(lesson, moment.glance))
        picture = picture if self.wants_pictures else None
        if moment != self._news.moment or picture is not None:
            self._news = News(self._news.number + 1, moment, picture)
            self._changed.notify_all()

    def wait(self, after: int, patience_s: float) -> News | None:
        """Return what is newer than number `after`, at the latest after `patience_s`; else None."""
        with self._changed:
            newer = self._changed.wait_for(lambda: self._news.number > after, patience_s)
            return self._news if newer else None

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Want pictures for the length of the block; the last one is forgotten at its end."""
        with self._changed:
            self._looking += 1
        try:
            yield
        finally:
            with self._changed:
                self._looking -= 1
                if not self._looking:
                    self._news = replace(self._news, picture=None)
