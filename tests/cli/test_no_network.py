import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from desk import UPRIGHT, tape, with_profile

from posturecam.cli.main import cli
from posturecam.edges.film import record_film

LOCAL = ("AF_UNIX", "AF_LOCAL", "AF_UNSPEC")
# Making a socket sends nothing: libraries ask the system so which protocols it knows.
SYSTEM_CALLS = "connect,sendto,sendmsg,sendmmsg,bind"


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, family: int = -1, *rest: object, **named: object) -> None:
        assert family == socket.AF_UNIX, f"a socket of family {family} was opened"
        real(self, family, *rest, **named)  # type: ignore[arg-type]

    real = socket.socket.__init__
    monkeypatch.setattr(socket.socket, "__init__", refuse)


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize("command", [("replay",), ("watch", "--source")])
def test_no_network_socket_is_opened(command: tuple[str, ...], tmp_path: Path) -> None:
    with_profile()
    recording = tape(tmp_path / "a.tape.jsonl", (1, UPRIGHT))

    result = CliRunner().invoke(cli, [*command, str(recording)])

    assert result.exit_code == 0, result.output


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    with record_film(path) as writing:
        for number in range(8):
            writing.write(number / 4, np.full((480, 640, 3), 120, np.uint8))
    return path


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.usefixtures("bundles")
@pytest.mark.parametrize("command", [("replay",), ("watch", "--source")])
def test_not_even_the_libraries_go_to_the_network(
    command: tuple[str, ...], film: Path, tmp_path: Path
) -> None:
    with_profile()
    calls = tmp_path / "calls.txt"
    trace = ["strace", "-f", "-qq", "-e", f"trace={SYSTEM_CALLS}", "-o", str(calls)]

    done = subprocess.run(
        [*trace, sys.executable, "-m", "posturecam", *command, str(film)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )

    if "ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    families = set(re.findall(r"\b(AF_\w+)", calls.read_text()))
    assert families <= set(LOCAL), families
