"""From what two cameras saw to how far they agree."""

from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace
from typing import Final

from posturecam import monitor
from posturecam.app.policies import every_frame, rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.resources import say_note
from posturecam.app.verify.gathering import Gathered, Listed
from posturecam.core.measure.calibration import Refused, calibrate, doubts_about_looks
from posturecam.core.measure.personal_gains import apply
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Pose, Reading, Unseen, Why
from posturecam.core.verify.agreement import Agreement, NotCompared, Pair, agree
from posturecam.core.verify.alignment import Alignment, NotAligned, align
from posturecam.core.verify.gains import learn
from posturecam.core.verify.pairing import mean_in, pair_up
from posturecam.core.verify.placement import place_problems
from posturecam.core.verify.reference import reference
from posturecam.core.verify.verification import Filmed, Verification
from posturecam.errors import CalibrationError, InputError
from posturecam.settings import Limits, Settings
from posturecam.stretches.sentences import ended

UPRIGHT_S: Final = 10.0  # as long as a calibration looks at the upright pose
NOT_COMPARED: Final = "The two cameras cannot be compared"
WRONG_SECONDS: Final = (
    "you are taken to sit upright from {:.1f} to {:.1f} s, but {reason} (of recordings, say when "
    "you do with --upright START:END)"
)
ANOTHER: Final = (
    "the front camera shows somebody else than the profile, or from another place; give that "
    "person's profile, or leave out --profile to calibrate on the upright seconds"
)
UNLIKE: Final = (Why.STRANGER, Why.CAMERA_MOVED, Why.FACE_CHANGED)  # the profile's person or place
MOSTLY: Final = 0.5  # of the frames; clips of somebody else have 0.65 and more, of oneself none
Looks = tuple[Pose | Unseen, ...]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Against:
    """What the front camera is measured against."""

    profile: Profile | None = None  # None: calibrated on the upright seconds
    name: str | None = None
    upright_s: Span | None = None  # the front camera's time; None: the first that both show


def compare(
    front: Gathered,
    side: Gathered,
    against: Against,
    settings: Settings,
    *,
    one_session: bool = False,
) -> Verification:
    """Compare what `front` measures with what `side` saw.

    With `one_session` both are known to be of one; recordings may have been mixed up.

    Raises:
        InputError: They cannot be compared; the error says why and what to do.
        CalibrationError: The upright seconds give no profile.
    """
    front_looks, side_looks = front.looks(against.profile), side.looks(None)
    _check_places(front, front_looks, side_looks)
    alignment = align(front_looks, side_looks, one_session=one_session)
    if isinstance(alignment, NotAligned):
        raise refusal(alignment.reason)
    upright_s = against.upright_s or _first_shared(front_looks, side_looks, alignment)
    profile = against.profile or calibrated(front_looks, upright_s, front.size)
    plain = readings_of(front, replace(profile, gains=None), settings)
    readings = tuple(apply(profile.gains, one) for one in plain)
    seen = _reference(side_looks, alignment, upright_s)
    zero_deg = _zero_deg(readings, upright_s)
    pairs = pair_up(readings, seen, alignment, zero_deg)
    return Verification(
        front=Filmed(front.name, front.size, front_looks),
        side=Filmed(side.name, side.size, side_looks),
        profile=profile,
        profile_name=against.name,
        upright_s=upright_s,
        zero_deg=zero_deg,
        alignment=alignment,
        pairs=pairs,
        agreement=_agreement(pairs, settings.limits),
        gains=learn(pair_up(plain, seen, alignment, _zero_deg(plain, upright_s))),
    )


def _check_places(front: Gathered, front_looks: Looks, side_looks: Looks) -> None:
    """Refuse cameras that do not stand where they must, and somebody the profile is not of."""
    if problems := place_problems(front.looks(None), side_looks):
        raise refusal("; ".join(problems))
    _check_person([one.why for one in front_looks if isinstance(one, Unseen)], front_looks)


def _check_person(whys: Sequence[Why | None], of: Sized) -> None:
    """Refuse what is mostly unlike the profile, by why frames were not measured or judged."""
    if sum(why in UNLIKE for why in whys) > MOSTLY * len(of):
        raise refusal(ANOTHER)


def _first_shared(front: Looks, side: Looks, alignment: Alignment) -> Span:
    """Return the first ten seconds that both cameras show the person, in the front one's time."""
    began_s = max(
        next(one.t for one in front if isinstance(one, Pose)),
        alignment.to_front(next(one.t for one in side if isinstance(one, Pose))),
    )
    say_note(
        f"You are taken to sit upright from {began_s:.1f} to {began_s + UPRIGHT_S:.1f} s of the "
        "front recording, the first ten seconds that both show. If not, say when with --upright."
    )
    return began_s, began_s + UPRIGHT_S


def _reference(side: Looks, alignment: Alignment, span_s: Span) -> tuple[Reading | Unseen, ...]:
    """Return what the side camera says, counted from a span of the front one's time."""
    upright = [one for one in side if span_s[0] <= alignment.to_front(one.t) < span_s[1]]
    seen = reference(side, upright)
    if isinstance(seen, NotCompared):
        raise refusal(WRONG_SECONDS.format(*span_s, reason=seen.reason))
    return seen


def _zero_deg(readings: tuple[Reading | Unseen, ...], span_s: Span) -> float:
    zero_deg = mean_in(readings, span_s)
    if zero_deg is None:
        reason = "the front camera measured nothing then"
        raise refusal(WRONG_SECONDS.format(*span_s, reason=reason))
    return zero_deg


def _agreement(pairs: tuple[Pair, ...], limits: Limits) -> Agreement:
    agreement = agree(pairs, limits.forward_head_deg, limits.sure)
    if isinstance(agreement, NotCompared):
        raise refusal(agreement.reason)
    return agreement


def calibrated(front: Looks, upright_s: Span, size: tuple[int, int]) -> Profile:
    """Calibrate on the upright seconds, in memory only.

    Raises:
        CalibrationError: They give no profile.
    """
    upright = [one for one in front if upright_s[0] <= one.t < upright_s[1]]
    profile = calibrate({"upright": upright}, size)
    if isinstance(profile, Refused):
        begin_s, end_s = (round(t, 1) for t in upright_s)
        heading = (
            f"The front camera cannot be calibrated on {begin_s:g} to {end_s:g} s "
            "(say with --upright START:END when you sit upright)"
        )
        raise CalibrationError(heading, profile.problems)
    for doubt in doubts_about_looks(upright):
        say_note(doubt)
    return profile


def readings_of(
    front: Gathered, profile: Profile, settings: Settings
) -> tuple[Reading | Unseen, ...]:
    """Measure as `watch` and `replay` do, but refuse what they would hardly ever judge."""
    rules = every_frame(rules_of(settings), settings.sampling.looks_per_s)
    ticks = tuple(monitor.watch(Listed(front.observations), profile, rules, Nobody()))
    _check_person([tick.assessment.why for tick in ticks], ticks)
    return tuple(tick.reading for tick in ticks)


def refusal(reason: str) -> InputError:
    """Say why two cameras, or photographs and a camera, cannot be compared."""
    return InputError(f"{NOT_COMPARED}: {ended(reason)}")
