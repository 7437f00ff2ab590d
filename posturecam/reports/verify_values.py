"""A comparison of two cameras for programs, under names that stay."""

from dataclasses import asdict
from typing import Any

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.values import Pose
from posturecam.core.verify.agreement import Pair
from posturecam.core.verify.gains import NoGains
from posturecam.core.verify.verification import Filmed, Verification

DIGITS = 6


def verify_values(found: Verification) -> dict[str, Any]:
    """Return every number; times are the front camera's."""
    agreement, gains = found.agreement, found.gains
    begin_s, end_s = found.upright_s
    values = {
        "front": _camera(found.front),
        "side": _camera(found.side),
        "profile": found.profile_name,
        "upright": {"start_s": begin_s, "end_s": end_s},
        "zero_deg": found.zero_deg,
        "alignment": asdict(found.alignment),
        "pairs": agreement.pairs,
        "error_deg": asdict(agreement.rms_deg),
        "bias_deg": asdict(agreement.bias_deg),
        "slope": asdict(agreement.slope),
        "difference_deg": agreement.raw_rms_deg,
        "side_error_deg": agreement.side_error_deg,
        "within_90": agreement.within_90,
        "forward_head": asdict(agreement.calls),
        "gains": asdict(gains) if isinstance(gains, PersonalGains) else None,
        "no_gains_reason": gains.reason if isinstance(gains, NoGains) else None,
        "moments": [_moment(pair) for pair in found.pairs],
    }
    rounded: dict[str, Any] = _rounded(values)
    return rounded


def shared_values(found: Verification, version: str) -> dict[str, Any]:
    """Return what is shared: every number and the `version`, but no name of anybody's own."""
    values = verify_values(found)
    for camera in ("front", "side"):
        del values[camera]["source"]
    own = values.pop("profile") is not None
    return {"posturecam": version, "own_profile": own} | values


def _camera(filmed: Filmed) -> dict[str, Any]:
    return {
        "source": filmed.name,
        "picture": "x".join(map(str, filmed.picture)),
        "frames": len(filmed.looks),
        "seen": sum(isinstance(one, Pose) for one in filmed.looks),
    }


def _moment(pair: Pair) -> dict[str, float]:
    return {"t_s": pair.t} | {name: value for name, value in asdict(pair).items() if name != "t"}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return round(value, DIGITS) if isinstance(value, float) else value
