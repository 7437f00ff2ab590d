"""The chapters of RESULTS.md that the tapes answer: each runs its part and writes it down."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np

from bench import plots, report, texts
from bench.ablations import with_tilt, without_mesh
from bench.bench import Bench, learned_anew
from bench.run import measured, others_measured
from bench.scores import error, forward_head_calls
from bench.sessions import Session, load_sessions
from bench.side_points import from_the_side
from bench.table import Table, joined
from bench.true_points import with_true_head, with_true_shoulders
from posturecam.settings import Settings

LIMIT_DEG: Final = Settings().limits.forward_head_deg
WORLD: Final = "neck angle, world landmarks"
LADDER: Final = {
    "upright only": (),
    "+ head forward": ("head_forward",),
    "+ lean in": ("head_forward", "lean_in"),
    "+ slump": ("head_forward", "lean_in", "slump"),
    "+ rounded": ("head_forward", "lean_in", "slump", "shoulders_rounded"),
    "+ look down": ("head_forward", "lean_in", "slump", "shoulders_rounded", "look_down"),
}
BANDS: Final = (
    ("camera looks up by", "deg", "tilt_deg", (-16, 0, 8, 16, 23)),
    ("camera to eyes", "cm", "distance_cm", (44, 55, 65, 75, 86)),
)


def methods(bench: Bench) -> str:
    """Posturecam beside the measures of others, on the same frames."""
    theirs = others_measured(bench.sessions)
    raw = theirs[WORLD].add(cva=theirs[WORLD]["raw"])
    compared = {
        "**posturecam, all guided poses**": bench.guided,
        "**posturecam, upright only**": bench.upright,
        "always zero": raw.add(cva=np.zeros(len(raw))),
        **theirs,
        f"{WORLD}, as it stands": raw,
    }
    rows = [
        report.method_row(name, observations, LIMIT_DEG) for name, observations in compared.items()
    ]
    plots.magnitude(bench.guided, theirs["nose-shoulder gap / shoulder width"], bench.plots)
    return texts.METHODS + report.table(report.METHOD_HEADS, rows) + texts.MAGNITUDE


def movements(bench: Bench) -> str:
    """Error of each movement."""
    plots.movements(bench.guided, bench.plots)
    heads = (
        *("movement", "measured", "true change", "measured change", "error (rms)", "bias"),
        *(f"beyond {LIMIT_DEG:g} deg", "verdict forward head or slump"),
    )
    rows = report.movement_rows(bench.guided, LIMIT_DEG)
    return texts.MOVEMENTS + report.table(heads, rows) + texts.MOVEMENTS_PLOT


def verdicts(bench: Bench) -> str:
    """Hits and false calls, by angle and by verdict."""
    rows = []
    for name, observations in (("all guided poses", bench.guided), ("upright only", bench.upright)):
        by_angle = forward_head_calls(observations, observations["cva"] <= -LIMIT_DEG)
        by_verdict = forward_head_calls(
            observations, report.with_cause(observations, report.HEAD_CAUSES)
        )
        rows.append(report.calls_row(f"{name}: angle beyond {LIMIT_DEG:g} deg", by_angle))
        rows.append(report.calls_row(f"{name}: verdict forward head or slump", by_verdict))
        level = observations.where(observations["true_pitch"] < report.READING_DEG)
        found = forward_head_calls(level, report.with_cause(level, report.HEAD_CAUSES))
        rows.append(report.calls_row(f"{name}: the same, nobody looking down", found))
    return texts.VERDICTS + report.table(("called by", "hits", "false calls"), rows)


def shoulders(bench: Bench) -> str:
    """Rounded shoulders, where measurable."""
    plots.reliability(bench.guided, bench.plots)
    rows = report.shoulder_rows(bench.guided)
    return texts.SHOULDERS + report.table(("figure", "value"), rows) + texts.RELIABILITY


def guided_poses(bench: Bench) -> str:
    """Error with 0 to 5 guided poses, and with all."""
    ladder = {name: bench.run(guide) for name, guide in LADDER.items()} | {"all": bench.guided}
    rows = [
        report.method_row(name, observations, LIMIT_DEG) for name, observations in ladder.items()
    ]
    plots.guided({n: error(x["cva"], x["true_cva"]).rmse for n, x in ladder.items()}, bench.plots)
    heads = ("calibration", *report.METHOD_HEADS[1:])
    return texts.GUIDED + report.table(heads, rows) + texts.GUIDED_PLOT


def camera(bench: Bench) -> str:
    """Error by where the camera stands."""
    plots.camera(bench.guided, bench.plots)
    rows = []
    for label, unit, name, edges in BANDS:
        for low, high in pairwise(edges):
            part = bench.guided.where((bench.guided[name] >= low) & (bench.guided[name] < high))
            off, sessions = error(part["cva"], part["true_cva"]), len(set(part["session"]))
            row = [f"{label} {low} to {high} {unit}", sessions, report.number(off.rmse)]
            rows.append([*row, report.number(off.bias)])
    heads = ("where", "sessions", "error (rms, deg)", "bias")
    return texts.CAMERA + report.table(heads, rows) + texts.CAMERA_PLOT


def parts(bench: Bench) -> str:
    """What each part of the measurement is worth."""
    bare = [without_mesh(session) for session in bench.sessions]
    compared = {
        "as it is, all guided poses": bench.guided,
        "head from the body model instead of the face mesh": bench.run(None, bare),
        "camera taken as level": _told_tilt(bench, None, level=True),
        "camera's true tilt told": _told_tilt(bench, None, level=False),
        "as it is, upright only": bench.upright,
        "upright only, camera taken as level": _told_tilt(bench, (), level=True),
        "upright only, camera's true tilt told": _told_tilt(bench, (), level=False),
        "body landmarks in IMAGE mode, all guided poses": bench.run(None, load_sessions("image")),
    }
    rows = [
        report.method_row(name, observations, LIMIT_DEG) for name, observations in compared.items()
    ]
    return texts.PARTS + report.table(("measured with", *report.METHOD_HEADS[1:]), rows)


def limits(bench: Bench) -> str:
    """What the landmarks cost and what geometry costs: true points in place of MediaPipe's."""
    if not bench.left_out:
        return ""
    heads = [with_true_head(session) for session in bench.sessions]
    compared = {
        "MediaPipe's landmarks": bench.sessions,
        "true head": heads,
        "true tips of the shoulders": _shouldered(bench.sessions, "acromion"),
        "true head and tips of the shoulders": _shouldered(heads, "acromion"),
    }
    rows = []
    for name, sessions in compared.items():
        observations = learned_anew(sessions)
        shoulder = error(observations["fsa"], observations["true_fsa"])
        row = report.method_row(name, observations, LIMIT_DEG)
        rows.append([*row, report.number(shoulder.rmse), report.percent(shoulder.share)])
    columns = ("landmarks", *report.METHOD_HEADS[1:], "error of FSA where told", "looks with FSA")
    return texts.LIMITS + report.table(columns, rows)


def side(bench: Bench) -> str:
    """What the side view's model of the neck costs."""
    observations = from_the_side(bench.sessions)
    parts = {
        pose: observations.where(observations["pose"] == pose)
        for pose in sorted(set(observations["pose"]))
    }
    rows = [report.side_row(name, part) for name, part in {"all": observations, **parts}.items()]
    heads = ("movement", "true change", "error (rms, deg)", "bias", "90 % intervals hold")
    return texts.SIDE + report.table(heads, rows)


def _shouldered(sessions: Sequence[Session], point: str) -> list[Session]:
    return [with_true_shoulders(session, point) for session in sessions]


def _told_tilt(bench: Bench, guide: tuple[str, ...] | None, *, level: bool) -> Table:
    """Measure with the camera's tilt given as a fact: the true one, or none at all."""
    found = []
    for session in bench.sessions:
        tilt_deg = 0.0 if level else float(session.facts["cam_tilt_up_deg"])
        reported = partial(with_tilt, tilt_deg=tilt_deg)
        found.append(measured([session], guide, learned=bench.learned, changed=reported))
    return joined(found)
