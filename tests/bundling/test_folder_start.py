"""What runs first in the folder for people without Python."""

import ctypes
from pathlib import Path

import pytest
from folder_start import LAST_RESORT, lacking, load, restore, trust


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/pc/_internal"}, {}),
        (
            {"LD_LIBRARY_PATH": "/pc/_internal:/own", "LD_LIBRARY_PATH_ORIG": "/own"},
            {"LD_LIBRARY_PATH": "/own"},
        ),
        ({}, {}),
    ],
    ids=["none before", "one before", "none at all"],
)
def test_what_is_started_gets_the_libraries_of_the_system(
    before: dict[str, str], after: dict[str, str]
) -> None:
    restore(before)
    assert before.pop("PYINSTALLER_RESET_ENVIRONMENT") == "1"  # its own parts begin as it did
    assert before == after


def test_the_first_certificates_that_are_there_are_trusted(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    there = tmp_path / "ca-bundle.crt"
    there.write_text("")
    trust(environment, [str(tmp_path / "none"), str(there), __file__])
    assert environment == {"SSL_CERT_FILE": str(there)}


def test_certificates_that_somebody_named_stay(tmp_path: Path) -> None:
    environment = {"SSL_CERT_FILE": "/own"}
    trust(environment, [__file__])
    assert environment == {"SSL_CERT_FILE": "/own"}
    trust(nothing := {}, [str(tmp_path / "none")])
    assert nothing == {}


def test_a_library_is_lacking_if_no_place_has_it(tmp_path: Path) -> None:
    one, other = tmp_path / "lib64", tmp_path / "lib"
    other.mkdir()
    (other / LAST_RESORT[1]).touch()
    assert list(lacking([one, other])) == [LAST_RESORT[0], *LAST_RESORT[2:]]


def test_the_library_of_the_system_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def load_it(name: str) -> None:
        tried.append(name)
        if name == "libEGL.so.1":
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load_it)
    load(["libGL.so.1", "libEGL.so.1"], tmp_path)
    assert tried == ["libGL.so.1", "libEGL.so.1", str(tmp_path / "libEGL.so.1")]
