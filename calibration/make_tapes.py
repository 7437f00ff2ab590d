"""Make `calibration/tapes/` from the full pose tapes: `python calibration/make_tapes.py FOLDER`.

FOLDER holds the full tapes (frames.csv.gz, sessions.csv, landmarks.npz, face.npz); see README.md.
"""

import argparse
import csv
import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from bench.compact import pack_meshes, pack_places, pack_shares
from numpy.typing import NDArray

TAPES: Final = Path(__file__).resolve().parent / "tapes"
POINTS: Final = ("tragus", "acromion", "eye", "shoulder")
TRUTH: Final = (
    *("mag", "d_cva_deg", "d_fsa_deg", "d_fsa_trunk_deg", "d_trunk_lean_deg"),
    *("d_head_pitch_down_deg", "d_acromion_fwd_of_c7_cm", "d_acromion_up_of_c7_cm"),
    *("d_tragus_fwd_of_c7_cm", "cam_to_eyes_cm", "cva_deg", "fsa_trunk_deg", "trunk_lean_deg"),
    *("head_yaw_deg", "head_pitch_down_deg", "head_roll_deg", "tragus_fwd_of_c7_cm"),
    *("acromion_fwd_of_c7_cm", "acromion_up_of_c7_cm", "c7_tragus_cm", "biacromial_cm"),
    *("p_neck", "p_trunk_lean", "p_protract", "p_elevate", "p_slide", "p_seat", "p_twist"),
    *(f"{side}_{point}_{axis}" for point in POINTS for side in "lr" for axis in "xy"),
    *("c7_x", "c7_y", "nose_x", "nose_y"),
)
FACTS: Final = (
    *("session", "body", "sex", "weight_macro", "height_macro", "hair", "suit", "light"),
    *("width", "height", "cam_dist_cm", "cam_height_rel_eyes_cm", "cam_lateral_cm"),
    *("cam_tilt_up_deg", "cam_pan_deg", "cam_roll_deg", "fov_diag_deg", "f_px"),
    *("neutral_cva", "neutral_fsa_trunk", "neutral_trunk_lean", "view_matrix"),
)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a table, compressed or not."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode()
    return list(csv.DictReader(text.splitlines()))


def make_truth(rows: list[dict[str, str]], out: Path) -> None:
    """Keep the labels and the columns of truth that the bench and the fits need."""
    labels: dict[str, Any] = {
        "session": np.array([int(row["session"]) for row in rows], np.int16),
        "body": np.array([int(row["body"]) for row in rows], np.int16),
        "block": np.array([row["block"] for row in rows]),
        "pose": np.array([row["pose"] for row in rows]),
        "hands": np.array([row["hands"] for row in rows]),
    }
    values = np.array([[float(row[name] or "nan") for name in TRUTH] for row in rows])
    np.savez_compressed(
        out / "truth.npz", names=np.array(TRUTH), values=values.astype(np.float32), **labels
    )


def make_body(landmarks: NDArray[np.float32], name: str, out: Path) -> None:
    """Keep all 33 body landmarks of every look."""
    wide = landmarks.astype(np.float64)
    np.savez_compressed(
        out / f"body_{name}.npz",
        places=pack_places(wide[..., :3]),
        shares=pack_shares(wide[..., 3:5]),
        world=pack_places(wide[..., 5:]),
    )


def make_face(face: NDArray[np.int16], out: Path) -> None:
    """Keep the face meshes."""
    meshes = np.where(face == -32768, np.nan, face / 20000.0)
    np.savez_compressed(out / "face.npz", **pack_meshes(meshes))


def make_points(truth: Mapping[str, NDArray[Any]], out: Path) -> None:
    """Keep the true places of the body's points in the room."""
    np.savez_compressed(
        out / "points.npz", names=truth["names"], places=pack_places(truth["xyz_m"])
    )


def make_facts(rows: list[dict[str, str]], out: Path) -> None:
    """Keep what is known of each session's person and camera."""
    with (out / "sessions.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, FACTS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make every file of `calibration/tapes/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the full tapes are")
    parser.add_argument("--out", type=Path, default=TAPES, help="where the files go")
    options = parser.parse_args(arguments)
    folder, out = options.folder, options.out
    out.mkdir(exist_ok=True)
    make_truth(rows_of(folder / "frames.csv.gz"), out)
    make_facts(rows_of(folder / "sessions.csv"), out)
    with np.load(folder / "landmarks.npz") as landmarks:
        make_body(landmarks["video"], "video", out)
        make_body(landmarks["image"], "image", out)
    with np.load(folder / "face.npz") as face:
        make_face(face["face_q"], out)
    with np.load(folder / "truth3d.npz") as truth:
        make_points(truth, out)
    total = sum(path.stat().st_size for path in out.iterdir())
    print(f"{out}: {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
