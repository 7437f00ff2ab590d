"""What a comparison of two cameras found, in sentences and in a table."""

from collections.abc import Iterator
from typing import Final

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.verify.agreement import Estimate
from posturecam.core.verify.verification import Verification
from posturecam.reports.amounts import percent_text, time_text

Row = tuple[str, str]

SIDE_ERROR: Final = (
    "The side camera sees the angle directly, but not without error: it is off by about "
    "{side:.1f} deg (rms). The two cameras differ by {raw:.1f} deg (rms). Neither sees the base of "
    "the neck, so in part both err alike; the error on you is estimated with that."
)
FRESH: Final = "a calibration on these seconds, which was not saved"


def headline(found: Verification) -> str:
    """Say in one sentence how good the front camera is on this person."""
    return f"On you it is good to {error_text(found)}; {_scale(found.agreement.slope)}."


def error_text(found: Verification) -> str:
    """Write the error with its interval: `3.1 degrees (90 %: 2.4 to 3.9)`."""
    rms = found.agreement.rms_deg
    return f"{rms.value:.1f} degrees (90 %: {rms.low:.1f} to {rms.high:.1f})"


def _scale(slope: Estimate) -> str:
    """Say whether a forward head is read too small or too large, if that is certain enough."""
    if slope.low <= 1.0 <= slope.high:
        return "nothing shows that your head forward is read too small or too large"
    way = "small" if slope.value < 1.0 else "large"
    return f"your head forward is read {percent_text(abs(1.0 - slope.value))} too {way}"


def table(found: Verification) -> Iterator[Row]:
    """Give the results by name."""
    agreement = found.agreement
    yield "Error (rms)", _interval(agreement.rms_deg, ".1f", " deg")
    yield "Bias (front less side)", _interval(agreement.bias_deg, "+z.1f", " deg")
    yield "Slope (1: read in full)", _interval(agreement.slope, ".2f")
    yield "90 % intervals that hold", percent_text(agreement.within_90)
    yield from _calls(found)
    yield "Moments compared", f"{agreement.pairs}"


def _interval(estimate: Estimate, form: str, unit: str = "") -> str:
    return f"{estimate.value:{form}}{unit} ({estimate.low:{form}} to {estimate.high:{form}})"


def _calls(found: Verification) -> Iterator[Row]:
    calls = found.agreement.calls
    limit = f"your limit of {calls.limit_deg:g} deg"
    yield f"Head beyond {limit}", time_text(calls.faults_s)
    yield "  of it called so", _part(calls.hits_s, calls.faults_s)
    yield f"Within {limit}", time_text(calls.good_s)
    yield "  of it called falsely", _part(calls.false_s, calls.good_s)
    yield "Too near the limit to say", time_text(calls.undecided_s)


def _part(seconds: float, whole_s: float) -> str:
    if whole_s <= 0:
        return "-"
    return f"{time_text(seconds)} ({percent_text(seconds / whole_s)})"


def how_compared(found: Verification) -> Iterator[str]:
    """Say how the two cameras were brought together, and what each is good for."""
    yield _aligned(found)
    begin_s, end_s = found.upright_s
    against = FRESH if found.profile_name is None else f"the profile {found.profile_name}"
    corrected = "" if found.profile.gains is None else ", with the personal gains in it"
    yield (
        f"Both count from how you sat from {begin_s:.1f} to {end_s:.1f} s of the front camera's "
        f"time: the side camera's zero is the {found.zero_deg:+z.1f} deg that the front one "
        f"measured there against {against}{corrected}."
    )
    agreement = found.agreement
    yield SIDE_ERROR.format(side=agreement.side_error_deg, raw=agreement.raw_rms_deg)


def _aligned(found: Verification) -> str:
    aligned = found.alignment
    begin_s = aligned.to_front(found.side.looks[0].t)  # a tape keeps times of its own
    later_s = begin_s - found.front.looks[0].t
    way = "after" if later_s >= 0 else "before"
    drift = 100.0 * (aligned.rate - 1.0)
    return (
        f"The side camera began {abs(later_s):.2f} s {way} the front one "
        f"(+- {2 * aligned.sd_s(begin_s):.2f} s), and its clock differs by {drift:+z.2f} % "
        f"(+- {200 * aligned.rate_sd:.2f} %): found from the movement that both saw for "
        f"{time_text(aligned.shared_s)} (correlation {aligned.correlation:.2f})."
    )


def gains_sentence(found: Verification) -> str:
    """Say what could be learned of this person, or why nothing."""
    gains = found.gains
    if not isinstance(gains, PersonalGains):
        return f"none were taken: {gains.reason}."
    return (
        f"on you what is measured, times {gains.cva_gain:.2f} and "
        f"{gains.cva_offset_deg:+z.1f} deg, is nearer to the truth: that lowers the "
        f"error by {gains.helped_deg:.1f} deg on the half of the recording that it was not learned "
        "from."
    )
