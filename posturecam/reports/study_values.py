"""The report of a study for programs: plain values."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from posturecam.reports import study_words
from posturecam.reports.study_findings import PARTS, Recorded, StudyFindings, Summed
from posturecam.reports.values import rounded


def study_values(found: StudyFindings) -> Mapping[str, Any]:
    """Return the whole report as what JSON can hold; times in seconds, angles in degrees."""
    asked = found.asked
    return {
        "began": asked.began,
        "ended": asked.ended,
        "totals": dict(asked.totals),
        "versions": dict(asked.versions),
        "settings": asked.settings,
        "poses": list(asked.poses),
        "failed": [asdict(one) for one in asked.failed],
        "skipped": [asdict(one) for one in asked.skipped],
        "cva_change": None if found.spread is None else rounded(asdict(found.spread)),
        "total": rounded(_summed(found.total)),
        "people": [rounded(_summed(one) | _angle(one)) for one in found.people],
        "recordings": [rounded(_recorded(one)) for one in found.recordings],
        "not_shown_yet": list(study_words.not_yet(found)),
    }


def _summed(one: Summed) -> dict[str, Any]:
    return {
        "name": one.name,
        "recordings": one.recordings,
        **_times(one),
        "alerts": one.alerts,
    }


def _recorded(one: Recorded) -> dict[str, Any]:
    return {
        "name": one.name,
        "person": one.person,
        "calibration": one.calibration,
        **_times(one),
        "alerts": one.alerts,
        **_angle(one),
        "notes": one.notes,
    }


def _times(one: Summed | Recorded) -> dict[str, Any]:
    return {
        "good_s": one.good_s,
        "poor_s": one.poor_s,
        "unknown_s": one.unknown_s,
        "gap_s": one.gap_s,
        "poor_by_cause_s": {cause.value: seconds for cause, seconds in one.faults.items()},
        "unknown_by_reason_s": dict(one.reasons),
    }


def _angle(one: Summed | Recorded) -> dict[str, Any]:
    known = one.quantiles_deg is not None
    quantiles = dict(zip(map(str, PARTS), one.quantiles_deg or (), strict=known))
    return {
        "cva_change_mean_deg": one.mean_deg,
        "cva_change_error_deg": one.error_deg,
        "cva_change_quantiles_deg": quantiles if known else None,
    }
