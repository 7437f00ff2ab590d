"""The unit of systemd: quoted by its rules."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.edges.desktop.autostart_entry import Entry
from posturecam.edges.desktop.systemd_unit import ANY, GRAPHICAL, read_unit, unit_text

UNIT = """[Unit]
Description=posturecam, a posture monitor
PartOf=graphical-session.target
After=graphical-session.target

[Service]
ExecStart=:"/home/jo/my venv/bin/python" "-P" "100%% \\"$x\\" \\\\ é"

[Install]
WantedBy=graphical-session.target
"""


def test_the_unit() -> None:
    words = ("/home/jo/my venv/bin/python", "-P", '100% "$x" \\ é')
    assert unit_text(words, GRAPHICAL) == UNIT
    assert read_unit(UNIT) == Entry(words)
    assert "graphical" not in unit_text(words, ANY)
    assert "WantedBy=default.target\n" in unit_text(words, ANY)


@given(
    words=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1, max_size=4
    )
)
def test_what_is_written_is_read_again(words: list[str]) -> None:
    assert read_unit(unit_text(words, ANY)) == Entry(tuple(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[Service]\nExecStart=/bin/a b\n", ("/bin/a", "b"), id="without quotes"),
        pytest.param('[Service]\nExecStart=-"/bin/a\n', (), id="an open quotation"),
        pytest.param("[Unit]\n", (), id="nothing is started"),
        pytest.param(
            '[Service]\nExecStart=:"/a\\tb" "\\n"\n', ("/a\tb", "\n"), id="escapes as in C"
        ),
    ],
)
def test_a_unit_that_somebody_has_changed(text: str, words: tuple[str, ...]) -> None:
    assert read_unit(text) == Entry(words)


@pytest.mark.desktop
def test_systemd_understands_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("needs systemd-analyze (Debian: systemd)")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    program = tmp_path / "my $venv 100% é" / "python"
    program.parent.mkdir()
    program.symlink_to(sys.executable)
    unit = tmp_path / "posturecam.service"
    for target in (ANY, GRAPHICAL):
        unit.write_text(unit_text((str(program), "-m", "posturecam"), target))
        done = subprocess.run(
            [verify, "verify", "--user", str(unit)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, str(unit) in done.stderr) == (0, False), done.stderr
    unit.write_text(unit_text((f"{program}-none",), ANY))
    done = subprocess.run(
        [verify, "verify", "--user", str(unit)], capture_output=True, text=True, check=False
    )
    assert f"{program}-none is not executable" in done.stderr
