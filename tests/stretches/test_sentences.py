import pytest

from posturecam.stretches.sentences import capital


@pytest.mark.parametrize(
    ("text", "expected"), [("on MQTT", "On MQTT"), ("posturecam", "Posturecam"), ("", "")]
)
def test_only_the_first_letter_changes(text: str, expected: str) -> None:
    assert capital(text) == expected
