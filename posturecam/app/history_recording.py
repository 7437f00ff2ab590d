"""Which runs go into the history, and as what."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from posturecam import __version__
from posturecam.app.resources import say_note
from posturecam.core.history.records import Origin, Sitting
from posturecam.core.history.wall_clock import WallTime
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.history.database import history_path
from posturecam.edges.history.recorder import NOT_RECORDING, Recorder, open_recorder
from posturecam.monitor import Tick
from posturecam.settings import Settings

LIVE_EVERY_S = 20.0  # a process that is killed loses less
MATTERING = {"limits", "alerts", "breaks"}

Notify = Callable[[str], None]
Take = Callable[[Tick], object]
Wall = Callable[[], WallTime]


@contextmanager
def recording_live(
    stored: Stored,
    profile: str,
    settings: Settings,
    wall: Wall,
    notify: Notify,
    lost: Notify,
) -> Iterator[Take]:
    """Record a live source by the clock on the `wall`.

    What stops the recording, or sets a damaged history aside, is reported; watching goes on.  What
    is not in the history when the block ends is `lost`.
    """
    sitting = sitting_of(stored, profile, settings, Origin.WATCH, wall().unix_s)
    with open_recorder(
        history_path(),
        sitting,
        wall=wall,
        every_s=LIVE_EVERY_S,
        keep_days=settings.history.keep_days,
    ) as recorder:
        yield _telling(recorder, notify)
    if recorder.state:
        lost(f"The history is incomplete. {_why(recorder)}")


@contextmanager
def recording_file(
    stored: Stored, profile: str, settings: Settings, start_s: float, lost: Notify
) -> Iterator[Take]:
    """Record a recording that began at the Unix time `start_s`; it replaces itself as a whole.

    If it cannot be filed it is `lost`.
    """
    sitting = sitting_of(stored, profile, settings, Origin.RECORDING, start_s)
    with open_recorder(history_path(), sitting, every_s=None) as recorder:
        yield recorder.take
    say_note(recorder.notice)
    if recorder.state:
        lost(f"Not saved to the history. {_why(recorder)}")
    else:
        say_note(f"Saved to the history under {_local(start_s):%Y-%m-%d %H:%M}.")


def _why(recorder: Recorder) -> str:
    return recorder.state.removeprefix(NOT_RECORDING)


def sitting_of(
    stored: Stored, profile: str, settings: Settings, origin: Origin, start_s: float
) -> Sitting:
    """Describe a run that began at the Unix time `start_s`."""
    offset = _local(start_s).utcoffset()
    return Sitting(
        start_s=start_s,
        utc_offset_s=0 if offset is None else round(offset.total_seconds()),
        profile=profile,
        calibration=stored.card.created.isoformat(timespec="seconds"),
        version=__version__,
        settings=settings.model_dump_json(include=MATTERING),
        origin=origin,
    )


def _local(unix_s: float) -> datetime:
    return datetime.fromtimestamp(unix_s, tz=UTC).astimezone()


def _telling(recorder: Recorder, notify: Notify) -> Take:
    """Return a `take` that reports whatever is new about the recording."""
    reported = ""

    def take(tick: Tick) -> None:
        nonlocal reported
        now = recorder.take(tick) or recorder.notice
        if now != reported:
            notify(now)
            reported = now

    return take
