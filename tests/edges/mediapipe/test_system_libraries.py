import sys

import pytest

from posturecam.edges.mediapipe import system_libraries
from posturecam.edges.mediapipe.system_libraries import missing_libraries, naming_system_libraries
from posturecam.errors import SystemLibraryError

REFUSED = "libEGL.so.1: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize("kind", [ImportError, OSError])
def test_a_missing_library_names_its_package(
    monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    monkeypatch.setattr(system_libraries, "_loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(SystemLibraryError) as reported, naming_system_libraries():
        raise kind(REFUSED)
    assert "libEGL.so.1" in str(reported.value)
    assert "sudo apt-get install libegl1" in str(reported.value)
    assert reported.value.exit_code == 3


def test_all_missing_libraries_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "_loads", lambda _library: False)
    monkeypatch.setattr(sys, "platform", "linux")
    with (
        pytest.raises(SystemLibraryError, match=r"libegl1 libgl1 libgles2 libglib2\.0-0"),
        naming_system_libraries(),
    ):
        raise OSError(REFUSED)


def test_a_library_nobody_knows_is_named_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda: ())
    reported = pytest.raises(SystemLibraryError, match=r"missing: libodd\.so: cannot open")
    refused = OSError("libodd.so: cannot open shared object file")
    with reported, naming_system_libraries():
        raise refused


def test_other_errors_pass() -> None:
    fire = OSError("disk on fire")
    with pytest.raises(OSError, match="disk"), naming_system_libraries():
        raise fire
    with naming_system_libraries():
        pass


def test_only_linux_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert missing_libraries() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="asks the loader of Linux")
def test_the_loader_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "PACKAGES", {"libc.so.6": "libc6", "libno.so.9": "no"})
    assert missing_libraries() == ("libno.so.9",)
