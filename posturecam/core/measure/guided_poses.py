"""Whether a guided pose shows what was asked for."""

from typing import Final

from posturecam.core.body import movement_priors
from posturecam.core.body.inversion import update
from posturecam.core.body.mixture import before
from posturecam.core.measure.person_model import evidence, first_guess
from posturecam.core.measure.profile import FrontCalibration, Shown

DISTINCT: Final = (
    "slump",
    "head_forward",
    "shoulders_rounded",
    "lean_in",
    "lean_back",
    "look_down",
    "shrug",
)
"""Guided poses that the tapes show as they were asked for."""

OTHER: Final = 4.0
"""A pose is another one if that is likelier by this much (log).  Tapes, bodies left out: no guided
pose of 442 lies beyond 1.7; leaning back when asked to lean in always does."""

MIN_TURN_DEG: Final = 12.0
"""Tapes: 125 of 126 turned heads are turned further, 99 % of upright ones less."""

SAME: Final = "looks the same as upright"


def doubt_about(shown: Shown, front: FrontCalibration) -> str | None:
    """Return why `shown` cannot be used, to follow its name; None if it can.

    A pose that is at least as likely upright again shows nothing.  Neither other guided poses nor
    how often it was looked at count: people drift more than landmarks scatter.
    """
    if shown.pose == "turn":
        return SAME if abs(shown.yaw_deg) < MIN_TURN_DEG else None
    rivals = [name for name in DISTINCT if name != shown.pose]
    shows, usual = movement_priors.ON_REQUEST, movement_priors.USUAL
    kinds = [shows[shown.pose], usual["upright"], *(shows[name] for name in rivals)]
    prior = before(first_guess(front.setup), kinds)
    _, likelihood = update(prior.belief, evidence(shown, front.setup))
    asked, upright, *others = likelihood.tolist()
    best = max(others)
    if shown.pose in DISTINCT and best > max(upright, asked + OTHER):
        return f"looks like {rivals[others.index(best)]}"
    return SAME if upright >= asked else None
