"""Learn from the tapes how people move and what landmarks do.

Run as `python calibration/fit_movements.py`, it writes learned_movements.py and
learned_landmarks.py in posturecam/core/body.  `learn(sessions)` learns from some sessions only, for
tests that leave bodies out.  Four steps, each a small linear fit: how every kind of movement
changes the body (mean and covariance), what landmarks show beyond the geometry of the sagittal
model (linear in the posture), how much these gains differ from person to person
(expectation-maximisation), and how the upright pose tells the tilt of the camera.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from bench.compact import Floats
from bench.face import generic_face
from bench.postures import KINDS, Postures, postures_of
from bench.sessions import Session, load_sessions
from bench.writing import write

from posturecam.core.body import learned_landmarks
from posturecam.core.body.learned_movements import Movement
from posturecam.core.body.sagittal import State, seen

CORE: Final = Path(learned_landmarks.__file__).parent
STIR: Final = np.square([0.6, 0.6, 0.15, 0.5, 0.15, 0.15, 0.5])  # people stir at least so much
WIDER: Final = 1.1  # covariances of movements: 32 bodies are few
ASKED_WIDER: Final = 1.2
DOUBT: Final = (0.3, 35.0)  # the head's noise against the misfit of its mesh: 1 at a misfit of 0.02
TILT_SD_DEG: Final = 6.5  # of the guess from the upright pose: 4 on bodies left out, 9 on clips
FOCAL_SD: Final = 0.11  # diagonal fields of view from 60 to 82 degrees
FOV_DEG: Final = 72.0
RIDGE: Final = 3.0
TILT_RIDGE: Final = (0.0, 1.0, 0.01, 0.1, 0.01)
CLIP: Final = 4.0  # standard deviations: a few meshes are far off
ROUNDS: Final = 15
PEOPLE_DIFFER: Final = 1.3  # more than rendered bodies: gains on the clips lie up to 2.5 sd away
SHARES: Final = {"combined": 0.5}  # several movements at once are rarer at work than on the tapes
FURTHER: Final = {"head_forward": 1.3, "slump": 1.3}  # the head may go further than on the tapes
ASKED_FURTHER: Final = {"head_forward": 2.0, "slump": 2.0}  # how far when asked is up to people
FEWEST: Final = 9  # looks that a covariance needs


def learn(sessions: Sequence[Session]) -> dict[str, Any]:
    """Everything that is learned but the generic face."""
    observations = postures_of(sessions)
    gains, spread, noise = landmark_gains(observations)
    return {
        "USUAL": movements(observations, asked=False),
        "ON_REQUEST": movements(observations, asked=True),
        "GAINS": rows(gains),
        "GAIN_SPREAD": rows(spread),
        "NOISE": rows(noise),
        "DOUBT": DOUBT,
        "DIAGONAL_FOV_DEG": FOV_DEG,
        **people(observations),
    }


def movements(observations: Postures, *, asked: bool) -> dict[str, Any]:
    """How each kind of movement changes the body: as it happens, or as shown when asked."""
    tables = {}
    for kind in dict.fromkeys(KINDS.values()):
        part = (observations.kind == kind) & (observations.asked if asked else True)
        if part.sum() >= FEWEST:
            share = (
                1.0 if asked else (part & ~observations.asked).sum() / (~observations.asked).sum()
            )
            wider = ASKED_WIDER if asked else WIDER
            covariance = np.cov(observations.truth[part].T) * wider + np.diag(STIR)
            head = (ASKED_FURTHER if asked else FURTHER).get(kind, 1.0)
            covariance[State.CVA, :] *= head
            covariance[:, State.CVA] *= head
            share = share * SHARES.get(kind, 1.0)
            tables[kind] = movement(float(share), observations.truth[part].mean(axis=0), covariance)
    return tables


def movement(share: float, mean: Floats, covariance: Floats) -> Movement:
    """One kind of movement as it is stored."""
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    lower = tuple(tuple(correlation[row, :row].tolist()) for row in range(1, len(spread)))
    return Movement(share, tuple(mean.tolist()), tuple(spread.tolist()), lower)


def landmark_gains(observations: Postures) -> tuple[Floats, Floats, Floats]:
    """What landmarks show beyond geometry: gains (5, 9), their spread, and the noise (5, 5)."""
    whole = np.isfinite(observations.change).all(axis=1)
    rest = (observations.change - geometry(observations))[whole]
    yaw, roll, misfit = observations.turned[whole].T
    cues = np.column_stack([observations.truth[whole], yaw**2 / 100.0, np.abs(roll)])
    doubt = np.ones(rest.shape)
    doubt[:, :3] = (DOUBT[0] + DOUBT[1] * misfit)[:, None]
    gains = ridge(cues / doubt[:, :1], rest / doubt[:, :1], RIDGE).T
    rest = rest - cues @ gains.T
    limit = CLIP * (rest / doubt).std(axis=0) * doubt
    rest = np.clip(rest, -limit, limit)
    spread, left = personal(cues, rest, doubt, observations.session[whole])
    noise = np.sqrt(np.square(left).mean(axis=0))
    return gains, spread, np.corrcoef(left.T) * np.outer(noise, noise)


def geometry(observations: Postures) -> Floats:
    """What the sagittal model makes of the true posture, camera and person."""
    yaw = np.radians(np.nan_to_num(observations.turned[:, 0]))
    rows_ = zip(observations.truth, observations.fixed, observations.setting, yaw, strict=True)
    return np.array(
        [seen(truth, fixed, *setting, angle)[0] for truth, fixed, setting, angle in rows_]
    )


def personal(cues: Floats, rest: Floats, doubt: Floats, session: Any) -> tuple[Floats, Floats]:
    """How much gains differ from person to person (5, 9), and what is left (N, 5), over `doubt`.

    Expectation-maximisation of a linear model with random gains by session.
    """
    groups = [np.flatnonzero(session == number) for number in np.unique(session)]
    variance = 0.05 / np.mean(cues**2, axis=0) * np.ones((rest.shape[1], 1))
    noise = np.square(rest / doubt).mean(axis=0)
    left = np.zeros(rest.shape)
    for _ in range(ROUNDS):
        total, error = np.zeros(variance.shape), np.zeros(noise.shape)
        for group in groups:
            for features in range(rest.shape[1]):
                x = cues[group] / doubt[group, features : features + 1]
                y = rest[group, features] / doubt[group, features]
                inverse = np.linalg.inv(
                    x.T @ x / noise[features] + np.diag(1.0 / variance[features])
                )
                gain = inverse @ x.T @ y / noise[features]
                total[features] += gain**2 + np.diag(inverse)
                left[group, features] = y - x @ gain
                error[features] += (left[group, features] ** 2).sum()
                error[features] += np.einsum("ni,ij,nj->", x, inverse, x)
        variance, noise = total / len(groups), error / len(rest)
    # What the gains took away from the noise by fitting it is given back.
    return PEOPLE_DIFFER * np.sqrt(variance), left * np.sqrt(noise / np.square(left).mean(axis=0))


def people(observations: Postures) -> Mapping[str, Any]:
    """Camera and person before anything is seen, and the hints of the upright pose."""
    first = np.unique(observations.session, return_index=True)[1]
    fixed, hints = observations.fixed[first], observations.hints[first]
    spread = fixed.std(axis=0, ddof=1)
    correlation = np.corrcoef(fixed.T)
    correlation[:2], correlation[:, :2] = 0.0, 0.0
    correlation[[0, 1], [0, 1]] = 1.0
    spread[:2] = TILT_SD_DEG, FOCAL_SD
    return {
        "FIXED_MEAN": tuple(fixed.mean(axis=0).tolist()),
        "FIXED_SPREAD": tuple(spread.tolist()),
        "FIXED_CORRELATION": rows(correlation),
        "TILT_HINTS": tuple(ridge(hints, fixed[:, 0], np.array(TILT_RIDGE)).tolist()),
    }


def ridge(x: Floats, y: Floats, penalty: float | Floats) -> Floats:
    """Least squares with a penalty on the weights."""
    return np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ y)


def rows(matrix: Floats) -> tuple[tuple[float, ...], ...]:
    """A matrix as tuples."""
    return tuple(tuple(row) for row in matrix.tolist())


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from all bodies and write what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=CORE, help="where the two modules go")
    options = parser.parse_args(arguments)
    sessions = load_sessions()
    face = rows(generic_face(sessions))
    learned_landmarks.FACE = face  # type: ignore[misc]
    write(options.out, {**learn(sessions), "FACE": face})


if __name__ == "__main__":
    main()
