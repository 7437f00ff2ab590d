"""The numbers in a row of a table of readings, which CSV and Parquet share."""

from typing import Final

from posturecam.core.values import Assessment, Cause, Reading, Unseen

MEASURES: Final = (
    "cva_change_deg",
    "cva_change_sd_deg",
    "fsa_change_deg",
    "fsa_change_sd_deg",
    "trunk_lean_change_deg",
    "head_pitch_change_deg",
    "head_yaw_deg",
    "shoulder_elevation_change_cm",
    "head_tilt_deg",
    "distance_cm",
)
MORE: Final = ("sink_cm", "approach_cm", "camera_shift_deg")
PROBABILITIES: Final = {
    f"{cause.value}_probability": cause for cause in Cause if cause is not Cause.STILL_TOO_LONG
}
COLUMNS: Final = (
    "t_s", "seen", "reason", *MEASURES, "verdict", "causes", *MORE, *PROBABILITIES
)  # fmt: skip


def numbers(reading: Reading | Unseen, assessment: Assessment) -> dict[str, float | None]:
    """Return everything measured in one frame, and how probable each fault is, by column.

    None: not measured.
    """
    judged = (*assessment.measured, *assessment.doubted)
    known = {fault.cause: fault.probability for fault in judged}
    return {
        **{name: getattr(reading, name, None) for name in (*MEASURES, *MORE)},
        **{name: known.get(cause) for name, cause in PROBABILITIES.items()},
    }
