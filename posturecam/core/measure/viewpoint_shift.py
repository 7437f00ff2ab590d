"""Detect that camera or chair have moved since calibration: a Bayes filter over the sitting.

People open the lid differently every morning and move the chair, the desk, the camera.  So three
numbers join what is inferred from an observation: how much further up the camera looks, how much
higher the person sits before it, and how much nearer (a lower camera and a higher chair are one
and the same).  Three hypotheses compete: the camera is as calibrated; it has moved to where this
sitting has shown it; it has moved just now.

A single observation often fits both a slouch and a moved camera; both are in its uncertainty then.
What distinguishes them is how a person moves: nearer and further, down to the desk, to the side.
The same observations show the person (`person_belief`).  So an observation counts once, and only if
it differs from those that have counted: an hour in one position says no more than a second of it,
and no slouch is learned as upright by patience.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from posturecam.core.body.inversion import (
    SHIFTS,
    SIZE,
    WHOLE,
    Belief,
    Evidence,
    Geometry,
    Shift,
    geometry_of,
)
from posturecam.core.body.mixture import Mixture, after, moments, tempered
from posturecam.core.body.sagittal import FEATURES, KNOWN
from posturecam.core.measure.person_belief import learn_person, person_of, with_person
from posturecam.core.pose.pinhole import Floats

USUAL_MOVE: Final = np.array([4.0, 5.0, 5.0])
"""Standard deviations of `Shift` where lid, chair or desk were moved.  By judgement: nobody has
measured them."""

MOVES: Final = ((0.10, USUAL_MOVE), (0.05, 2.5 * USUAL_MOVE))
"""Kinds of move: share of all sittings, and standard deviations; the farther ones are to other
places.  With one kind in between, 90 % intervals before another camera hold 60 % of the truths
instead of 66 (tapes, 20 sessions)."""

JUMP: Final = 0.0003
"""How likely it is that camera or chair have moved between two observations that count, while
somebody sits there.  A slump of 5 cm is called with 0.0003 and not with 0.001."""

FIRST: Final = 0.7
PACE: Final = 0.3
"""Share of an observation's evidence that is believed: of the first that counts, and of later ones,
since landmarks err alike in one after the other.  Whoever sits down just as calibrated has a
camera in its place, or it would be a coincidence; at 0.3 slouches are half taken for a move."""

NEW: Final = 3.0
"""An observation counts if one of its numbers (`Seen`, in percent or degrees) differs by more than
this from each that has counted; landmarks scatter by 0.2 to 1.8 (`NOISE`)."""

MOST: Final = 64
"""Observations that count in one sitting; from then on there is little to learn."""

UNLIKELY: Final = 0.05
"""A hypothesis less likely than this is left out of observations that do not count, which saves
half of the work: with 0, errors and verdicts on the tapes are the same."""

ABSENT_S: Final = 10.0
AWAY: Final = 0.02
REOPENED_S: Final = 3 * 3600.0
"""How likely camera or chair have moved while nobody was measured for `ABSENT_S`; beyond
`REOPENED_S` it is as likely as before a new sitting.  By judgement; with 30 s, good frames of
bursts before a camera that moves in between are called poor in 9 % instead of 2, and nothing is
gained before one that stays (tapes)."""

MOVED: Final = sum(share for share, _ in MOVES)


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """The belief before each observation that does not count.

    `geometry` is what its mean shows, by the yaw of the head in whole degrees.
    """

    mixture: Mixture
    geometry: Mapping[int, Geometry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class CameraBelief:
    """How likely it is that the camera has moved since calibration, and where it then is.

    `shift` is of `Shift`, (3,), and `person` what is known of camera and person, (52,); each is
    None while this sitting has shown nothing of it.
    """

    moved: float = 0.0
    shift: Belief | None = None
    person: Belief | None = None
    jump: float = MOVED  # how likely it is to have moved since the last observation that counted
    counted: tuple[Floats, ...] = ()  # what they showed, as in `Seen`
    taught: tuple[Floats, ...] = ()  # the same of those from which the person was learned
    t: float = -math.inf  # of the last observation
    prior: Prior | None = None

    def expected(self, shift: Shift) -> tuple[float, float]:
        """Return how far it is expected to have moved in one way, and the standard deviation."""
        if self.shift is None:
            return 0.0, 0.0
        mean = float(self.shift.mean[shift])
        within = self.moved * float(self.shift.covariance[shift, shift])
        between = self.moved * (1.0 - self.moved) * mean**2
        return self.moved * mean, math.sqrt(within + between)

    @property
    def far(self) -> float:
        """How far it is expected to have moved, in standard deviations of the usual move."""
        if self.shift is None:
            return 0.0
        return self.moved * math.hypot(*(self.shift.mean / USUAL_MOVE))


def stirred(belief: CameraBelief, share: float) -> CameraBelief:
    """Return `belief` if the camera has been moved just now with the probability `share`."""
    return replace(belief, jump=share, counted=(), prior=None)


def infer(
    belief: CameraBelief, t: float, usual: Mixture, evidence: Evidence
) -> tuple[CameraBelief, Mixture]:
    """Update by an observation at `t`: return the new belief, and what it shows of the posture.

    `usual` is the belief about posture, camera and person before any observation, (k, 59); what is
    returned has the covariance of posture, camera and person, without gains and shift.
    """
    belief = replace(after_absence(belief, t), t=t)
    if not _counts(belief.counted, evidence.change):
        prior = belief.prior or Prior(_prior(usual, belief.person, _hypotheses(belief)))
        prior = _linearised(prior, evidence)
        geometry = prior.geometry[evidence.yaw_deg]
        return replace(belief, prior=prior), after(prior.mixture, evidence, geometry=geometry)
    mixture = after(_prior(usual, belief.person, _hypotheses(belief)), evidence, WHOLE)
    small = Belief(mixture.belief.mean, mixture.belief.covariance[:, :KNOWN, :KNOWN])
    belief = _learn(belief, mixture, usual, evidence.change)
    return belief, Mixture(mixture.shares, small)


def _linearised(prior: Prior, evidence: Evidence) -> Prior:
    """Add what `prior` shows at the yaw of `evidence`, if that is new."""
    if evidence.yaw_deg in prior.geometry:
        return prior
    geometry = geometry_of(prior.mixture.belief.mean, evidence)
    return Prior(prior.mixture, {**prior.geometry, evidence.yaw_deg: geometry})


def after_absence(belief: CameraBelief, t: float) -> CameraBelief:
    """Allow for moves during an absence before `t`; observations like those before are not new."""
    absent_s = t - belief.t
    if absent_s <= ABSENT_S:
        return belief
    begins = not belief.counted or absent_s > REOPENED_S
    return reopened(belief, MOVED if begins else AWAY)


def reopened(belief: CameraBelief, share: float = MOVED) -> CameraBelief:
    """Return `belief` if camera or chair have been moved with the probability `share` or more."""
    return replace(belief, jump=max(belief.jump, share), prior=None)


def _counts(counted: Sequence[Floats], change: Floats) -> bool:
    """Whether `change` shows head and shoulders as none of those that have `counted`."""
    return len(change) == FEATURES and all((abs(change - one) > NEW).any() for one in counted)


@dataclass(frozen=True, slots=True, eq=False)
class _Hypothesis:
    """One place of the camera: its share, and the `Shift`."""

    share: float
    shift: Belief


def _hypotheses(belief: CameraBelief) -> list[_Hypothesis]:
    """Return the places: as calibrated; moved, if that is known; and moved just now, each way."""
    nowhere, stays = np.zeros(SHIFTS), 1.0 - belief.jump
    unmoved = Belief(nowhere, np.zeros((SHIFTS, SHIFTS)))
    found = [_Hypothesis((1.0 - belief.moved) * stays, unmoved)]
    if belief.shift is not None:
        found.append(_Hypothesis(belief.moved * stays, belief.shift))
    for share, spread in MOVES:
        fresh = Belief(nowhere, np.diag(np.square(spread)))
        found.append(_Hypothesis(belief.jump * share / MOVED, fresh))
    return found


def _prior(usual: Mixture, person: Belief | None, places: Sequence[_Hypothesis]) -> Mixture:
    """Every kind of movement before every place of the camera, (places * k, 62)."""
    usual = usual if person is None else with_person(usual, person)
    kinds = len(usual.shares)
    mean = np.zeros((len(places), kinds, WHOLE))
    covariance = np.zeros((len(places), kinds, WHOLE, WHOLE))
    mean[..., :SIZE], covariance[..., :SIZE, :SIZE] = usual.belief.mean, usual.belief.covariance
    for number, place in enumerate(places):
        mean[number, :, SIZE:] = place.shift.mean
        covariance[number, :, SIZE:, SIZE:] = place.shift.covariance
    shares = np.outer([place.share for place in places], usual.shares).ravel()
    flat = mean.reshape(-1, WHOLE), covariance.reshape(-1, WHOLE, WHOLE)
    return Mixture(shares / shares.sum(), Belief(*flat))


def _learn(belief: CameraBelief, seen: Mixture, usual: Mixture, change: Floats) -> CameraBelief:
    """Collapse what an observation that counts shows of camera and person to one Gaussian each.

    If the camera more likely has just moved than is where it was believed, that belief begins
    again.
    """
    kinds, known = len(usual.shares), belief.shift is not None
    places = seen.shares.reshape(-1, kinds).sum(axis=1)
    before, fresh = _hypotheses(belief)[1 : 1 + known], _hypotheses(belief)[1 + known :]
    jumped = places[1 + known :].sum() > places[1 : 1 + known].sum()
    chosen = slice((1 + known) * kinds, None) if jumped else slice(kinds, 2 * kinds)
    pace = PACE if belief.counted else FIRST
    prior_moved = 1.0 - (1.0 - belief.moved) * (1.0 - belief.jump)
    learned = replace(
        belief,
        moved=_temper_share(prior_moved, 1.0 - float(places[0]), pace),
        shift=tempered(
            _expected(fresh if jumped else before), moments(seen, chosen, SIZE, WHOLE), pace
        ),
        jump=JUMP,
        counted=(change,) if jumped and known else (*belief.counted, change)[-MOST:],
    )
    if len(belief.taught) < MOST and _counts(belief.taught, change):
        person = learn_person(belief.person or person_of(usual), seen)
        learned = replace(learned, person=person, taught=(*belief.taught, change))
    return replace(learned, prior=Prior(_prior(usual, learned.person, _likely(learned))))


def _likely(belief: CameraBelief) -> list[_Hypothesis]:
    """Return the places of the camera that count while nothing new is seen."""
    still, moved = _hypotheses(replace(belief, jump=0.0))[:2]
    return [place for place in (still, moved) if place.share >= UNLIKELY]


def _expected(places: Sequence[_Hypothesis]) -> Belief:
    """The shift before an observation; all that are offered have the same mean."""
    whole = sum(place.share for place in places)
    covariance = sum(place.share / whole * place.shift.covariance for place in places)
    return Belief(places[0].shift.mean, np.asarray(covariance))


def _temper_share(prior: float, posterior: float, pace: float) -> float:
    """Temper how likely it is that the camera has moved; any number of observations may be wrong.

    So neither this nor the contrary is ever less likely than a move between two observations.
    """
    odds = _logit(prior) + pace * (_logit(posterior) - _logit(prior))
    return min(max(1.0 / (1.0 + math.exp(-odds)), JUMP), 1.0 - JUMP)


def _logit(share: float) -> float:
    share = min(max(share, 1e-9), 1.0 - 1e-9)
    return math.log(share / (1.0 - share))
