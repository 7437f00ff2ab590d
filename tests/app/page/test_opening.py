"""The file that opens the page: for this user only, and not for long."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from posturecam.app.page.opening import clear, leading_file
from posturecam.errors import StorageError
from tests.support.other_user import as_another_user, needs_root

ADDRESS = "http://127.0.0.1:4321/?token=secret"
unix = pytest.mark.skipif(sys.platform == "win32", reason="modes of Unix")


@unix
def test_only_this_user_may_read_it(tmp_path: Path) -> None:
    with leading_file(tmp_path, ADDRESS) as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.read_text().count(ADDRESS) == 2
        assert "secret" not in path.as_uri()
    assert not path.exists()


@unix
@needs_root
def test_another_user_cannot_read_it(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder.name.startswith("pytest"):
            folder.chmod(0o755)  # worse than it is: the folder is closed as well
    with leading_file(tmp_path, ADDRESS) as path:
        reading = as_another_user(f"print(Path({str(path)!r}).read_text())")
        done = subprocess.run(
            [sys.executable, "-c", reading], capture_output=True, text=True, check=False
        )
    assert "PermissionError" in done.stderr
    assert "secret" not in done.stdout


def test_it_goes_even_if_the_block_fails_or_somebody_has_deleted_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), leading_file(tmp_path, ADDRESS):
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())
    with leading_file(tmp_path, ADDRESS) as path:
        path.unlink()


def test_a_folder_that_is_gone_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="open-"), leading_file(tmp_path / "gone", ADDRESS):
        pytest.fail("there is no file")


def test_what_a_killed_server_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "open-12345678.html").write_text(ADDRESS)
    (tmp_path / "key").write_text("the control socket's")

    clear(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    clear(tmp_path / "gone")
