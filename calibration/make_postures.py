"""Work out the postures behind the full pose tapes: `python calibration/make_postures.py FOLDER`.

Writes tapes/postures.npz, all in the order of the looks: `changes` (N, 7) in the order and units of
`posturecam.core.body.sagittal.State`, `face_depth_cm` (N,) along the optical axis to where the face
mesh behaves as a flat picture (nine tenths of the way from ears to eyes), and `upright` (sessions,
4): craniovertebral angle, C7 to tragus, acromion in front of and above C7.  The full tapes are not
part of the project; their truth is.
"""

import argparse
import csv
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
HERE = Path(__file__).resolve().parent
EYES_SHARE = 0.9


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the full tapes and write the postures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the full tapes are")
    parser.add_argument("--out", type=Path, default=HERE / "tapes", help="where postures.npz goes")
    options = parser.parse_args(arguments)
    folder = options.folder
    with gzip.open(folder / "frames.csv.gz", "rt") as file:
        frames = list(csv.DictReader(file))
    with (folder / "sessions.csv").open() as file:
        views = {r["session"]: np.array(json.loads(r["view_matrix"])) for r in csv.DictReader(file)}
    with np.load(folder / "truth3d.npz") as file:
        points = dict(zip(file["names"].tolist(), 100 * file["xyz_m"].swapaxes(0, 1), strict=True))
    session = np.array([int(row["session"]) for row in frames])
    calm = np.array([row["block"] == "A" and row["pose"] == "upright" for row in frames])
    body = sagittal(points, column(frames, "trunk_lean_deg"))
    own = np.array([mean_of(body, session, calm, number) for number in session])
    changes = np.column_stack([body[:, 0] - own[:, 0], *moved(body, own), body[:, 6]])
    pitch = column(frames, "head_pitch_down_deg")[:, None]
    own_pitch = [mean_of(pitch, session, calm, number)[0] for number in session]
    changes[:, 6] = pitch[:, 0] - own_pitch
    depth = face_depth_cm(points, np.array([views[row["session"]] for row in frames]))
    first = np.unique(session, return_index=True)[1]
    np.savez_compressed(
        options.out / "postures.npz",
        changes=changes.astype(np.float32),
        face_depth_cm=depth.astype(np.float32),
        upright=own[first][:, [0, 1, 4, 5]].astype(np.float32),
    )


def sagittal(points: dict[str, Floats], lean_deg: Floats) -> Floats:
    """CVA, neck, C7 ahead, C7 up, acromion ahead of and above C7, lean: (N, 7), cm and degrees."""
    c7 = points["c7"][:, 1:]
    tragus = (points["l_tragus"] + points["r_tragus"])[:, 1:] / 2 - c7
    acromion = (points["l_acromion"] + points["r_acromion"])[:, 1:] / 2 - c7
    cva = np.degrees(np.arctan2(tragus[:, 0], tragus[:, 1]))
    neck = np.hypot(tragus[:, 0], tragus[:, 1])
    return np.column_stack(
        [cva, neck, c7[:, 1], c7[:, 0], acromion[:, 1], acromion[:, 0], lean_deg]
    )


def moved(body: Floats, own: Floats) -> list[Floats]:
    """Change of C7 ahead, C7 up, lean, and of the acromion along the trunk's own axes."""
    lean = body[:, 6] - own[:, 6]
    cos, sin = np.cos(np.radians(lean)), np.sin(np.radians(lean))
    ahead = body[:, 4] * cos - body[:, 5] * sin - own[:, 4]
    above = body[:, 4] * sin + body[:, 5] * cos - own[:, 5]
    return [body[:, 2] - own[:, 2], body[:, 3] - own[:, 3], lean, ahead, above]


def face_depth_cm(points: dict[str, Floats], views: Floats) -> Floats:
    """Depth along the optical axis, between ears and eyes."""
    ears = (points["l_tragus"] + points["r_tragus"]) / 2
    eyes = (points["l_eye"] + points["r_eye"]) / 2
    place = (1 - EYES_SHARE) * ears + EYES_SHARE * eyes
    return -(np.einsum("nj,nj->n", views[:, 2, :3], place) + 100 * views[:, 2, 3])


def mean_of(values: Floats, session: NDArray[Any], calm: NDArray[Any], number: int) -> Floats:
    """Mean of `values` over the upright looks of the session's calibration."""
    return np.asarray(values[calm & (session == number)].mean(axis=0))


def column(rows: list[dict[str, str]], name: str) -> Floats:
    """One column as numbers."""
    return np.array([float(row[name]) for row in rows])


if __name__ == "__main__":
    main()
