"""The person from the side, as values: what the page draws its side figure from."""

from dataclasses import dataclass

from posturecam.core.alerts.fault_amounts import head_loss_deg, rounding_deg, slump_cm
from posturecam.core.values import Reading, Unseen
from posturecam.monitor import Rules, Tick


@dataclass(frozen=True, slots=True)
class SideFigure:
    """Changes from calibration with their errors and limits; None: not measured.

    Neck and shoulders are what is compared with the limits: without what a nod or a shrug explains.
    """

    cva_change_deg: float | None  # < 0: head further forward
    cva_sd_deg: float | None
    cva_limit_deg: float  # 0: off
    fsa_change_deg: float | None  # > 0: rounder
    fsa_sd_deg: float | None
    fsa_limit_deg: float  # 0: off
    trunk_lean_deg: float | None  # forward positive
    head_pitch_deg: float | None  # down positive
    shoulder_elevation_cm: float | None  # up positive
    slump_cm: float | None  # base of the neck lower than calibrated positive


def figure_of(tick: Tick, rules: Rules) -> SideFigure | None:
    """Return the side figure at `tick`; None where nobody was measured."""
    reading, limits = tick.reading, rules.tolerances
    if isinstance(reading, Unseen):
        return None
    loss = head_loss_deg(reading)
    return SideFigure(
        cva_change_deg=None if loss is None else -loss,
        cva_sd_deg=reading.cva_change_sd_deg,
        cva_limit_deg=limits.forward_head_deg,
        fsa_change_deg=rounding_deg(reading),
        fsa_sd_deg=reading.fsa_change_sd_deg,
        fsa_limit_deg=limits.rounded_shoulders_deg,
        trunk_lean_deg=reading.trunk_lean_change_deg,
        head_pitch_deg=reading.head_pitch_change_deg,
        shoulder_elevation_cm=reading.shoulder_elevation_change_cm,
        slump_cm=_sunk(reading),
    )


def _sunk(reading: Reading) -> float | None:
    sunk = slump_cm(reading)
    return None if sunk is None else sunk[0]
