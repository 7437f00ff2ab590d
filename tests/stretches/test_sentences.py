import pytest

from posturecam.stretches.sentences import capital, ended


@pytest.mark.parametrize(
    ("text", "expected"), [("on MQTT", "On MQTT"), ("posturecam", "Posturecam"), ("", "")]
)
def test_only_the_first_letter_changes(text: str, expected: str) -> None:
    assert capital(text) == expected


def test_a_question_has_no_full_stop_behind_it() -> None:
    assert ended("it is too large; is it the right file?").endswith("file?")
    assert ended("it is gone") == "it is gone."
