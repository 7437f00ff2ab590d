"""Two cameras at once: the one in front leads, the one at the side is followed beside it."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final

from posturecam.app.resources import open_seen, say_note
from posturecam.app.verify.comparing import Against, Span, compare
from posturecam.app.verify.gathering import Gathered, followed
from posturecam.app.verify.guiding import KEYS, Guiding, Looks
from posturecam.app.verify.poses import Step, steps
from posturecam.app.verify.side_feed import SideFeed
from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.verify.agreement import NotCompared
from posturecam.core.verify.placement import side_problem
from posturecam.core.verify.reference import reference
from posturecam.core.verify.verification import Verification
from posturecam.edges.sources.source_name import printable
from posturecam.edges.terminal.guide_view import open_guide
from posturecam.edges.terminal.keys import open_keys
from posturecam.errors import PosturecamError
from posturecam.settings import Settings
from posturecam.view.guide import Guide

ENDED: Final = "What was seen until a camera ended is compared. {}"


def compare_live(
    sources: tuple[str, str],
    settings: tuple[Settings, Settings],
    against: Against,
    for_s: float,
) -> Verification:
    """Lead somebody through poses before two cameras for about `for_s`, and compare these.

    `sources` and `settings` are those of the front camera and of the side one.  Ctrl-C or a camera
    that ends ends it with what was seen until then, once the upright pose was.

    Raises:
        KeyboardInterrupt: It was stopped before.
        InputError: The cameras cannot be compared, or one ended before.
        CalibrationError: The cameras cannot be calibrated on the upright pose.
    """
    front, side, upright_s = _gather(sources, settings, against, steps(for_s))
    against = Against(against.profile, against.name, upright_s)
    return compare(front, side, against, settings[0], one_session=True)


def _gather(
    sources: tuple[str, str],
    settings: tuple[Settings, Settings],
    against: Against,
    plan: Sequence[Step],
) -> tuple[Gathered, Gathered, Span | None]:
    per_s = settings[0].sampling.looks_per_s
    with ExitStack() as stack:
        show = stack.enter_context(open_guide(KEYS))
        opened = []
        for source, own in zip(sources, settings, strict=True):
            show(Guide("Two cameras", f"Opening {printable(source)} ...", "", 0.0, "", ""))
            opened.append(stack.enter_context(open_seen(source, own, real_time=True)))
        (front, front_facts), (beside, side_facts) = opened
        feed = stack.enter_context(SideFeed(beside, per_s))
        guiding = Guiding(show, front, lambda: tuple(followed(feed.lately(), None)), 1 / per_s)
        stack.enter_context(open_keys(sys.stdin, guiding.follow))
        guiding.place()
        feed.clear()

        def problems(looks: Looks) -> Sequence[str]:
            own = () if against.profile else _front_problems(looks, front_facts.size)
            beside = tuple(followed(feed.lately(looks[-1].t - looks[0].t), None))
            return *own, *_side_problems(beside)

        note = None
        try:
            guiding.lead(plan, problems)
        except (KeyboardInterrupt, PosturecamError) as early:
            if guiding.upright_s is None:
                raise
            note = ENDED.format(early) if isinstance(early, PosturecamError) else None
    say_note(note)
    return (
        Gathered(sources[0], front_facts.size, tuple(guiding.seen)),
        Gathered(sources[1], side_facts.size, feed.seen()),
        guiding.upright_s,
    )


def _front_problems(upright: Looks, size: tuple[int, int]) -> Sequence[str]:
    """Return why the front camera cannot be calibrated on the `upright` pose; empty if it can."""
    profile = calibrate({"upright": upright}, size)
    return profile.problems if isinstance(profile, Refused) else ()


def _side_problems(upright: Looks) -> Sequence[str]:
    """Return why the side camera cannot be, before somebody is led through all poses in vain."""
    if problem := side_problem(upright):
        return [problem]
    seen = reference(upright, upright)
    return [seen.reason] if isinstance(seen, NotCompared) else ()
