"""Calibration from a recording, and what both kinds of calibration share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from posturecam import __version__
from posturecam.app.orientation_hint import how_to_turn
from posturecam.app.resources import open_seen, say_note
from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.pose.landmarks import GUIDED_POSES
from posturecam.core.pose.orientation import mostly_lying
from posturecam.core.values import Pose, Unseen
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import Card, Stored
from posturecam.edges.sources.open_source import Facts, Kind, kind_of
from posturecam.edges.sources.source_name import printable
from posturecam.errors import CalibrationError, InputError
from posturecam.ports import Observations
from posturecam.settings import Camera, Settings

EVERY_S = 0.1  # between two observations of a recording
REFUSED = "This calibration cannot be used, nothing was changed"
Guided = Mapping[str, Sequence[Pose | Unseen]]


@dataclass(frozen=True, slots=True)
class GuidedSpan:
    """A guided pose of a recording: from `start_s` until before `end_s`."""

    pose: str
    start_s: float
    end_s: float

    def __str__(self) -> str:
        """Write it as the user does."""
        return f"{self.pose}={self.start_s:g}:{self.end_s:g}"


def spans_of(texts: Sequence[str], option: str = "--pose") -> tuple[GuidedSpan, ...]:
    """Read each NAME=START:END, given with `option`.

    Raises:
        InputError: A text, or the poses together, cannot be used; it holds everything wrong.
    """
    spans, problems = [], []
    for text in texts:
        try:
            spans.append(_span(text))
        except ValueError as error:
            problems.append(f"{text!r}: {error}")
    if not problems and not any(span.pose == "upright" for span in spans):
        problems.append(f"the upright pose is missing; give it as {option} upright=START:END")
    problems += _overlaps(spans)
    if problems:
        msg = "\n  - ".join(["The poses cannot be used:", *problems])
        raise InputError(msg)
    return tuple(spans)


def calibrate_recording(
    source: str, spec: str, spans: Sequence[GuidedSpan], settings: Settings
) -> Stored:
    """Calibrate from the `spans` of a recording, save the profile as `spec` and return it.

    Raises:
        CalibrationError: The poses give no profile; nothing is changed.
        InputError: `spec` or `source` cannot be used.
    """
    profile_store.check_target(folders.profiles_dir(), spec)
    with open_seen(source, settings, real_time=False) as (observations, facts):
        say_note(facts.assumed)
        try:
            stored = calibrated(source, spec, (observations, facts), spans, settings.camera)
        finally:
            say_note(facts.note)
        return _saved(stored, spec)


def calibrated(
    source: str,
    spec: str,
    seen: tuple[Observations, Facts],
    spans: Sequence[GuidedSpan],
    camera: Camera,
) -> Stored:
    """Return the profile that the `spans` of the recording `source` give; save nothing.

    Raises:
        CalibrationError: They give none.
    """
    observations, facts = seen
    guided = gather(observations, spans)
    _refuse_lying(guided["upright"], camera, kind_of(source))
    return _made(guided, facts.size, spec, Path(printable(source)).name, camera)


def gather(
    observations: Observations, spans: Sequence[GuidedSpan]
) -> dict[str, list[Pose | Unseen]]:
    """Look through a recording and sort what is seen by guided pose."""
    guided: dict[str, list[Pose | Unseen]] = {span.pose: [] for span in spans}
    end_s = max(span.end_s for span in spans)
    followed = Followed()
    t: float | None = _next_s(spans, 0.0)
    while (
        t is not None
        and (observation := observations.next(t)) is not None
        and observation.t < end_s
    ):
        inside = [span for span in spans if span.start_s <= observation.t < span.end_s]
        if inside:
            followed, seen = follow_subject(followed, observation, None)
            for span in inside:
                guided[span.pose].append(seen)
        t = _next_s(spans, observation.t + EVERY_S)
    return guided


def _refuse_lying(observations: Sequence[Pose | Unseen], camera: Camera, kind: Kind) -> None:
    if why := mostly_lying(observations):
        raise CalibrationError(REFUSED, [how_to_turn(why, camera, kind)])


def finish(
    guided: Guided, size: tuple[int, int], spec: str, camera: str, setting: Camera
) -> Stored:
    """Make the profile of the `guided` poses, save it as `spec` and return it.

    Raises:
        CalibrationError: There is no profile; it holds every reason, and nothing is changed.
    """
    return _saved(_made(guided, size, spec, camera, setting), spec)


def _made(guided: Guided, size: tuple[int, int], spec: str, camera: str, setting: Camera) -> Stored:
    profile = calibrate(guided, size)
    if isinstance(profile, Refused):
        raise CalibrationError(REFUSED, profile.problems)
    return Stored(replace(card_of(profile, spec, camera), mirror=setting.mirror), profile)


def _saved(stored: Stored, spec: str) -> Stored:
    profile_store.save(folders.profiles_dir(), spec, stored, say_note)
    return stored


def card_of(profile: Profile, spec: str, camera: str) -> Card:
    """What the profile says about itself."""
    return Card(
        name=Path(spec).stem if spec.endswith(".toml") else spec,
        created=datetime.now(tz=UTC).replace(microsecond=0),
        camera=printable(camera),
        picture=f"{profile.picture_width}x{profile.picture_height}",
        posturecam=__version__,
    )


def _span(text: str) -> GuidedSpan:
    name, equals, times = text.partition("=")
    start, colon, end = times.partition(":")
    if not equals or not colon:
        msg = "write NAME=START:END, with times in seconds"
        raise ValueError(msg)
    if name not in GUIDED_POSES:
        msg = f"{name} is not a guided pose; choose from {', '.join(GUIDED_POSES)}"
        raise ValueError(msg)
    try:
        span = GuidedSpan(name, float(start), float(end))
    except ValueError:
        msg = "the times must be numbers of seconds"
        raise ValueError(msg) from None
    if not 0 <= span.start_s < span.end_s:
        msg = "the start must be 0 or more, and the end after the start"
        raise ValueError(msg)
    return span


def _overlaps(spans: Sequence[GuidedSpan]) -> list[str]:
    """Name each two spans that share seconds; nobody shows two poses at once."""
    return [
        f"{one} and {other} overlap; give each pose its own seconds"
        for one, other in combinations(spans, 2)
        if one.start_s < other.end_s and other.start_s < one.end_s
    ]


def _next_s(spans: Sequence[GuidedSpan], t: float) -> float | None:
    """Return `t` if it is within a span, else the start of the next one; None after the last."""
    if any(span.start_s <= t < span.end_s for span in spans):
        return t
    return min((span.start_s for span in spans if span.start_s > t), default=None)
