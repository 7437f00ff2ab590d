"""What a camera at the side has shown of one person's readings, applied to the next ones."""

from dataclasses import dataclass, replace

from posturecam.core.values import Reading, Unseen


@dataclass(frozen=True, slots=True)
class PersonalGains:
    """True change of CVA = `cva_gain` times the measured one, plus `cva_offset_deg`.

    `cva_sd_deg` is what is then left of the error, `helped_deg` by how much it fell on the half of
    the session that the gains had not been learned from.
    """

    cva_gain: float
    cva_offset_deg: float
    cva_sd_deg: float
    helped_deg: float


def apply(gains: PersonalGains | None, measured: Reading | Unseen) -> Reading | Unseen:
    """Correct the change of CVA in `measured` by the `gains` of its person; without them, nothing.

    Its sd follows, and is never below what the gains left of the error: what a frame states can be
    smaller only where nobody has compared it.
    """
    if gains is None or isinstance(measured, Unseen) or measured.cva_change_deg is None:
        return measured
    sd_deg = gains.cva_gain * (measured.cva_change_sd_deg or 0.0)
    return replace(
        measured,
        cva_change_deg=gains.cva_gain * measured.cva_change_deg + gains.cva_offset_deg,
        cva_change_sd_deg=max(sd_deg, gains.cva_sd_deg),
    )
