"""The command `verify`: how good the camera in front is on this person, by one at the side."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from posturecam import __version__
from posturecam.app.resources import (
    mirror_note,
    picture_note,
    say_note,
    setup_files,
    stored_profile,
)
from posturecam.app.verify.comparing import Against, Span, compare
from posturecam.app.verify.gathering import Gathered, gather_recording
from posturecam.app.verify.live import compare_live
from posturecam.core.verify.verification import Verification
from posturecam.edges.files.atomic_write import binary_file, replacing
from posturecam.edges.files.output_conflicts import Read, refuse_clashes, same_file, source_files
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.files.share_file import Seen, archived, check_share_name, share_sink
from posturecam.edges.files.text_output import text_sink
from posturecam.edges.sources.camera_names import list_cameras, pick_camera
from posturecam.edges.sources.open_source import LIVE, Kind, kind_of
from posturecam.edges.sources.source_name import printable
from posturecam.edges.terminal.interruption import ends_cleanly
from posturecam.errors import InputError
from posturecam.reports.verify_values import shared_values
from posturecam.settings import Settings

LASTS_S = 120.0  # of two cameras, unless --for says otherwise: each pose once
STOPPED = "The comparison was stopped; nothing was written."
NO_MOVEMENT = "{} holds pictures, which show no movement. Give a video, a pose tape, or a camera."
SAME = (
    "--front and --side are the same, {}. Two cameras must see you at the same time: one in front, "
    "one at your side."
)
NOTHING_TO_TURN = "{} is a pose tape, which holds no pictures to turn: give the video."
Write = Callable[[Verification], object]


@dataclass(frozen=True, slots=True)
class Verify:
    """What to compare, and what to write."""

    front: str
    side: str
    profile: str | None = None  # None: calibrated on the upright seconds, in memory
    upright: Span | None = None
    for_s: float | None = None
    side_rotate: int = 0
    html: Path | None = None
    plot: Path | None = None
    share: Path | None = None

    @property
    def outputs(self) -> tuple[Path | None, ...]:
        """Everything to be written."""
        return self.html, self.plot, self.share


def verify(wish: Verify, settings: Settings) -> Verification:
    """Compare the two cameras, write what is wished, and return what was found.

    Raises:
        InputError: They cannot be compared, or it was stopped; nothing is written.
        CalibrationError: The upright seconds give no profile.
    """
    check(wish)
    refuse_clashes(wish.outputs, _reads(wish, settings))
    stored = stored_profile(wish.profile) if wish.profile else None
    try:
        with ends_cleanly(), ExitStack() as files:
            writers = _outputs(wish, files)
            found = _compare(wish, stored, settings)
            for write in writers:
                write(found)
    except KeyboardInterrupt:
        raise InputError(STOPPED) from None
    return found


def check(wish: Verify) -> None:
    """Refuse, with one text, what cannot be compared as wished.

    Raises:
        InputError: It cannot.
    """
    if wish.share is not None:
        check_share_name(wish.share)
    for problem in _problems(wish):
        raise InputError(problem)


def _problems(wish: Verify) -> Iterator[str]:
    """Yield what is wrong with the two sources, what matters most first."""
    for source in (wish.front, wish.side):
        if kind_of(source) is Kind.IMAGES:
            yield NO_MOVEMENT.format(printable(source))
    if _same(wish.front, wish.side):
        yield SAME.format(printable(wish.front))
    if wish.side_rotate and kind_of(wish.side) is Kind.TAPE:
        yield NOTHING_TO_TURN.format(printable(wish.side))
    live = [source for source in (wish.front, wish.side) if kind_of(source) in LIVE]
    if len(live) == 1:
        yield _mixed(live[0])
    if live and wish.upright:
        yield "--upright is for recordings; with cameras you are guided. Leave it out."


def _same(front: str, side: str) -> bool:
    if front == side:
        return True
    if kind_of(front) is Kind.CAMERA and kind_of(side) is Kind.CAMERA:
        cameras = list_cameras()
        found = pick_camera(front, cameras)
        return found is not None and found == pick_camera(side, cameras)
    if "://" in front or "://" in side:
        return False
    return same_file(Path(front).expanduser(), Path(side).expanduser())


def _mixed(live: str) -> str:
    if "://" in live or live.isdecimal() or Path(live).expanduser().exists():
        return (
            f"{printable(live)} is live and the other is a recording: they do not show the same "
            "movement. Give two cameras or streams, or two recordings of the same minutes."
        )
    return f"There is no recording {printable(live)}. Check its name and folder."


def _reads(wish: Verify, settings: Settings) -> Iterator[Read]:
    """Every file that is read."""
    for source in (wish.front, wish.side):
        yield from source_files(source, wish.outputs)
    yield from setup_files(settings, wish.profile or "")


def _outputs(wish: Verify, files: ExitStack) -> list[Write]:
    """Open the outputs, so that one that cannot be written is known before two minutes pass."""
    writers: list[Write] = []
    if wish.html is not None:
        page = files.enter_context(text_sink(wish.html))
        writers.append(lambda found: page.write(_page(found)))
    if wish.plot is not None:
        half = files.enter_context(replacing(wish.plot))
        picture = files.enter_context(binary_file(half, wish.plot))
        writers.append(lambda found: picture.write(_picture(found)))
    if wish.share is not None:
        archive = files.enter_context(share_sink(wish.share))
        writers.append(lambda found: archive.write(_shared(found)))
    return writers


def _page(found: Verification) -> str:
    from posturecam.reports.verify_page import verify_html  # noqa: PLC0415 - loads matplotlib

    return verify_html(found)


def _shared(found: Verification) -> bytes:
    front, side = (Seen(one.picture, one.looks) for one in (found.front, found.side))
    return archived(shared_values(found, __version__), front, side)


def _picture(found: Verification) -> bytes:
    from posturecam.reports.verify_picture import verify_picture  # noqa: PLC0415 - matplotlib

    return verify_picture(found)


def _compare(wish: Verify, stored: Stored | None, settings: Settings) -> Verification:
    against = Against(upright_s=wish.upright)
    if stored is not None:
        against = Against(stored.profile, stored.card.name, wish.upright)
    side_settings = _at_side(settings, wish.side_rotate)
    if kind_of(wish.front) in LIVE:
        for_s = wish.for_s or LASTS_S
        return compare_live((wish.front, wish.side), (settings, side_settings), against, for_s)
    front = gather_recording(wish.front, settings, wish.for_s)
    side = gather_recording(wish.side, side_settings, wish.for_s)
    _note(stored, front, settings)
    return compare(front, side, against, settings)


def _note(stored: Stored | None, front: Gathered, settings: Settings) -> None:
    if stored is None:
        say_note(
            "Without --profile the camera is calibrated on the upright seconds, for this "
            "comparison only; nothing is saved."
        )
        return
    say_note(picture_note(stored.profile, front.size))
    say_note(mirror_note(stored.card, front.source, settings.camera))


def _at_side(settings: Settings, rotate: int) -> Settings:
    """Return the settings for the camera at the side, which is turned in its own way."""
    camera = settings.camera.model_copy(update={"rotate": rotate, "mirror": False})
    return settings.model_copy(update={"camera": camera})
