import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from posturecam.cli.main import cli
from posturecam.edges.home.open_home import open_home
from posturecam.settings import Settings
from tests.support.brokers import HOST, reading, running_broker
from tests.support.companions import WELL, Remembering
from tests.support.desk import UPRIGHT, tape, with_profile
from tests.support.events import ALERT
from tests.support.paths import ROOT
from tests.support.patience import wait_until

SAMPLE = ROOT / "samples" / "slouch_p2_laptop.mp4"
PROFILE = ROOT / "calibration" / "slouch_p2_laptop.toml"
# The program as it is installed elsewhere, such as from the wheel alone, or the one tested here.
INSTALLED = os.environ.get("POSTURECAM_INSTALLED")
PROGRAM = (INSTALLED,) if INSTALLED else (sys.executable, "-m", "posturecam")
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


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize("command", [("replay",), ("watch", "--for", "3s", "--source")])
def test_not_even_the_libraries_go_to_the_network(command: tuple[str, ...], tmp_path: Path) -> None:
    """A first start: an empty home, and no network at all where the system can take it away."""
    calls = tmp_path / "calls.txt"
    trace = ["strace", "-f", "-qq", "-e", f"trace={SYSTEM_CALLS}", "-o", str(calls)]
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}

    done = subprocess.run(
        [*trace, *cut_off(), *PROGRAM, *command, SAMPLE, "--profile", PROFILE],
        capture_output=True,
        text=True,
        check=False,
        env=home,
        cwd=tmp_path,
    )

    if "ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    assert "sat well" in done.stdout
    families = set(re.findall(r"\b(AF_\w+)", calls.read_text()))
    assert families <= set(LOCAL), families


@pytest.mark.usefixtures("no_sockets")
def test_home_automation_opens_nothing_by_itself() -> None:
    """D-Bus is a socket of this computer."""
    with open_home(Settings(), Remembering(), pytest.fail) as outlet:
        outlet.event(ALERT)
        outlet.state(WELL)


@pytest.mark.desktop
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_with_mqtt_only_the_broker_is_connected(tmp_path: Path) -> None:
    script = f"""
from posturecam.edges.home.open_home import open_home
from posturecam.settings import Settings
from tests.support.companions import WELL, Remembering
settings = Settings.model_validate({{"mqtt": {{"host": "{HOST}", "port": PORT, "node": "desk"}}}})
with open_home(settings, Remembering(), print) as outlet:
    outlet.state(WELL)
    input()
"""
    calls = tmp_path / "calls.txt"
    trace = ["strace", "-f", "-qq", "-e", f"trace={SYSTEM_CALLS},listen", "-o", str(calls)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with running_broker(tmp_path) as broker, reading(broker) as reader:
        words = [*trace, sys.executable, "-c", script.replace("PORT", str(broker.port))]
        with subprocess.Popen(
            words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        ) as ours:
            wait_until(
                lambda: bool(reader.texts("posturecam/desk/state")) or ours.poll() is not None,
                "the state",
            )
            _, said = ours.communicate("\n")
    if "ptrace" in said:
        pytest.skip("strace may not trace here")
    assert ours.returncode == 0, said
    text = calls.read_text()
    assert "listen(" not in text
    inet = re.findall(r"(\w+)\(\d+, \{sa_family=AF_INET.*?htons\((\d+)\).*?\"([\d.:]+)\"", text)
    assert set(inet) == {("bind", "0", "0.0.0.0"), ("connect", str(broker.port), HOST)}  # noqa: S104


def cut_off() -> tuple[str, ...]:
    """What takes the network away from a command, if the system allows that."""
    for words in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
        found = shutil.which(words[0])
        if (
            found
            and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
        ):
            return words
    return ()
