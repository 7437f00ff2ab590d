"""Settings of earlier versions that posturecam now works out itself.

A file or `--set` that still has one is no error: it is left aside, and a note says so.  What took
their place is in app/policies.py and reports/policy.py.
"""

from typing import Final

RETIRED: Final = frozenset(
    {
        "camera.moved_s",
        "sampling.watchful_every_s",
        "sampling.calm_after_s",
        "sampling.calm_below",
        "sampling.away_every_s",
        "sampling.busy_stands_s",
        "sampling.still_below",
        "alerts.card_s",
        "alerts.clear_ratio",
        "alerts.clear_s",
        "alerts.forgive_s",
        "alerts.reset_s",
        "breaks.moved_s",
        "report.some_share",
        "hints.looking_down_share",
        "hints.off_centre",
        "hints.turned_share",
        "hints.camera_tilt_deg",
        "hints.head_tilt_deg",
        "hints.raised_share",
        "hints.breaks_taken_share",
        "hints.still_min",
    }
)
"""Their names, as SECTION.KEY."""
