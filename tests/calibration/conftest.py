"""The bench is a folder of scripts beside the package; let tests import it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "calibration"))
