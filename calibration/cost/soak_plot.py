"""Draw the memory curve that tests/test_soak.py writes (POSTURECAM_SOAK_CSV) as docs/soak.png.

python calibration/cost/soak_plot.py soak.csv
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

TARGET = Path(__file__).resolve().parents[2] / "docs" / "soak.png"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the curve named on the command line and draw it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("curve", type=Path, help="the CSV file")
    parser.add_argument("--out", type=Path, default=TARGET, help="the picture")
    options = parser.parse_args(arguments)
    with options.curve.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    observations = [int(row["look"]) for row in rows]
    figure, memory = plt.subplots(figsize=(7, 3), layout="constrained")
    memory.plot(
        observations, [float(row["resident_mb"]) for row in rows], "o-", label="memory (MB)"
    )
    memory.plot(
        observations, [int(row["objects"]) / 1000 for row in rows], "s-", label="1000 objects"
    )
    memory.plot(observations, [int(row["files"]) for row in rows], "^-", label="open files")
    memory.set(xlabel="looks with the real pose model", ylim=(0, None))
    memory.legend()
    figure.savefig(options.out, dpi=120)


if __name__ == "__main__":
    main()
