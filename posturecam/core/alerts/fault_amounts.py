"""How far each fault goes in one reading, once what explains it otherwise is taken off.

A nod, a telephone, sitting back and a moved camera all change what is measured without being a
fault.
"""

import math

from posturecam.core.values import Reading

READING_PITCH_DEG = 12.0  # a head bent down this far is reading (by judgement)
LEVEL_PITCH_DEG = 8.0  # up to here a nod explains nothing, then more and more (by judgement)
CVA_PER_PITCH = 0.32  # a nod of 25 deg lowers the CVA by 8 deg (rendered bodies with known truth)
TRUNK_CM = 57.0  # hips to C7 (the same bodies: 56.6 sd 3.8)
UPRIGHT_LEAN_SD_DEG = 3.8  # how far their upright trunks lean to and fro
FSA_DEG_PER_RISE_CM = 7.0  # a shrug of 2.7 cm raises the FSA by 20 deg (the same bodies)


def head_loss_deg(reading: Reading) -> float | None:
    """Loss of craniovertebral angle beyond what looking down explains; positive is worse.

    A nod lowers the angle a little without being a fault, by about a third of its size.
    """
    if reading.cva_change_deg is None:
        return None
    pitch = pitch_deg(reading)
    ramp = (pitch - LEVEL_PITCH_DEG) / (READING_PITCH_DEG - LEVEL_PITCH_DEG)
    return -reading.cva_change_deg - CVA_PER_PITCH * pitch * min(1.0, max(0.0, ramp))


def rounding_deg(reading: Reading) -> float | None:
    """Gain of forward shoulder angle beyond what raised shoulders explain; positive is worse."""
    if reading.fsa_change_deg is None:
        return None
    rise_cm = max(0.0, reading.shoulder_elevation_change_cm or 0.0)
    return reading.fsa_change_deg - FSA_DEG_PER_RISE_CM * rise_cm


def tilt_deg(reading: Reading) -> float | None:
    """Tilt of the head to either side that no telephone explains."""
    if reading.head_tilt_deg is None:
        return None
    return 0.0 if reading.hand_at_head else abs(reading.head_tilt_deg)


def raised_cm(reading: Reading) -> float | None:
    """How far the shoulders are raised beyond what the arm explains that holds a telephone."""
    rise_cm = reading.shoulder_elevation_change_cm
    return min(rise_cm, 0.0) if rise_cm is not None and reading.hand_at_head else rise_cm


def closer_cm(reading: Reading) -> float | None:
    """How much nearer to the screen than calibrated, beyond what a moved camera explains."""
    if reading.approach_cm is None:
        return None
    return reading.approach_cm - reading.camera_nearer_cm


def slump_cm(reading: Reading) -> tuple[float, float | None] | None:
    """How far the neck has sunk beyond what sitting back explains, and how sure that is (sd).

    A trunk that turns back about the hips carries its upper end back and down on a circle; a slump
    brings it forward.
    """
    if reading.sink_cm is None:
        return None
    back_cm = min(max(0.0, -(reading.neck_ahead_cm or 0.0)), TRUNK_CM)
    explained_cm = TRUNK_CM - math.sqrt(TRUNK_CM**2 - back_cm**2)
    if reading.sink_sd_cm is None:
        return reading.sink_cm - explained_cm, None
    lean_sd_cm = math.radians(UPRIGHT_LEAN_SD_DEG) * back_cm
    back_sd_cm = (reading.neck_ahead_sd_cm or 0.0) * back_cm / TRUNK_CM
    return reading.sink_cm - explained_cm, math.hypot(reading.sink_sd_cm, lean_sd_cm, back_sd_cm)


def pitch_deg(reading: Reading) -> float:
    """How far the head is bent down more than calibrated; 0 where not measured."""
    return reading.head_pitch_change_deg or 0.0
