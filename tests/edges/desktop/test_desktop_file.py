"""Entries for menus and autostart of Linux desktops: quoted by the specification."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.edges.desktop.autostart_entry import Entry
from posturecam.edges.desktop.desktop_file import (
    autostart_text,
    exec_value,
    menu_text,
    read_entry,
    words_of,
)
from tests.support.patience import wait_until

PYTHON = "/home/jo/my venv/bin/python"
START = (PYTHON, "-P", "-m", "posturecam", "start")

AUTOSTART = """[Desktop Entry]
Type=Application
Version=1.0
Name=posturecam
Comment=Measures your sitting posture with a webcam
Exec="/home/jo/my venv/bin/python" -P -m posturecam start
TryExec=/home/jo/my venv/bin/python
Icon=posturecam
Terminal=false
X-GNOME-Autostart-enabled=true
"""

MENU = """[Desktop Entry]
Type=Application
Version=1.0
Name=posturecam
Comment=Measures your sitting posture with a webcam
Exec=/opt/posturecam/posturecam open
TryExec=/opt/posturecam/posturecam
Icon=posturecam
Terminal=false
GenericName=Posture monitor
Categories=Utility;
Keywords=posture;ergonomics;webcam;neck;back;break;
StartupNotify=false
Actions=pause;stop;

[Desktop Action pause]
Name=Pause for 1 h
Exec=/opt/posturecam/posturecam pause 1h

[Desktop Action stop]
Name=Quit posturecam
Exec=/opt/posturecam/posturecam stop
"""


def test_the_entry_of_the_autostart() -> None:
    assert autostart_text(START) == AUTOSTART


def test_the_entry_of_the_menu() -> None:
    program = "/opt/posturecam/posturecam"
    assert menu_text((program, "open"), (program, "pause", "1h"), (program, "stop")) == MENU


@pytest.mark.parametrize(
    ("word", "value"),
    [
        pytest.param("/usr/bin/python3.11", "/usr/bin/python3.11", id="plain"),
        pytest.param("/my venv/x", '"/my venv/x"', id="space"),
        pytest.param("100%", '"100%%"', id="percent"),
        pytest.param("/häuser/好", '"/häuser/好"', id="unicode"),
        pytest.param('a"b', r'"a\\"b"', id="quotation mark: quoted, then escaped"),
        pytest.param("$HOME`x`", r'"\\$HOME\\`x\\`"', id="what a shell would fill in"),
        pytest.param("a\\b", r'"a\\\\b"', id="backslash"),
        pytest.param("a\nb", r'"a\nb"', id="newline"),
        pytest.param("", '""', id="empty"),
    ],
)
def test_quoting(word: str, value: str) -> None:
    assert exec_value(["a", word]) == f"a {value}"
    assert words_of(f"a {value}") == ("a", word)


def test_a_program_that_desktops_would_not_find_is_run_by_a_shell() -> None:
    for program in ("/100%/python", "/a=b/python"):
        value = exec_value([program, "-m"])
        assert value.startswith(r'sh -c "exec \\"\\$0\\" \\"\\$@\\"" ')
        assert words_of(value) == (program, "-m")


WORDS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
    # A word that is a field code is one only in the text of somebody else.
    .filter(lambda word: not (len(word) == 2 and word[0] == "%")),
    min_size=1,
    max_size=4,
)


@given(words=WORDS)
def test_what_is_written_is_read_again(words: list[str]) -> None:
    value = exec_value(words)
    assert words_of(value) == tuple(words)
    assert "\n" not in value
    assert read_entry(autostart_text(words)) == Entry(tuple(words))


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param("[Desktop Entry]\nExec=a b %U\n", Entry(("a", "b")), id="field codes"),
        pytest.param("[Desktop Entry]\nExec = a b \n", Entry(("a", "b")), id="spaces"),
        pytest.param('[Desktop Entry]\nExec=a "b\n', Entry(()), id="an open quotation"),
        pytest.param('[Desktop Entry]\nExec=a"b"\n', Entry(()), id="a quotation in a word"),
        pytest.param("", Entry(()), id="empty"),
        pytest.param("[Desktop Entry]\n[Other]\nExec=a\n", Entry(()), id="another group"),
        pytest.param(
            "[Desktop Entry]\nHidden=true\nExec=a\n", Entry(("a",), off=True), id="hidden"
        ),
        pytest.param(
            "[Desktop Entry]\nExec=a\nX-GNOME-Autostart-enabled=false\n",
            Entry(("a",), off=True),
            id="switched off in GNOME",
        ),
    ],
)
def test_an_entry_that_somebody_has_changed(text: str, entry: Entry) -> None:
    assert read_entry(text) == entry


@pytest.mark.desktop
@pytest.mark.parametrize(
    "text", [AUTOSTART, MENU, autostart_text(['/my venv 100%/a"b/python', "$HOME", "\n"])]
)
def test_the_entries_are_valid(tmp_path: Path, text: str) -> None:
    validate = shutil.which("desktop-file-validate")
    if validate is None:
        pytest.skip("needs desktop-file-validate (Debian: desktop-file-utils)")
    entry = tmp_path / "entry.desktop"
    entry.write_text(text)
    done = subprocess.run([validate, str(entry)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.desktop
@pytest.mark.parametrize("folder", ["plain", "with space", "100% = ünïcode 好", "a\"b$c`d\\e'f"])
def test_glib_starts_what_was_meant(tmp_path: Path, folder: str) -> None:
    """GNOME, Xfce, MATE and others start entries by GLib, whose own program is `gio`."""
    gio = shutil.which("gio")
    if gio is None:
        pytest.skip("needs gio (Debian: libglib2.0-bin)")
    home = tmp_path / folder
    home.mkdir()
    program, said = home / "program", tmp_path / "said.json"
    program.write_text(
        f"#!{sys.executable}\nimport json, pathlib, sys\n"
        f"half = pathlib.Path({str(said)!r} + '.half')\n"
        "half.write_text(json.dumps(sys.argv))\n"
        f"half.rename({str(said)!r})\n"
    )
    program.chmod(0o755)
    words = [str(program), "start", "a b", "50%", "$HOME", '"', "\\", "ü", "a\nb"]
    entry = tmp_path / "entry.desktop"
    entry.write_text(autostart_text(words))
    subprocess.run([gio, "launch", str(entry)], check=True, capture_output=True)
    wait_until(said.exists, "the program")
    assert json.loads(said.read_text()) == words
