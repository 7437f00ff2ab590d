"""A recording, as fast as it goes: readings, events, an annotated video, a pose tape."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.console import Console

from posturecam.app.history_recording import recording_file
from posturecam.app.losses import Losses
from posturecam.app.orientation_hint import Orienting
from posturecam.app.policies import every_frame, rules_of
from posturecam.app.replay.record_tape import tape_only
from posturecam.app.replay.ticks import Nobody as Nobody  # noqa: PLC0414 - who replays needs it
from posturecam.app.replay.ticks import say_first, ticks
from posturecam.app.resources import (
    any_profile,
    chosen_profile,
    open_seen,
    say_note,
    setup_files,
    stored_profile,
)
from posturecam.app.run_totals import Totals
from posturecam.core.history.run_summary import Summary
from posturecam.core.values import Event, Pose
from posturecam.edges.files.annotation import Image, annotate
from posturecam.edges.files.events_jsonl import JsonLines, event_row
from posturecam.edges.files.output_conflicts import Read, refuse_clashes, source_files
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.files.readings_csv import ReadingsCsv
from posturecam.edges.files.text_output import STDOUT, text_sink
from posturecam.edges.files.video_writer import record_film
from posturecam.edges.sources.open_source import LIVE, Facts, kind_of
from posturecam.edges.sources.recording_start import start_unix_s
from posturecam.edges.sources.source_name import distinct, printable
from posturecam.edges.sources.tape_writer import record_tape
from posturecam.edges.terminal.interruption import ends_cleanly
from posturecam.edges.terminal.progress_bar import open_progress
from posturecam.errors import InputError
from posturecam.monitor import Rules, Tick
from posturecam.settings import Settings
from posturecam.view.card import next_card
from posturecam.view.screen import Around, compose

EVERY_FRAME_PER_S = 1000.0  # more than any recording has
Output = Callable[[Tick], object]


@dataclass(frozen=True, slots=True)
class Replay:
    """What to replay, and what to write."""

    sources: tuple[str, ...]
    profile: str | None = None
    readings: Path | None = None
    events: Path | None = None
    annotate: Path | None = None
    tape: Path | None = None
    every_frame: bool = False
    record: bool = False
    record_at: datetime | None = None  # local time; None: from the file

    @property
    def outputs(self) -> tuple[Path, ...]:
        """Everything to be written."""
        wanted = (self.readings, self.events, self.annotate, self.tape)
        return tuple(path for path in wanted if path is not None)

    @property
    def only_tape(self) -> bool:
        """Whether nothing is wanted that needs a profile."""
        return self.outputs == (self.tape,) and not (self.profile or self.record or self.record_at)

    @property
    def alone(self) -> bool:
        """Whether one output is all that is wanted."""
        return len(self.outputs) == 1 and not (self.record or self.record_at)

    @property
    def to_stdout(self) -> bool:
        """Whether standard output is taken by one of them."""
        return STDOUT in self.outputs


def replay(wish: Replay, settings: Settings, losses: Losses) -> dict[str, Summary]:
    """Replay each source in turn; return what each adds up to, by its name.

    What could not be kept goes into `losses`.

    Raises:
        InputError: The wish cannot be met, or the replay was stopped.
    """
    check(wish)
    try:
        with ends_cleanly():
            return _replay_all(wish, settings, losses)
    except KeyboardInterrupt:
        msg = "The replay was stopped; no file was written."
        if wish.record or wish.record_at:
            msg += " The history keeps only recordings replayed to their end."
        raise InputError(msg) from None


def _replay_all(wish: Replay, settings: Settings, losses: Losses) -> dict[str, Summary]:
    looks_per_s = EVERY_FRAME_PER_S if wish.every_frame else settings.sampling.looks_per_s
    name = chosen_profile(wish.profile, settings)
    refuse_clashes(wish.outputs, _reads(wish, settings, name))
    if wish.tape is not None and wish.only_tape and not any_profile():
        tape_only(wish.sources[0], wish.tape, looks_per_s, settings)
        return {}
    stored = stored_profile(name)
    rules = every_frame(rules_of(settings), looks_per_s)
    names = distinct(wish.sources)
    with ExitStack() as files:
        tables = _tables(wish, files)
        return {
            shown: _replay_one(
                wish, (source, shown), settings, (name, stored), rules, tables, losses
            )
            for source, shown in names.items()
        }


def check(wish: Replay) -> None:
    """Refuse, with one text, what cannot be replayed or written as wished.

    Raises:
        InputError: It cannot.
    """
    for source in wish.sources:
        if kind_of(source) in LIVE:
            raise InputError(_not_recorded(source))
    if wish.outputs.count(STDOUT) > 1:
        msg = "Only one output can go to standard output (-). Give the others a file name."
        raise InputError(msg)
    if len(wish.sources) > 1 and (wish.annotate or wish.tape):
        msg = "--annotate and --tape are for one recording. Replay the others separately."
        raise InputError(msg)
    if len(wish.sources) > 1 and wish.record_at:
        msg = "--record-at is for one recording. Replay the others separately."
        raise InputError(msg)


def _not_recorded(source: str) -> str:
    if "://" in source or source.isdecimal() or Path(source).expanduser().exists():
        return (
            f"{printable(source)} is live; replay takes recordings. Use `posturecam watch` for it."
        )
    return f"There is no recording {printable(source)}. Check its name and folder."


def _reads(wish: Replay, settings: Settings, profile: str) -> Iterator[Read]:
    """Every file that is read."""
    for source in wish.sources:
        yield from source_files(source, wish.outputs)
    yield from setup_files(settings, profile)


def _tables(wish: Replay, files: ExitStack) -> list[Callable[[Tick, str], None]]:
    """Open the outputs that all sources share."""
    several = len(wish.sources) > 1
    tables: list[Callable[[Tick, str], None]] = []
    if wish.readings is not None:
        sink = files.enter_context(text_sink(wish.readings, alone=wish.alone))
        readings = ReadingsCsv(sink, with_source=several)
        tables.append(readings.write)
    if wish.events is not None:
        events = JsonLines(files.enter_context(text_sink(wish.events, alone=wish.alone)))
        tables.append(lambda tick, source: _write_events(events, tick, source if several else ""))
    return tables


def _write_events(events: JsonLines, tick: Tick, source: str) -> None:
    for event in tick.events:
        events.write(event_row(event, tick.assessment) | ({"source": source} if source else {}))


def _replay_one(
    wish: Replay,
    sources: tuple[str, str],
    settings: Settings,
    named: tuple[str, Stored],
    rules: Rules,
    tables: Sequence[Callable[[Tick, str], None]],
    losses: Losses,
) -> Summary:
    totals = Totals()
    (source, shown), (name, stored) = sources, named
    with ExitStack() as stack:
        observations, facts = stack.enter_context(open_seen(source, settings, real_time=False))
        say_first(source, facts, stored, settings.camera, say_note)
        outputs = _outputs(wish, facts, rules, stack)
        if wish.record or wish.record_at:
            start_s = start_unix_s(Path(source), facts.duration_s, wish.record_at)
            lost = partial(losses.add, asked=True)
            filing = recording_file(stored, name, settings, start_s, lost)
            outputs.append(stack.enter_context(filing))
        console = Console(stderr=True)
        advance = stack.enter_context(open_progress(Path(shown).name, facts.duration_s, console))
        orienting = Orienting(settings.camera, kind_of(source))
        for tick in ticks(observations, facts, stored, rules, orienting, say_note):
            totals.add(tick)
            for table in tables:
                table(tick, shown)
            for output in outputs:
                output(tick)
            advance(tick.observation.t)
    return totals.summary


def _outputs(wish: Replay, facts: Facts, rules: Rules, stack: ExitStack) -> list[Output]:
    """Open the outputs that one source has for itself."""
    outputs: list[Output] = []
    if wish.tape is not None:
        tape = stack.enter_context(record_tape(wish.tape, facts.size, alone=wish.alone))
        outputs.append(lambda tick: tape.write(tick.pose))
    if wish.annotate is not None:
        film = stack.enter_context(record_film(wish.annotate))
        drawing = Drawing(rules, facts.size)
        outputs.append(lambda tick: film.write(tick.observation.t, drawing.draw(tick)))
    return outputs


class Drawing:
    """Draws tick after tick, keeping the alert that is on."""

    def __init__(self, rules: Rules, size: tuple[int, int]) -> None:
        """Draw pictures of `size` (width, height)."""
        self._rules, self._size = rules, size
        self._card: Event | None = None

    def draw(self, tick: Tick) -> Image:
        """Draw on the picture of `tick`."""
        self._card = next_card(self._card, tick.events, (), tick.state)
        screen = compose(tick, self._rules, Around("", "", card=self._card))
        pose = tick.pose if isinstance(tick.pose, Pose) else None
        return annotate(tick.observation.frame, pose, screen, self._size)
