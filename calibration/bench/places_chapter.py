"""Chapters of RESULTS.md: other places of the camera, long sittings, what is learned at work."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from bench import report, texts
from bench.alerts import Nobody
from bench.bench import Bench
from bench.clips import follow_clip
from bench.compact import Floats
from bench.moved import Move, moved
from bench.moved_chapter import SEED, any_move, rankings, rates, sitting, slouched, upright
from bench.recordings import rendered_clips
from bench.run import calibrated
from bench.scores import coverage, error
from bench.sessions import Session
from bench.table import Table, table_of
from posturecam.app.policies import rules_of
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import EventKind, Observation, Pose, Reading, Reuse, Verdict
from posturecam.monitor import watch
from posturecam.ports import NO_REUSE
from posturecam.settings import Settings

PLACES: Final = (
    ("desk_p2_laptop", "desk_p2_laptop"),
    ("desk_p2_laptop", "desk_p2_lid_back"),
    ("desk_p2_laptop", "desk_p2_lid_forward"),
    ("desk_p2_laptop", "desk_p2_near_raised"),
    ("desk_p2_lid_forward", "desk_p2_lid_back"),
    ("desk_p1_monitor", "desk_p1_monitor"),
    ("desk_p1_monitor", "desk_p1_monitor_low"),
    ("desk_p2_laptop", "lean_p2_monitor"),
    ("desk_p1_monitor", "slouch_p1_laptop"),
)
SITTING_S: Final = 1200.0
SHARES: Final = {
    "upright": 0.7,
    "lookdown": 0.1,
    "turnL": 0.05,
    "turnR": 0.05,
    "phone": 0.05,
    "leanback": 0.05,
}
"""What somebody does who sits well, by judgement: share of the time."""
HELD_S: Final = (5.0, 40.0)  # one thing is done for so long


def other_places(bench: Bench) -> str:
    """Calibrated before one camera and measured before another, on tapes and recordings."""
    chance = np.random.default_rng(SEED)
    observations = table_of(_across(bench, chance))
    rows = [
        _row("calibrated upright", observations, observations["true_cva"]),
        _row("upright of that day", observations, observations["own_cva"]),
    ]
    heads = (
        *("change since", "looks measured", "error (rms, deg)", "90 % intervals hold", "not sure"),
        *("upright called poor", "loss of 10 deg called", "called good", "wrong", "AUC"),
        "AUC of nose-shoulder gap",
    )
    text = texts.PLACES + report.table(heads, rows)
    clips = {clip.name: clip for clip in rendered_clips()}
    pairs = [(clips[one], clips[two]) for one, two in PLACES if {one, two} <= set(clips)]
    if not pairs:
        return text + texts.NO_RECORDINGS
    series = [(one.name, follow_clip(two, 0.0, one)) for one, two in pairs]
    heads = ("calibrated on", *report.SERIES_HEADS)
    return (
        text
        + texts.PLACES_CLIPS
        + report.table(heads, [(name, *report.series_row(one)) for name, one in series])
    )


def sittings(bench: Bench) -> str:
    """Twenty minutes of sitting well, the camera moved before: what is alerted."""
    chance = np.random.default_rng(SEED)
    alerts: list[Counter[str]] = []
    poor: list[float] = []
    for session in bench.sessions:
        with bench.learned(session.body):
            profile = calibrated(session, ())
            if isinstance(profile, Profile):
                heard, share = _sat(session, profile, any_move(chance), chance)
                alerts.append(heard)
                poor.append(share)
    silent = np.mean([not one for one in alerts])
    causes = sum(alerts, Counter[str]())
    named = ", ".join(f"{cause} {count}" for cause, count in causes.most_common()) or "none"
    rows = [(str(len(alerts)), f"{silent:.0%}", named, f"{np.mean(poor):.1%}")]
    return texts.SITTINGS + report.table(
        ("sittings", "without an alert", "alerts", "looks judged poor"), rows
    )


def learned_at_work(bench: Bench) -> str:
    """What half of the looks teach about the other half."""
    rows = []
    for name, guide in (("upright only", ()), ("guided", None)):
        observations = table_of(_halves(bench, guide))
        truth = observations["true_cva"]
        for when in ("before", "after"):
            off = error(observations[when], truth)
            held = coverage(observations[when], observations[f"{when}_sd"], truth)
            rows.append((name, when, f"{off.rmse:.2f}", f"{off.bias:.1f}", f"{held:.0%}"))
    heads = ("calibrated", "learning", "error (rms, deg)", "bias", "90 % intervals hold")
    return texts.LEARNED_AT_WORK + report.table(heads, rows)


def _across(bench: Bench, chance: np.random.Generator) -> Iterator[Mapping[str, Any]]:
    for one in bench.sessions:
        for other in bench.sessions:
            if one.body == other.body and one.number != other.number:
                with bench.learned(one.body):
                    profile = calibrated(one, ())
                    if isinstance(profile, Profile):
                        yield from sitting(one, other, profile, None, chance)


def _row(name: str, observations: Table, truth: Floats) -> tuple[str, ...]:
    well, badly, verdict = (
        upright(observations),
        slouched(observations, truth),
        observations["verdict"],
    )
    wrong = np.concatenate([verdict[well] == "poor", verdict[badly] == "good"])
    shares = f"{(verdict[badly] == 'good').mean():.0%}", f"{wrong.mean():.0%}"
    return (name, *rates(observations, truth, well), *shares, *rankings(observations, truth, well))


class _Sitting:
    """Looks of somebody who sits well, one a second, before a camera that has moved."""

    live = False

    def __init__(self, session: Session, move: Move, chance: np.random.Generator) -> None:
        self._session, self._move, self._chance = session, move, chance
        self._observations = session.observations()
        self._number, self._until_s = self._some("upright"), HELD_S[0]

    def next(
        self,
        not_before_s: float,
        reuse: Reuse = NO_REUSE,  # noqa: ARG002 - recorded looks cost nothing
    ) -> Observation | None:
        """Give the next look at or after `not_before_s`."""
        t = float(np.ceil(not_before_s + 1e-9))
        if t >= SITTING_S:
            return None
        if t >= self._until_s:
            doing = str(self._chance.choice(list(SHARES), p=list(SHARES.values())))
            self._number, self._until_s = self._some(doing), t + self._chance.uniform(*HELD_S)
        pose = self._observations[self._number]
        if not isinstance(pose, Pose):
            return Observation(t, (), pose.why)
        seen = moved(pose, self._session, self._number, self._move)
        return Observation(t, (replace(seen, t=t),))

    def _some(self, doing: str) -> int:
        """Any look of the test block at somebody who does this, or sits upright."""
        tests = self._session.tests()
        found = tests[self._session.pose[tests] == doing]
        found = found if len(found) else tests[self._session.pose[tests] == "upright"]
        return int(self._chance.choice(found))


def _sat(
    session: Session, profile: Profile, move: Move, chance: np.random.Generator
) -> tuple[Counter[str], float]:
    """Alerts by cause, without those for sitting still, and the share of looks judged poor."""
    heard: Counter[str] = Counter()
    verdicts: list[bool] = []
    observations = _Sitting(session, move, chance)
    for tick in watch(observations, profile, rules_of(Settings()), Nobody()):
        verdicts.append(tick.assessment.verdict is Verdict.POOR)
        heard.update(str(event.cause) for event in tick.events if event.kind is EventKind.ALERT)
    del heard["still_too_long"]
    return heard, float(np.mean(verdicts))


def _halves(bench: Bench, guide: tuple[str, ...] | None) -> Iterator[Mapping[str, Any]]:
    chance = np.random.default_rng(SEED)
    for session in bench.sessions:
        with bench.learned(session.body):
            profile = calibrated(session, guide)
            if not isinstance(profile, Profile):
                continue
            order = chance.permutation(session.tests())
            half = len(order) // 2
            for taught, asked in ((order[:half], order[half:]), (order[half:], order[:half])):
                yield from _half(session, profile, taught, asked)


def _half(
    session: Session, profile: Profile, taught: Sequence[int], asked: Sequence[int]
) -> Iterator[Mapping[str, Any]]:
    prepared, belief = prepare(profile), CameraBelief()
    observations = session.observations()
    for t, number in enumerate(taught):
        observation = observations[number]
        if isinstance(observation, Pose):
            belief, _ = measure_in_sitting(prepared, belief, replace(observation, t=float(t)))
    for number in asked:
        observation = observations[number]
        if not isinstance(observation, Pose):
            continue
        row: dict[str, Any] = {"true_cva": float(session.truth["d_cva_deg"][number])}
        for when, known in (("before", CameraBelief()), ("after", belief)):
            pose = replace(observation, t=len(taught) + 1.0)
            reading = qualify(pose, measure_in_sitting(prepared, known, pose)[1], profile.front)
            seen = reading if isinstance(reading, Reading) else None
            row[when] = seen and seen.cva_change_deg
            row[f"{when}_sd"] = seen and seen.cva_change_sd_deg
        yield row
