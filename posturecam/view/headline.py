"""The headline of a screen: what is seen, how far it goes, since when."""

from dataclasses import dataclass
from typing import Final

from posturecam.core.alerts.alerting import AlertPolicy, held, in_doubt, level
from posturecam.core.alerts.judged_parts import scope
from posturecam.core.values import Activity, Assessment, Fault, Level, Verdict, Why
from posturecam.monitor import Tick
from posturecam.stretches.show import CAUSES
from posturecam.stretches.wording import duration_text

_PAUSED: Final = "paused"
_RESUME: Final = "press p to resume"
PAUSED: Final = f"{_PAUSED} ({_RESUME})"
RESUMING: Final = "resuming ..."
NOT_MEASURING: Final = "not measuring"
_SHOWN_FAULTS: Final = 3  # more do not fit on two lines of 80 characters
_INSTEAD: Final = {
    Why.FACE_CHANGED: "put something on? take it off, or recalibrate (10 s)",
    Why.CAMERA_MOVED: "recalibrate, then sit up for 10 s",
}
_BY_KEY: Final = {Why.CAMERA_MOVED: "press r, then sit up for 10 s"}
_UNITS: Final = {"deg": "°", "cm": " cm"}
_DOING: Final[dict[Activity | None, str]] = {
    Activity.READING: "looking down",
    Activity.HAND_AT_HEAD: "hand at the head",
}
_NO_FAULT: Final[dict[Activity | None, str]] = {
    Activity.READING: "no fault; looking down is not a forward head",
    Activity.HAND_AT_HEAD: "no fault; with a hand at the ear a tilted head does not count",
}


@dataclass(frozen=True, slots=True)
class Headline:
    """What is seen, in words."""

    state: str  # in a few words: `head forward`
    detail: str  # by how much, or why nothing is measured
    verdict: Verdict = Verdict.UNKNOWN
    level: Level | None = None  # of the alert that is due; None: there is none
    lasted: str = ""  # `for 2 minutes`; empty where that says nothing
    scope: str = ""  # what the verdict is about, where not about all: `neck and trunk only`
    key: str = ""  # what to press about the state, where there are keys: `press p to resume`
    by_key: str = ""  # there, in the place of `detail`: `press r, then sit up for 10 s`

    @property
    def text(self) -> str:
        """The state for a terminal: `sitting well, neck and trunk only`, `paused (press p ...)`."""
        said = f"{self.state} ({self.key})" if self.key else self.state
        return f"{said}, {self.scope}" if self.scope else said

    @property
    def text_detail(self) -> str:
        """The detail for a terminal."""
        return self.by_key or self.detail


def headline_of(tick: Tick, policy: AlertPolicy, *, paused: bool = False) -> Headline:
    """Put `tick` into words; `paused` by hand since then, it says only that."""
    if paused:
        return Headline(_PAUSED, NOT_MEASURING, key=_RESUME)
    if tick.assessment.why is Why.PAUSED:
        return Headline(RESUMING, "waiting for a picture")
    return Headline(
        state=state_of(tick.assessment, away=tick.state.attendance.away),
        detail=detail_of(tick.assessment),
        verdict=tick.assessment.verdict,
        level=level(tick.state, policy),
        lasted=_lasted(tick),
        scope=scope(tick.assessment),
        by_key=_by_key(tick.assessment.why),
    )


def opening(source: str, *, paused: bool) -> Headline:
    """Say that `source` is being opened, or that it is not during a pause."""
    detail = f"opening {source}"
    return Headline(_PAUSED, detail, key=_RESUME) if paused else Headline("starting ...", detail)


def state_of(assessment: Assessment, *, away: bool = False) -> str:
    """Name what is seen in a few words: `sitting well`, `head forward`, `too dark to measure`."""
    if assessment.causes:
        return CAUSES[assessment.causes[0]]
    paused = assessment.why is not None and assessment.why.paused
    if away and not paused:
        return "away"
    if assessment.why is not None:
        return assessment.why.value
    return _DOING.get(assessment.activity, "sitting well")


def detail_of(assessment: Assessment) -> str:
    """Say how far the faults go, against their limits, or why nothing can be said."""
    if assessment.faults:
        faults = assessment.faults[:_SHOWN_FAULTS]
        return _and_unjudged(assessment, "; ".join(map(_fault, faults)))
    if assessment.why in _INSTEAD:
        return _INSTEAD[assessment.why]
    if assessment.verdict is Verdict.UNKNOWN:
        return NOT_MEASURING
    return _and_unjudged(assessment, _NO_FAULT.get(assessment.activity, "within your limits"))


def _by_key(why: Why | None) -> str:
    return "" if why is None else _BY_KEY.get(why, "")


def _and_unjudged(assessment: Assessment, said: str) -> str:
    """Add why the shoulders were not judged, where they were not."""
    unjudged = assessment.no_shoulders
    return said if unjudged is None else f"{said}; {unjudged.value}"


def _fault(fault: Fault) -> str:
    unit = _UNITS.get(fault.unit, f" {fault.unit}")
    likely = f", {min(99, round(100 * fault.probability))} % likely"
    likely = likely if fault.probability < 1.0 else ""
    amount = f"{CAUSES[fault.cause]} by {fault.amount:.0f}{unit}"
    return f"{amount} (limit {fault.limit:g}{unit}){likely}"


def _lasted(tick: Tick) -> str:
    going_on = dict(held(tick.state))
    worst = tick.assessment.causes[:1]
    if worst:
        return f"for {duration_text(going_on.get(worst[0], 0.0))}"
    if tick.assessment.verdict is Verdict.GOOD and not in_doubt(tick.state, tick.assessment):
        return f"for {duration_text(tick.state.good_s)}"
    return ""
