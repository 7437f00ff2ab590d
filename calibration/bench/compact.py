"""The compact form of the pose tapes: how numbers are packed, both ways.

Body landmarks are fractions of the picture in steps of 1/10000 (0.06 px), world landmarks tenths of
a millimetre, visibility and presence steps of 1/255.  The face mesh is kept as weights of 120
principal meshes: the 1404 numbers of a look come back to 0.015 px (rms) and 0.1 px (worst).
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

STEP: Final = 1e-4  # of the picture's width or height; of a metre for world landmarks
NOTHING: Final = np.int16(-32768)  # nobody, or no face, was found in the look
COMPONENTS: Final = 120

Floats = NDArray[np.float64]


def pack_places(values: Floats) -> NDArray[np.int16]:
    """Pack places or metres; NaN becomes NOTHING."""
    steps = np.clip(np.round(values / STEP), -32767, 32767)
    return np.where(np.isnan(values), float(NOTHING), steps).astype(np.int16)


def unpack_places(packed: NDArray[np.int16]) -> Floats:
    """Undo `pack_places`."""
    return np.where(packed == NOTHING, np.nan, packed * STEP)


def pack_shares(values: Floats) -> NDArray[np.uint8]:
    """Pack numbers from 0 to 1; NaN becomes 0."""
    return np.round(np.nan_to_num(values) * 255).astype(np.uint8)


def unpack_shares(packed: NDArray[np.uint8]) -> Floats:
    """Undo `pack_shares`."""
    return np.asarray(packed / 255.0)


def pack_meshes(meshes: Floats) -> dict[str, Any]:
    """Pack (N, 468, 3) meshes as mean, principal meshes and weights; NaN where there is no face."""
    flat = meshes.reshape(len(meshes), -1)
    seen = ~np.isnan(flat).any(axis=1)
    mean = flat[seen].mean(axis=0)
    off = flat[seen] - mean
    _, basis = np.linalg.eigh(off.T @ off)
    basis = basis[:, ::-1][:, :COMPONENTS].T
    weights = np.full((len(meshes), COMPONENTS), np.nan)
    weights[seen] = off @ basis.T
    packed = {"mean": mean, "basis": basis, "weights": weights}
    return {name: value.astype(np.float32) for name, value in packed.items()}


def unpack_meshes(packed: dict[str, Any]) -> Floats:
    """Undo `pack_meshes`: (N, 468, 3), NaN where there is no face."""
    wide = {name: value.astype(np.float64) for name, value in packed.items()}
    meshes = wide["mean"] + wide["weights"] @ wide["basis"]
    return np.asarray(meshes.reshape(len(meshes), -1, 3))
