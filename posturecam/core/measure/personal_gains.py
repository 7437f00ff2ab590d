"""What a camera at the side has shown of one person's readings, applied to the next ones."""

from dataclasses import dataclass


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
