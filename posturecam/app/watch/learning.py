"""What live sittings learn of camera and person goes from one to the next."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from posturecam.core.body.inversion import Belief
from posturecam.core.measure.measuring import UNSEEN_CAMERA
from posturecam.core.measure.person_memory import begin, keep
from posturecam.core.measure.person_model import with_moved_camera
from posturecam.core.measure.profile import FrontCalibration, Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.edges.files import folders, learned_file, profile_store
from posturecam.edges.files.learned_file import Learned, beside
from posturecam.errors import LearnedError, StorageError
from posturecam.monitor import Tick
from posturecam.settings import Settings

EVERY_S: Final = 600.0
"""Between two writings: a process that is killed loses no more than these minutes."""

KEPT_ASIDE: Final = (
    "This sitting starts from the calibration alone. The file is kept as .bak when new data is "
    "written; `posturecam profiles forget` deletes it."
)

Keep = Callable[[Tick, Profile], object]
Notify = Callable[[str], object]


def keep_nothing(_tick: Tick, _profile: Profile) -> None:
    """Learn nothing for later sittings, as from a recording."""


def learning(
    spec: str, profile: Profile, settings: Settings, notify: Notify, *, live: bool
) -> AbstractContextManager[tuple[CameraBelief, Keep]]:
    """Learn from a `live` source with the `profile` that `spec` means, if the settings say so.

    A recording is the same whatever was learned before, and teaches nothing for later.
    """
    if profile.front is None or not (live and settings.camera.learn):
        return nullcontext((UNSEEN_CAMERA, keep_nothing))
    path = profile_store.path_of(folders.profiles_dir(), spec)
    return learning_live(path, profile.front, datetime.now(tz=UTC).astimezone(), notify)


@contextmanager
def learning_live(
    path: Path, front: FrontCalibration, now: datetime, notify: Notify
) -> Iterator[tuple[CameraBelief, Keep]]:
    """Yield what the sitting that begins `now` begins with, and what takes in each of its ticks.

    It is kept beside the profile in the file `path`.  A file that cannot be read or written
    is reported; watching goes on.
    """
    earlier = _load(beside(path), front, notify)
    keeper = Keeper(path, front, earlier, now, notify)
    try:
        yield UNSEEN_CAMERA if earlier is None else begin(front, earlier.person), keeper.take
    finally:
        keeper.save()


class Keeper:
    """Keeps what one sitting has shown."""

    def __init__(
        self,
        path: Path,
        front: FrontCalibration,
        earlier: Learned | None,
        now: datetime,
        notify: Notify,
    ) -> None:
        """Begin `now`, after what was learned `earlier` with the calibration `front` in `path`."""
        self._path, self._front, self._notify = path, front, notify
        self._earlier, self._now = earlier, now
        self._camera = UNSEEN_CAMERA
        self._observations = self._written = 0
        self._written_s: float | None = None

    def take(self, tick: Tick, profile: Profile) -> None:
        """Count what `tick` has taught, measured against `profile`; write now and then."""
        if profile.front is not None and profile.front is not self._front:
            self._find_camera(profile.front)
        taught = tick.camera.taught
        self._observations += bool(taught) and taught is not self._camera.taught
        self._camera = tick.camera
        if self._written_s is None:
            self._written_s = tick.observation.t
        if tick.observation.t - self._written_s >= EVERY_S:
            self._written_s = tick.observation.t
            self.save()

    def save(self) -> None:
        """Write what is new, unless the profile was deleted or renamed meanwhile."""
        person = self._camera.person
        if person is None or self._observations == self._written or not self._path.is_file():
            return
        self._written = self._observations
        try:
            learned_file.save(beside(self._path), self._front, self._whole(person))
        except StorageError as error:
            self._notify(f"What this sitting learned was not saved. {error}")

    def _whole(self, person: Belief) -> Learned:
        """What is known after the sittings before and this one."""
        before = self._earlier
        if before is None:
            return Learned(person, self._observations, 1, self._now)
        kept = keep(self._front, before.person, person, self._observations)
        return Learned(
            kept, before.observations + self._observations, before.sittings + 1, before.since
        )

    def _find_camera(self, front: FrontCalibration) -> None:
        """Forget the tilt in what was learned before the camera was found again."""
        self._front = front
        if self._earlier is not None:
            person = with_moved_camera(self._earlier.person, front.setup)
            self._earlier = replace(self._earlier, person=person)


def _load(path: Path, front: FrontCalibration, notify: Notify) -> Learned | None:
    try:
        return learned_file.load(path, front)
    except LearnedError as error:
        notify(f"{error} {KEPT_ASIDE}")
        return None
