"""Sentences are spoken by whatever voice there is, one at a time, bounded, and never by a shell."""

import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

import pytest

from posturecam.edges.desktop import speech as module
from posturecam.edges.desktop.bounded_program import Reader
from posturecam.edges.desktop.speech import (
    NO_VOICE,
    TEXT,
    VOICES,
    Speech,
    open_speech,
    voice_finding,
    voices,
    worded,
)
from tests.support.patience import wait_until

NASTY = "$(reboot); `reboot` | 'it' \"hurts\" ümlaut"


def program(tmp_path: Path, does: str) -> tuple[str, ...]:
    script = tmp_path / "voice.py"
    script.write_text(f"import sys, time\n{does}\n", encoding="utf-8")
    return (sys.executable, "-X", "utf8", str(script))


def writing(tmp_path: Path) -> tuple[tuple[str, ...], Path]:
    log = tmp_path / "said.txt"
    does = f"print(sys.stdin.read(), file=open({str(log)!r}, 'a', encoding='utf-8'))"
    return program(tmp_path, does), log


def test_a_text_reaches_the_program_as_it_is(tmp_path: Path) -> None:
    voice, log = writing(tmp_path)

    assert Reader().read(voice, NASTY, 600) == ""

    assert log.read_text(encoding="utf-8") == f"{NASTY}\n"


@pytest.mark.parametrize(
    ("does", "reason"),
    [("sys.exit(3)", "fails"), ("time.sleep(600)", "does not end"), ("sys.stdin.close()", "")],
)
def test_what_goes_wrong_is_a_reason(tmp_path: Path, does: str, reason: str) -> None:
    patience_s = 0.5 if reason == "does not end" else 600

    assert Reader().read(program(tmp_path, does), "x", patience_s).endswith(reason)


def test_a_program_that_is_not_there_is_a_reason(tmp_path: Path) -> None:
    assert "No such file" in Reader().read((str(tmp_path / "no"),), "x", 1)


def test_a_program_can_be_stopped(tmp_path: Path) -> None:
    begun, reader, said = tmp_path / "begun", Reader(), []
    does = f"open({str(begun)!r}, 'w').close(); time.sleep(600)"
    thread = Thread(target=lambda: said.append(reader.read(program(tmp_path, does), "x", 600)))
    thread.start()
    wait_until(begun.exists, "the program")

    reader.stop()
    thread.join()

    assert said == [""]
    reader.stop()


class Slow:
    """Reads as long as it is let, and remembers what."""

    def __init__(self, *failing: str) -> None:
        self.read_texts: list[str] = []
        self.stopped = 0
        self.go_on = Event()
        self._failing = failing

    def read(self, command: Sequence[str], text: str, _patience_s: float) -> str:
        if command[0] in self._failing:
            return f"{command[0]} fails"
        self.read_texts.append(text)
        self.go_on.wait()
        return ""

    def stop(self) -> None:
        self.stopped += 1
        self.go_on.set()


def spoken(reader: Slow, *known: str) -> tuple[Speech, Thread]:
    speech = Speech([(name,) for name in known], reader)
    thread = Thread(target=speech.run)
    thread.start()
    return speech, thread


def test_only_the_newest_sentence_waits() -> None:
    reader = Slow()
    speech, thread = spoken(reader, "good")
    speech.say("one")
    wait_until(lambda: reader.read_texts == ["one"], "the first sentence")

    speech.say("two")
    speech.say("three")
    reader.go_on.set()
    wait_until(lambda: len(reader.read_texts) == 2, "the next sentence")
    speech.close()
    thread.join()

    assert reader.read_texts == ["one", "three"]


def test_what_cannot_wait_ends_the_sentence_before() -> None:
    reader = Slow()
    speech, thread = spoken(reader, "good")
    speech.say("one")
    wait_until(lambda: reader.read_texts == ["one"], "the first sentence")

    speech.say("stop", at_once=True)
    wait_until(lambda: reader.read_texts == ["one", "stop"], "the stop")
    speech.close()
    thread.join()

    assert reader.stopped == 2


def test_the_next_voice_takes_over_and_trouble_is_said_once() -> None:
    reader = Slow("bad")
    reader.go_on.set()
    speech, thread = spoken(reader, "bad", "good")
    speech.say("one")
    wait_until(lambda: reader.read_texts == ["one"], "the sentence")
    assert speech.trouble() == ""
    speech.close()
    thread.join()

    none, other = spoken(Slow("bad"), "bad")
    none.say("one")
    wait_until(lambda: "bad fails" in none._trouble, "the trouble")
    assert none.trouble() == "Nothing can be spoken: bad fails."
    assert none.trouble() == ""
    none.say("two")
    none.close()
    other.join()


def test_without_a_voice_it_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "voices", tuple)

    with open_speech() as speech:
        assert speech.trouble() == f"Nothing can be spoken: {NO_VOICE}."
        assert speech.trouble() == ""


@pytest.mark.parametrize(
    ("platform", "there", "first"),
    [
        ("linux", ("espeak-ng",), "espeak-ng"),
        ("linux", ("espeak-ng", "spd-say"), "spd-say"),
        ("freebsd14", ("espeak",), "espeak"),
        ("darwin", ("say", "espeak-ng"), "say"),
        ("win32", ("powershell",), "powershell"),
    ],
)
def test_each_system_has_its_voice(platform: str, there: Sequence[str], first: str) -> None:
    found = voices(platform, lambda name: name if name in there else None)

    assert found[0][0] == first
    assert voices(platform, lambda _: None) == ()


def test_a_text_among_the_arguments_is_one_argument() -> None:
    spd_say = VOICES["linux"][0]

    assert TEXT in spd_say
    assert worded(spd_say, NASTY)[-2:] == ("--", NASTY)


def test_the_doctor_says_what_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "voices", lambda _: (("spd-say",),))
    assert voice_finding("off").text == "off (coaching.voice); speaks by spd-say, untried"
    monkeypatch.setattr(module, "voices", lambda _: (("espeak-ng",),))
    assert voice_finding("speech").text == "speech (coaching.voice); speaks by espeak-ng"
    monkeypatch.setattr(module, "voices", lambda _: ())
    missing, unwanted = voice_finding("speech"), voice_finding("off")
    assert (missing.ok, missing.needed, unwanted.ok) == (False, False, True)
    assert "espeak-ng" in missing.next_step
    assert unwanted.next_step == ""
