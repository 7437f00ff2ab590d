"""Which camera somebody means."""

from types import SimpleNamespace
from typing import Any

import pytest

from posturecam.edges.sources import camera_names
from posturecam.edges.sources.camera_names import CameraFact, list_cameras, pick_camera, said

BUILT_IN = CameraFact(0, "Integrated Camera", "/dev/video0")
USB = CameraFact(2, "USB Camera", "/dev/video2")
BOTH = (BUILT_IN, USB)


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("0", BUILT_IN),
        (" 2 ", USB),
        ("1", CameraFact(1, "")),
        ("USB Camera", USB),
        ("usb", USB),
        ("camera", BUILT_IN),
        ("/dev/video2", USB),
        ("front door", None),
        ("", None),
    ],
)
def test_meant(wanted: str, meant: CameraFact | None) -> None:
    assert pick_camera(wanted, BOTH) == meant


def test_a_whole_name_goes_before_a_part_of_another() -> None:
    longer = CameraFact(0, "Cam Pro")
    exact = CameraFact(1, "Cam")
    assert pick_camera("cam", (longer, exact)) == exact


def test_said() -> None:
    assert said(BOTH) == "0 (Integrated Camera), 2 (USB Camera)"
    assert said((CameraFact(3, ""),)) == "3"
    assert said(()) == "none found"


def test_listed_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        SimpleNamespace(index=2, name="USB Camera ", path="/dev/video2"),
        SimpleNamespace(index=0, name=None, path=None),
    ]
    monkeypatch.setattr(camera_names, "enumerate_cameras", lambda _: found)
    assert list_cameras() == (CameraFact(0, "", ""), USB)


def test_a_system_that_cannot_tell_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Any) -> None:
        raise NotImplementedError

    monkeypatch.setattr(camera_names, "enumerate_cameras", fail)
    assert list_cameras() == ()
