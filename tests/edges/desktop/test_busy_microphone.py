"""Who records: by a sound server that answers what PulseAudio did, and by a real one."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from posturecam.edges.desktop import pulse_protocol as pulse
from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.busy_microphone import (
    Microphone,
    alsa_records,
    is_person,
    name_of,
    server_path,
)
from tests.support.patience import wait_until
from tests.support.pulse_answers import AUTH, NAMED, RECORDINGS, SOURCES

NOBODY = Answer(yes=False, how="PulseAudio or PipeWire: nobody records")
EMPTY = pulse.packet(pulse.REPLY, 0)
TAG_AT = pulse.HEADER_BYTES + 6  # after the command and the tag's letter
ANSWERS = {
    pulse.AUTH: AUTH,
    pulse.SET_CLIENT_NAME: NAMED,
    pulse.SOURCE_OUTPUTS: RECORDINGS,
    pulse.SOURCES: SOURCES,
}


class Server:
    """Answers each command as recorded; one connection at a time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.answers = dict(ANSWERS)
        self.connections = 0
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join(60)
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            with connection, suppress(OSError):
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        while head := connection.recv(pulse.HEADER_BYTES, socket.MSG_WAITALL):
            body = connection.recv(pulse.length_of(head), socket.MSG_WAITALL)
            values = pulse.read(body)
            command, tag = next(values), next(values)
            answer = self.answers[command]
            if not answer:
                return
            news = pulse.packet(66, pulse.NONE)  # an event, which nobody asked for
            connection.sendall(
                news + answer[:TAG_AT] + struct.pack(">I", tag) + answer[TAG_AT + 4 :]
            )


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.delenv("PULSE_RUNTIME_PATH", raising=False)
    server = Server(tmp_path / "pulse" / "native")
    yield server
    server.close()


@pytest.fixture
def microphone(tmp_path: Path) -> Iterator[Microphone]:
    microphone = Microphone(tmp_path / "asound")
    yield microphone
    microphone.close()


def test_who_records_from_a_microphone_is_named(server: Server, microphone: Microphone) -> None:
    recorded = pulse.read(RECORDINGS[pulse.HEADER_BYTES :])
    assert [next(recorded), next(recorded)][0] == pulse.REPLY
    assert [one.source for one in pulse.recordings(recorded)] == [1, 0]

    assert microphone() == Answer(yes=True, how="PulseAudio or PipeWire: Call recording")
    server.answers[pulse.SOURCE_OUTPUTS] = EMPTY
    assert microphone() == NOBODY
    assert server.connections == 1


def test_a_server_that_goes_away_is_asked_again_when_it_is_back(
    server: Server, microphone: Microphone
) -> None:
    assert microphone().yes
    server.answers[pulse.SOURCE_OUTPUTS] = b""  # it ends in the midst of the question
    assert microphone() == Answer(None, "no PulseAudio, PipeWire or ALSA found")
    server.answers[pulse.SOURCE_OUTPUTS] = EMPTY
    assert microphone() == NOBODY


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(pulse.packet(pulse.ERROR, 0, 1), id="an error"),
        pytest.param(RECORDINGS[:20] + b"Z" * (len(RECORDINGS) - 20), id="rubbish"),
        pytest.param(struct.pack(">5I", 2**31, 0, 0, 0, 0), id="an answer without end"),
        pytest.param(pulse.packet(pulse.REPLY, 0, 1, 2), id="half a record"),
        pytest.param(pulse.packet(pulse.REPLY, 0)[:-5] + b"tabcd", id="a text without end"),
    ],
)
def test_a_damaged_answer_is_none(
    server: Server, microphone: Microphone, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posturecam.edges.desktop.busy_microphone.PATIENCE_S", 0.2)
    server.answers[pulse.SOURCE_OUTPUTS] = answer
    assert microphone().yes is None


def recording(**properties: str) -> pulse.Recording:
    named = {key.replace("_", "."): value for key, value in properties.items()}
    return pulse.Recording(1, 7, "", named, corked=False)


def test_meters_and_filters_are_nobody() -> None:
    assert is_person(recording(application_name="Firefox"))
    assert not is_person(recording(application_id="org.gnome.VolumeControl"))
    assert not is_person(recording(resample_peaks="true"))
    peaks = pulse.Recording(1, 7, "peaks", {}, corked=False)
    module = pulse.Recording(1, pulse.NONE, "", {}, corked=False)
    chain = pulse.Recording(1, 7, "", {"node.link-group": "echo-cancel-1"}, corked=False)
    assert not any(map(is_person, (peaks, module, chain)))
    assert name_of(recording(application_process_binary="zoom")) == "zoom"
    assert name_of(recording()) == "a program"


def test_where_the_server_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.delenv("PULSE_RUNTIME_PATH", raising=False)
    assert server_path() == Path("/run/user/7/pulse/native")
    monkeypatch.setenv("PULSE_RUNTIME_PATH", "/tmp/pulse")  # noqa: S108
    assert server_path() == Path("/tmp/pulse/native")  # noqa: S108
    monkeypatch.setenv("PULSE_SERVER", "unix:/tmp/here")
    assert server_path() == Path("/tmp/here")  # noqa: S108
    monkeypatch.setenv("PULSE_SERVER", "tcp:elsewhere")
    assert server_path() == Path("/tmp/pulse/native")  # noqa: S108


def test_without_a_sound_server_alsa_says_it(tmp_path: Path) -> None:
    assert alsa_records(tmp_path / "none") == Answer(None, "no PulseAudio, PipeWire or ALSA found")
    capture, playback = tmp_path / "card0" / "pcm0c" / "sub0", tmp_path / "card0" / "pcm0p" / "sub0"
    for folder in (capture, playback):
        folder.mkdir(parents=True)
    (playback / "status").write_text("state: RUNNING\n")
    (capture / "status").write_text("closed\n")
    assert alsa_records(tmp_path) == Answer(yes=False, how="ALSA: no microphone is open")
    (capture / "status").write_text("state: RUNNING\nowner_pid   : 1234\n")
    assert alsa_records(tmp_path) == Answer(yes=True, how="ALSA: a microphone is open")


@pytest.mark.desktop
def test_a_real_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = [name for name in ("pulseaudio", "parec") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} (Debian: pulseaudio)")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    modules = ("module-native-protocol-unix", "module-null-sink sink_name=speaker")
    loads = [word for module in modules for word in ("-L", module)]
    pipe = f"module-pipe-source source_name=mic file={tmp_path}/mic"
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *loads, "-L", pipe],
        stderr=subprocess.DEVNULL,
    )
    microphone = Microphone(tmp_path / "asound")
    try:
        wait_until(lambda: microphone() == NOBODY, "the sound server")
        for source, yes in (("speaker.monitor", False), ("mic", True)):
            with subprocess.Popen(["parec", "-d", source], stdout=subprocess.DEVNULL) as parec:
                time.sleep(1)
                wait_until(lambda yes=yes: microphone().yes is yes, f"recording from {source}")
                parec.terminate()
    finally:
        microphone.close()
        server.terminate()
        server.wait(60)
