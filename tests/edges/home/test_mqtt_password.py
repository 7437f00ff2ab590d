import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from posturecam.edges.home.mqtt_password import SERVICE, password_of
from posturecam.errors import InputError, MissingError
from posturecam.settings import Mqtt


def keyring(answer: Any) -> Any:
    def get_password(service: str, user: str) -> str | None:
        assert (service, user) == (SERVICE, "ann")
        if isinstance(answer, Exception):
            raise answer
        found: str | None = answer
        return found

    return SimpleNamespace(get_password=get_password)


def written(path: Path, text: bytes, mode: int = 0o600) -> Mqtt:
    path.write_bytes(text)
    path.chmod(mode)
    return Mqtt(user="ann", password_file=str(path))


def test_without_a_user_there_is_no_password(tmp_path: Path) -> None:
    assert password_of(Mqtt(password_file=str(tmp_path / "none"))) is None


def test_a_file_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert password_of(written(tmp_path / "x", b" pass word \r\n")) == " pass word "
    monkeypatch.setenv("HOME", str(tmp_path))
    assert password_of(Mqtt(user="ann", password_file="~/x")) == " pass word "  # noqa: S106


@pytest.mark.skipif(sys.platform == "win32", reason="needs modes of files")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o777, 0o610])
def test_a_file_of_others(mode: int, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Run: chmod 600"):
        password_of(written(tmp_path / "x", b"secret", mode))


@pytest.mark.skipif(sys.platform == "win32", reason="needs modes of files and pipes")
def test_files_that_cannot_be_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not text"):
        password_of(written(tmp_path / "x", b"\xff\xfe"))
    with pytest.raises(InputError, match="larger than"):
        password_of(written(tmp_path / "y", b"x" * 20_000))
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(InputError, match="pipe"):
        password_of(Mqtt(user="ann", password_file=str(tmp_path / "pipe")))
    with pytest.raises(InputError, match="directory"):
        password_of(Mqtt(user="ann", password_file=str(tmp_path)))


@pytest.mark.parametrize("answer", ["secret", None])
def test_the_keyring_is_asked(answer: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring(answer))
    assert password_of(Mqtt(user="ann")) == answer


@pytest.mark.parametrize(
    ("module", "fault"),
    [
        (None, "set mqtt.password_file, or install the keyring"),
        (keyring(RuntimeError("s3cret")), r"does not give .* \(RuntimeError\)"),
    ],
)
def test_a_keyring_that_cannot_be_asked(
    module: Any, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", module)
    with pytest.raises(MissingError, match=fault) as caught:
        password_of(Mqtt(user="ann"))
    assert "s3cret" not in str(caught.value)
