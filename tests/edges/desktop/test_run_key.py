"""The Run key of Windows, by Microsoft's rules; untried there."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.edges.desktop.autostart_entry import Entry
from posturecam.edges.desktop.run_key import KEY, CurrentUser, line_of, read_line
from posturecam.errors import InputError, StorageError


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("C:\\py\\pythonw.exe", "-m", "posturecam"), "C:\\py\\pythonw.exe -m posturecam"),
        (("C:\\my venv\\pythonw.exe", "-m"), '"C:\\my venv\\pythonw.exe" -m'),
        (("C:\\Jö & Co\\100%\\p.exe",), '"C:\\Jö & Co\\100%\\p.exe"'),
        (('a"b', "c d\\"), 'a"b "c d\\\\"'),
    ],
)
def test_a_command_line(words: tuple[str, ...], line: str) -> None:
    expected = line.replace('a"b', '"a\\"b"')
    assert line_of(words) == expected
    assert read_line(expected) == Entry(words)


WORDS = st.lists(st.text('ab \\"ü%&\t', max_size=8), min_size=1, max_size=5)


@given(words=WORDS)
def test_what_is_written_is_read_again(words: list[str]) -> None:
    assert read_line(line_of(words)) == Entry(tuple(words))


@given(words=WORDS)
def test_it_is_what_python_itself_hands_to_windows(words: list[str]) -> None:
    assert read_line(subprocess.list2cmdline(words)) == Entry(tuple(words))


def test_a_line_that_windows_would_not_start() -> None:
    assert len(line_of(["x" * 260])) == 260
    with pytest.raises(InputError, match="has 261 characters"):
        line_of(["x" * 261])


def test_no_line_no_words() -> None:
    assert read_line("") == Entry(())
    assert read_line("  ") == Entry(())


class Registry:
    """What `winreg` promises of a key."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

    def __init__(self) -> None:
        self.values: dict[str, str] | None = {}
        self.refusal: OSError | None = None

    @contextmanager
    def OpenKey(self, root: str, path: str, *more: int) -> Iterator[dict[str, str]]:  # noqa: N802
        assert (root, path) == ("HKCU", KEY)
        assert more in {(), (0, 2)}
        if self.refusal is not None:
            raise self.refusal
        if self.values is None:
            raise FileNotFoundError
        yield self.values

    @contextmanager
    def CreateKey(self, root: str, path: str) -> Iterator[dict[str, str]]:  # noqa: N802
        if self.values is None:
            self.values = {}
        with self.OpenKey(root, path) as key:
            yield key

    def QueryValueEx(self, key: dict[str, str], name: str) -> tuple[str, int]:  # noqa: N802
        if name not in key:
            raise FileNotFoundError
        return key[name], 1

    def SetValueEx(  # noqa: N802
        self, key: dict[str, str], name: str, _reserved: int, kind: int, value: str
    ) -> None:
        assert kind == self.REG_SZ
        key[name] = value

    def DeleteValue(self, key: dict[str, str], name: str) -> None:  # noqa: N802
        if key.pop(name, None) is None:
            raise FileNotFoundError


def test_the_value_of_the_registry() -> None:
    registry = Registry()
    user = CurrentUser(registry)
    assert user.get("posturecam") is None
    user.set("posturecam", "a b")
    user.set("posturecam", "c")
    assert (user.get("posturecam"), registry.values) == ("c", {"posturecam": "c"})
    user.delete("posturecam")
    user.delete("posturecam")
    assert registry.values == {}
    registry.values = None
    assert user.get("posturecam") is None
    user.delete("posturecam")
    user.set("posturecam", "d")
    assert registry.values == {"posturecam": "d"}


def test_a_registry_that_refuses() -> None:
    registry = Registry()
    registry.refusal = PermissionError(13, "Access is denied")
    user = CurrentUser(registry)
    for act in (lambda: user.set("posturecam", "a"), lambda: user.delete("posturecam")):
        with pytest.raises(StorageError, match="Run: Access is denied"):
            act()
    assert user.get("posturecam") is None
