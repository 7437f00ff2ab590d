"""Loading MediaPipe: quickly where that works, wholly where it must be."""

import subprocess
import sys
from pathlib import Path

import pytest

from posturecam.edges.mediapipe.lazy_import import load_mediapipe


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.slow
def test_neither_figures_nor_sound_are_loaded_with_it_and_both_can_be_later() -> None:
    code = (
        "import sys\n"
        "from posturecam.edges.mediapipe.lazy_import import load_mediapipe\n"
        "print(bool(load_mediapipe().tasks.vision.PoseLandmarker))\n"
        "print([name for name in ('matplotlib', 'sounddevice') if name in sys.modules])\n"
        "import matplotlib.pyplot\n"
        "print(callable(matplotlib.pyplot.figure))\n"
    )
    assert run(code).split("\n")[:3] == ["True", "[]", "True"]


@pytest.mark.slow
def test_a_mediapipe_that_needs_the_missing_parts_gets_them(tmp_path: Path) -> None:
    (tmp_path / "mediapipe.py").write_text(
        "import matplotlib.pyplot as plt\nline = plt.plot\n", encoding="utf-8"
    )
    code = (
        "import sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "from posturecam.edges.mediapipe.lazy_import import load_mediapipe\n"
        "print(callable(load_mediapipe().line))\n"
    )
    assert run(code) == "True\n"


def test_a_mediapipe_that_is_not_there_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mediapipe", None)
    with pytest.raises(ImportError):
        load_mediapipe()
