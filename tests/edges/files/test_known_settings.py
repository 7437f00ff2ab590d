"""What the program knows of each setting."""

import pytest

from posturecam.edges.files.known_settings import NAMES, Shape, allowed, purpose_of, shape_of


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("alerts.hold_s", Shape("number", least=1, most=3600)),
        ("camera.width", Shape("integer", least=160, most=3840)),
        ("report.days", Shape("number", least=0, most=36500, above=True)),
        ("camera.learn", Shape("boolean")),
        ("camera.source", Shape("text")),
        ("camera.view", Shape("choice", choices=("auto", "front", "side"))),
        ("camera.rotate", Shape("choice", choices=(0, 90, 180, 270))),
        ("stretches.exclude", Shape("list")),
        ("pause.days", Shape("list", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))),
    ],
)
def test_a_form_knows_what_to_ask_for(name: str, shape: Shape) -> None:
    assert shape_of(*name.split(".")) == shape


def test_every_setting_has_a_shape_and_words() -> None:
    for section, names in NAMES.items():
        assert purpose_of(section).endswith(".")
        for name in names:
            key = name.removeprefix(f"{section}.")
            assert shape_of(section, key).kind
            assert allowed(section, key)
