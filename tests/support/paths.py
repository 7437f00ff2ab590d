"""Folders of the project that tests read from."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
CALIBRATION = ROOT / "calibration"
DOCS = ROOT / "docs"
