"""Learn from the tapes how upright people look to a camera, and how slumped ones do.

Run as `python calibration/fit_upright.py`, it writes posturecam/core/measure/learned_upright.py and
says how many bodies left out are asked back.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from bench.compact import Floats
from bench.sessions import Session, load_sessions
from bench.writing import text

from posturecam.core.measure import learned_upright
from posturecam.core.measure.upright import mean_features
from posturecam.core.measure.upright_check import hints
from posturecam.core.pose.features import Features, Shoulders, extract_features
from posturecam.core.pose.head_pose import make_template
from posturecam.core.values import Pose

MODULE: Final = Path(learned_upright.__file__)
SHARE: Final = 5.0  # percent of upright people that are asked back
SLUMPED: Final = ("slump", "slouch", "headfwd")
LOST_DEG: Final = 8.0  # of CVA: less is no slump
HEAD: Final = '''\
"""How upright people look to a camera, learned from the tapes.  Written by fit_upright.py."""

from typing import Final

HINTS: Final = {hints}
"""Weights of `upright_check.hints`: below zero lie 5 % of upright people (bodies left out)."""
'''


@dataclass(frozen=True, slots=True, eq=False)
class Stills:
    """What people sitting still show, a row each: `hints` (n, 4), body, pose, change of CVA."""

    hints: Floats
    body: Any
    pose: Any
    cva: Floats

    @property
    def slumped(self) -> Any:
        """Return which rows are slumped or have the head forward."""
        return np.isin(self.pose, SLUMPED) & (self.cva < -LOST_DEG)


def stills_of(sessions: Sequence[Session]) -> Stills:
    """Six looks upright, two at each guided pose, and the tests one by one."""
    found = [one for session in sessions for one in _stills(session)]
    parts = [np.array(part) for part in zip(*found, strict=True)]
    return Stills(*parts)


def learn_hints(stills: Stills) -> Floats:
    """Return the weights: upright people left out lie below zero in 5 % of the cases."""
    weights = _weights(stills, np.ones(len(stills.body), dtype=bool))
    scores = scores_left_out(stills)
    weights[0] -= np.percentile(scores[stills.pose == "upright"], SHARE)
    return weights


def scores_left_out(stills: Stills) -> Floats:
    """Return the score of each row, in sd from what other bodies show upright."""
    scores = np.empty(len(stills.body))
    for body in np.unique(stills.body):
        own = stills.body == body
        scores[own] = stills.hints[own] @ _weights(stills, ~own)
    return scores


def _weights(stills: Stills, among: Any) -> Floats:
    """Fisher's discriminant: upright people have the mean 0 and the sd 1."""
    upright = stills.hints[among & (stills.pose == "upright"), 1:]
    slumped = stills.hints[among & stills.slumped, 1:]
    spread = (np.cov(upright.T) + np.cov(slumped.T)) / 2
    way = np.linalg.solve(spread, upright.mean(axis=0) - slumped.mean(axis=0))
    way /= (upright @ way).std()
    return np.array([-upright.mean(axis=0) @ way, *way])


def _stills(session: Session) -> list[tuple[Floats, int, str, float]]:
    observations = session.observations()
    found = []
    for rows in _groups(session):
        seen = [
            observation
            for observation in (observations[row] for row in rows)
            if isinstance(observation, Pose)
        ]
        shown = _hints(seen)
        if shown is not None:
            lost = float(session.truth["d_cva_deg"][rows].mean())
            found.append((shown, session.body, str(session.pose[rows[0]]), lost))
    return found


def _groups(session: Session) -> list[list[int]]:
    """Rows of the tape that belong together: those of a guided pose, and each test alone."""
    wanted = [row for row, pose in enumerate(session.pose) if pose in ("upright", *SLUMPED)]
    guided = [row for row in wanted if session.block[row] == "A"]
    names = dict.fromkeys(session.pose[guided])
    together = [[row for row in guided if session.pose[row] == name] for name in names]
    return together + [[row] for row in wanted if session.block[row] == "B"]


def _hints(seen: Sequence[Pose]) -> Floats | None:
    faces = [pose.face for pose in seen if pose.face is not None]
    if not faces:
        return None
    template = make_template(faces)
    all_features = [extract_features(pose, template) for pose in seen]
    whole = [
        s for s in all_features if isinstance(s, Features) and isinstance(s.shoulders, Shoulders)
    ]
    return hints(template, mean_features(whole)) if whole else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, write, and say who is asked back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODULE, help="the module to write")
    options = parser.parse_args(arguments)
    stills = stills_of(load_sessions())
    options.out.write_text(HEAD.format(hints=text(learn_hints(stills))))
    scores = scores_left_out(stills)
    upright = stills.pose == "upright"
    asked = scores < np.percentile(scores[upright], SHARE)
    print(f"asked back, bodies left out: upright {asked[upright].mean():.0%} of {upright.sum()}")
    for name in SLUMPED:
        rows = stills.slumped & (stills.pose == name)
        print(f"  {name} {asked[rows].mean():.0%} of {rows.sum()}")


if __name__ == "__main__":
    main()
