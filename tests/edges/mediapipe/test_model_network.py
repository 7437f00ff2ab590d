"""Nothing asks for a network, MediaPipe's own reports included."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from posturecam.edges.mediapipe.no_telemetry import for_others, no_uploads
from tests.support.paths import SAMPLES

SAMPLE = SAMPLES / "slouch_p2_laptop.mp4"
PROGRAM = f"""
from posturecam.edges.mediapipe.landmarker import open_landmarker
from posturecam.edges.mediapipe.bundles import find_bundles
from posturecam.edges.sources.open_source import open_source
from posturecam.settings import Camera
with open_source({str(SAMPLE)!r}, Camera()) as source, open_landmarker(find_bundles()) as finder:
    print(len(finder.find(source.read(0.0)).people))
"""


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("*", ""),
        ("localhost, *", "localhost"),
        ("localhost,.googleapis.com,PLAY.googleapis.com", "localhost"),
        ("com,192.168.0.0/16", "192.168.0.0/16"),
        ("oogleapis.com", "oogleapis.com"),
    ],
)
def test_no_exception_leads_around_the_barrier(
    monkeypatch: pytest.MonkeyPatch, given: str, left: str
) -> None:
    monkeypatch.setenv("no_proxy", given)
    with no_uploads():
        assert os.environ["no_proxy"] == left
    assert os.environ["no_proxy"] == given


def test_the_environment_is_as_before_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(os.environ)
    with pytest.raises(ZeroDivisionError), no_uploads(), no_uploads():
        raise ZeroDivisionError
    assert dict(os.environ) == before
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    with no_uploads():
        assert os.environ["https_proxy"] == "none://"
    assert os.environ["https_proxy"] == "http://proxy:3128"


def test_programs_that_are_started_meanwhile_are_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("NO_PROXY", "*")
    before = dict(os.environ)

    with no_uploads(), no_uploads():
        assert os.environ["https_proxy"] == "none://"
        assert for_others() == before

    assert for_others() == before


@pytest.mark.model
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize("exceptions", ["", "*"])
def test_nothing_is_looked_up_or_connected(tmp_path: Path, exceptions: str) -> None:
    trace = tmp_path / "trace"
    watched = ("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", trace)
    done = subprocess.run(
        [*watched, sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"NO_PROXY": exceptions},
    )
    assert done.stdout == "1\n"
    calls = [line for line in trace.read_text().splitlines() if re.search(r"(connect|send)", line)]
    assert calls == []
