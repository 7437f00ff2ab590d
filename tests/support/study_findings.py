"""What studies of made-up people find, without a data set."""

import numpy as np

from posturecam.core.insights.distribution import counted, quantiles
from posturecam.core.values import Cause
from posturecam.reports.study_findings import (
    PARTS,
    Asked,
    Missing,
    Person,
    Recorded,
    StudyFindings,
    study_findings,
)

ASKED = Asked(
    began="2026-11-26T16:00:00+00:00",
    ended="2026-11-26T17:00:00+00:00",
    totals={"recordings": 9, "done": 8, "failed": 1},
    versions={"posturecam": "1.0"},
    settings={"limits": {"forward_head_deg": 8.0}},
    failed=(Missing("b.mp4", "the video has no picture <b>"),),
)


def study_of(
    people: int,
    recordings_each: int = 1,
    *,
    asked: Asked = ASKED,
    measured_s: float = 60.0,
    angle: bool = True,
) -> StudyFindings:
    """A study of `people`, who differ by 4 degrees, and by 2 from recording to recording."""
    random = np.random.default_rng(people)
    return study_findings(
        asked,
        (
            _person(random, number, recordings_each, measured_s, angle=angle)
            for number in range(people)
        ),
    )


def _person(
    random: np.random.Generator, number: int, recordings: int, measured_s: float, *, angle: bool
) -> Person:
    name, own = f"person-{number + 1:03d}", random.normal(-6, 4)
    held, counts = [], counted(())
    for day in range(recordings):
        angles = random.normal(own + random.normal(0, 2), 3, 100 if angle else 0)
        own_counts = counted([angles])
        counts = counts + own_counts
        poor_s = measured_s * float((angles < -8).mean()) if angle else 0.0
        held.append(
            Recorded(
                name=f"{name}/day{day + 1}.mp4",
                person=name,
                calibration=name,
                good_s=measured_s - poor_s if angle else 0.0,
                poor_s=poor_s,
                unknown_s=6.0,
                gap_s=1.0 * day,
                faults={Cause.FORWARD_HEAD: poor_s} if poor_s else {},
                reasons={"nobody in view": 6.0},
                alerts=1,
                mean_deg=float(angles.mean()) if angle else None,
                error_deg=2.5 if angle else None,
                quantiles_deg=quantiles(own_counts, PARTS) if angle else None,
            )
        )
    return Person(tuple(held), counts)
