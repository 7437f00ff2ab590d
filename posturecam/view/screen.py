"""What the live view and the plain lines show of a tick: words and gauges, no drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posturecam.core.alerts.alerting import (
    AlertPolicy,
    held,
    in_doubt,
    level,
    next_break_s,
    snoozed_until_s,
)
from posturecam.core.alerts.judged_parts import scope
from posturecam.core.alerts.requests import BreakTaken, Dismiss, Request, Snooze
from posturecam.core.values import (
    Activity,
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Level,
    Reading,
    Verdict,
    Why,
)
from posturecam.monitor import Rules, Tick
from posturecam.stretches.show import CAUSES
from posturecam.stretches.wording import AlertText, alert_text, duration_text
from posturecam.view.gauges import Gauge, gauges

MINUTE_S = 60.0
PAUSED = Why.PAUSED.value
RESUMING = "resuming ..."
MOVED = "the camera seems to have moved: recalibrating (r, 10 s) measures better"
INSTEAD = {
    Why.FACE_CHANGED: "put something on? take it off, or recalibrate (10 s)",
    Why.CAMERA_MOVED: "press r, then sit up for 10 s",
}
UNIT_WORDS = {"deg": "°", "cm": " cm"}
DOING: dict[Activity | None, str] = {
    Activity.READING: "looking down",
    Activity.HAND_AT_HEAD: "hand at the head",
}
NO_FAULT: dict[Activity | None, str] = {
    Activity.READING: "no fault; looking down is not a forward head",
    Activity.HAND_AT_HEAD: "no fault; with a hand at the ear a tilted head does not count",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything that is to be seen at a moment; times in seconds."""

    t: float
    heading: str
    state: str
    detail: str
    verdict: Verdict
    level: Level | None
    lasted: str
    gauges: tuple[Gauge, ...]
    facts: tuple[str, ...]
    card: AlertText | None
    note: str = ""
    help: bool = False
    answer: str = ""  # what the last key did
    opening: bool = False  # before the first look
    scope: str = ""  # what the verdict is about, where not about all: `neck and trunk only`


@dataclass(frozen=True, slots=True)
class Around:
    """What the screen needs beside a tick."""

    source: str
    profile: str
    note: str = ""
    help: bool = False
    card: Event | None = None
    alerts: int = 0
    answer: str = ""
    paused: bool = False  # by hand, now; the tick may be older


def compose(tick: Tick, rules: Rules, around: Around) -> Screen:
    """Put `tick` into words and gauges."""
    screen = Screen(
        t=tick.assessment.t,
        heading=_heading(around),
        state=state_of(tick.assessment, away=tick.state.attendance.away),
        detail=detail_of(tick.assessment),
        verdict=tick.assessment.verdict,
        level=level(tick.state, rules.alerts),
        lasted=_lasted(tick),
        gauges=gauges(tick, rules),
        facts=_facts(tick, rules.alerts, around),
        card=_card(around.card, rules),
        note=around.note,
        help=around.help,
        answer=around.answer,
        scope=scope(tick.assessment),
    )
    was_paused = tick.assessment.why is Why.PAUSED
    if around.paused:
        return _instead(screen, PAUSED, "not measuring")
    return _instead(screen, RESUMING, "waiting for a picture") if was_paused else screen


def compose_opening(around: Around) -> Screen:
    """Say that camera and model are being opened: there is no tick yet."""
    return Screen(
        t=0.0,
        heading=_heading(around),
        state=PAUSED if around.paused else "starting ...",
        detail=f"opening {around.source}",
        verdict=Verdict.UNKNOWN,
        level=None,
        lasted="",
        gauges=(),
        facts=(),
        card=None,
        note=around.note,
        help=around.help,
        answer=around.answer,
        opening=True,
    )


def headline(screen: Screen) -> str:
    """Return the state with what it is about: `sitting well, neck and trunk only`."""
    return f"{screen.state}, {screen.scope}" if screen.scope else screen.state


def clean(text: str) -> str:
    """Return `text`, as from a file's name, without what would steer the terminal."""
    return "".join(
        one if one.isprintable() or one == "\n" else "\N{REPLACEMENT CHARACTER}" for one in text
    )


def _heading(around: Around) -> str:
    return f"{around.source}, profile {around.profile}"


def _instead(screen: Screen, state: str, detail: str) -> Screen:
    return replace(
        screen, state=state, detail=detail, verdict=Verdict.UNKNOWN, level=None, lasted="", scope=""
    )


def state_of(assessment: Assessment, *, away: bool = False) -> str:
    """Name what is seen in a few words: `sitting well`, `head forward`, `too dark to measure`."""
    if assessment.causes:
        return CAUSES[assessment.causes[0]]
    if away:
        return "away"
    if assessment.why is not None:
        return assessment.why.value
    return DOING.get(assessment.activity, "sitting well")


def detail_of(assessment: Assessment) -> str:
    """Say how far the faults go, against their limits, or why nothing can be said."""
    if assessment.faults:
        return _beside(assessment, "; ".join(_fault(fault) for fault in assessment.faults[:3]))
    if assessment.why in INSTEAD:
        return INSTEAD[assessment.why]
    if assessment.verdict is Verdict.UNKNOWN:
        return "not measuring"
    return _beside(assessment, NO_FAULT.get(assessment.activity, "within your limits"))


def _beside(assessment: Assessment, said: str) -> str:
    """Add what was not judged."""
    unjudged = assessment.no_shoulders
    return said if unjudged is None else f"{said}; {unjudged.value}"


def next_card(
    card: Event | None, events: Sequence[Event], requests: Sequence[Request]
) -> Event | None:
    """Return the alert to keep on the screen: the newest one that is neither over nor put away."""
    if put_away(requests):
        card = None
    for event in events:
        if event.kind in (EventKind.ALERT, EventKind.BREAK_DUE):
            card = event
        elif card is not None and _ends(event, card):
            card = None
    return card


def put_away(requests: Sequence[Request]) -> bool:
    """Whether any of `requests` takes the alert off the screen."""
    return any(isinstance(request, Dismiss | Snooze | BreakTaken) for request in requests)


def event_line(event: Event, rules: Rules) -> str:
    """Say `event` in one line."""
    text = _card(event, rules) if event.kind in (EventKind.ALERT, EventKind.BREAK_DUE) else None
    if text is not None:
        return f"{text.title}: {text.body}"
    lasted = duration_text(event.held_s or 0)
    return {
        EventKind.CLEARED: f"{_cause(event.cause)}: corrected after {lasted}",
        EventKind.AWAY: "away",
        EventKind.BACK: f"back after {lasted}",
        EventKind.CAMERA_MOVED: MOVED,
        EventKind.CAMERA_LOST: f"camera lost: {event.why.value if event.why else 'no picture'}",
        EventKind.CAMERA_BACK: "the camera is back",
    }.get(event.kind, event.kind.value)


def clock_text(seconds: float) -> str:
    """Write a time of the stream: `1:05`, `1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def brief(seconds: float) -> str:
    """Write a time to come: `45 s`, `17 min`; the minute that has begun counts."""
    return f"{seconds:.0f} s" if seconds < MINUTE_S else f"{math.ceil(seconds / MINUTE_S)} min"


def _fault(fault: Fault) -> str:
    unit = UNIT_WORDS.get(fault.unit, f" {fault.unit}")
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


def _facts(tick: Tick, policy: AlertPolicy, around: Around) -> tuple[str, ...]:
    facts = []
    until_s = snoozed_until_s(tick.state)
    if until_s is not None and until_s > tick.assessment.t:
        facts.append(f"snoozed for {brief(until_s - tick.assessment.t)}")
    break_s = next_break_s(tick.state, policy)
    if break_s is not None:
        facts.append("break due now" if break_s <= 0 else f"break in {brief(break_s)}")
    facts.append(f"{around.alerts} alert{'' if around.alerts == 1 else 's'}")
    facts.append(f"{clock_text(tick.assessment.t)} watched")
    if isinstance(tick.reading, Reading) and tick.reading.distance_cm is not None:
        facts.append(f"{tick.reading.distance_cm:.0f} cm away")
    return tuple(facts)


def _card(event: Event | None, rules: Rules) -> AlertText | None:
    if event is None:
        return None
    return alert_text(event, rules.offers.catalogue[event.stretch] if event.stretch else None)


def _ends(event: Event, card: Event) -> bool:
    if event.kind is EventKind.CLEARED:
        return event.cause is card.cause
    return event.kind in (EventKind.AWAY, EventKind.BACK)


def _cause(cause: Cause | None) -> str:
    return CAUSES[cause] if cause else "posture"
