"""What is heard of an exercise."""

from dataclasses import replace

import pytest

from posturecam.app.coach.voice import (
    CHANGED,
    COUNTED,
    Sentences,
    Silence,
    Sounds,
    open_voice,
)
from posturecam.core.coach.leading import Stage
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase
from posturecam.settings import Settings
from posturecam.view.lesson import Lesson

READY = Lesson("chin_tuck", "Chin tuck", "Sit tall.", count=1, of=8)
GO = replace(READY, say="Slide your head back.", stage=Stage.MOVE, phase=Phase.GOING)
HOLD = replace(GO, say="Hold.", phase=Phase.HOLD)
BACK = replace(GO, say="Let go.", phase=Phase.BACK)
NEXT = replace(GO, count=2)


class Player:
    def __init__(self) -> None:
        self.played: list[str] = []

    def play(self, name: str) -> None:
        self.played.append(name)

    def trouble(self) -> str:
        return "no player"


class Speaker:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.at_once: list[str] = []

    def say(self, text: str, *, at_once: bool = False) -> None:
        (self.at_once if at_once else self.said).append(text)

    def trouble(self) -> str:
        return "no voice"


def heard(*lessons: Lesson) -> list[str]:
    player = Player()
    sounds = Sounds(player)
    for lesson in lessons:
        sounds.take(lesson)
    return player.played


def said(*lessons: Lesson) -> list[str]:
    speaker = Speaker()
    sentences = Sentences(speaker)
    for lesson in lessons:
        sentences.take(lesson)
    return speaker.said


def test_a_bell_for_the_end_of_a_hold_and_none_again_for_its_count() -> None:
    assert heard(GO, HOLD, HOLD, BACK, BACK, NEXT, replace(HOLD, count=2)) == [COUNTED]
    assert heard(GO, HOLD, BACK, NEXT, replace(NEXT, count=3)) == [COUNTED, COUNTED]


def test_a_bell_for_each_repetition_that_is_not_held_on_either_side() -> None:
    right = replace(GO, side=Side.RIGHT)

    assert heard(replace(GO, side=Side.LEFT), right, replace(right, count=2)) == [COUNTED, COUNTED]


def test_a_bowl_at_each_change_and_nothing_for_another_exercise() -> None:
    rest, over = replace(NEXT, stage=Stage.REST), replace(NEXT, stage=Stage.OVER)

    assert heard(READY, READY, GO, rest, over) == [CHANGED] * 3
    assert heard(over, replace(READY, exercise="another")) == []


def test_sentences_are_said_once_with_their_number() -> None:
    assert said(READY, GO, GO, BACK, NEXT, replace(NEXT, left_s=2.0)) == [
        "Sit tall.",
        "1. Slide your head back.",
        "Let go.",
        "2. Slide your head back.",
    ]


def test_a_hint_is_said_when_it_comes_and_again_when_it_comes_again() -> None:
    hint = replace(GO, form="Chin level.")

    assert said(GO, hint, hint, GO, hint) == ["1. Slide your head back.", *["Chin level."] * 2]


def test_a_question_is_not_kept_waiting() -> None:
    speaker = Speaker()
    Sentences(speaker).take(replace(READY, asking=True, say="Stop."))

    assert speaker.at_once == ["Stop."]


def test_trouble_is_passed_on() -> None:
    assert Sounds(Player()).trouble() == "no player"
    assert Sentences(Speaker()).trouble() == "no voice"
    assert Silence().trouble() == ""


@pytest.mark.parametrize(
    ("voice", "kind"), [("off", Silence), ("sound", Sounds), ("speech", Sentences)]
)
def test_the_setting_chooses(voice: str, kind: type) -> None:
    settings = Settings.model_validate({"coaching": {"voice": voice}})

    with open_voice(settings) as opened:
        assert isinstance(opened, kind)
        opened.take(replace(READY, say=""))
