"""What a result is known by: all that it depends on, and nothing else."""

import string
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from posturecam.app.policies import every_frame, rules_of
from posturecam.edges.files.profile_toml import from_text, to_text
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue
from posturecam.study.keys import MATTERS, Basis, key_of, reading_key, that_matter
from posturecam.study.work import Job, Recording
from tests.support.desk import calibrated

BASIS = Basis({"posturecam": "1", "numpy": "2"}, {"pose": "p", "face": "f"})
PROFILE = to_text(calibrated())
ALL = [(name, field) for name, part in Settings() for field in type(part).model_fields]
READ = {  # used by those who open a recording, and by no policy
    *("camera.rotate", "camera.mirror", "camera.track", "camera.recorded_fps"),
    *("camera.image_every_s", "model.path", "model.face_path", "stretches.own_file"),
}
BY_CONTENT = {"model.path", "model.face_path", "stretches.own_file"}  # wherever they lie

JOB = Job(
    Recording("/a/one.mp4", "one.mp4", "1", 10), "p", PROFILE, "desk", (), that_matter(Settings())
)


def job(**more: Any) -> Job:
    return replace(JOB, **more)


def changed(section: str, name: str) -> Settings:
    """Settings of which one is another than by default."""
    values = Settings().model_dump()
    value = values[section][name]
    for other in others(value):
        try:
            found = Settings.model_validate({**values, section: {**values[section], name: other}})
        except ValidationError:
            continue
        if found != Settings():
            return found
    raise AssertionError(section, name)


def others(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, (int, float)):
        return [value + 1, value - 1, value + 0.1, value - 0.1, value + 90]
    if isinstance(value, tuple):
        return [("chin_tuck",), ("mon",)]
    words = ("side", "sound", "standing", "all", "one", "bowl", "none", "bell", "08:30-17:45", "x")
    return [word for word in words if word != value]


def policies(settings: Settings) -> list[Any]:
    """All settings that reach the monitor with a recording."""
    return list(leaves(every_frame(rules_of(settings), settings.sampling.looks_per_s)))


def leaves(value: Any) -> Any:
    for field in fields(value):
        inner = getattr(value, field.name)
        if is_dataclass(inner) and not isinstance(inner, Catalogue):
            yield from leaves(inner)
        elif not isinstance(inner, Catalogue):
            yield field.name, inner


@pytest.mark.parametrize(("section", "name"), ALL)
def test_a_setting_changes_the_key_if_it_changes_what_a_recording_gives(
    section: str, name: str
) -> None:
    settings = changed(section, name)
    whole = f"{section}.{name}"
    if whole == "camera.shared_every_s":  # which counts for a camera that is shared
        shared = Settings.model_validate({"camera": {"shared": True}})
        assert name in MATTERS["camera"]
        assert policies(shared) != policies(Settings())
        return

    matters = whole in READ or policies(settings) != policies(Settings())

    assert (name in MATTERS.get(section, ())) is matters
    key = key_of(BASIS, job(settings=that_matter(settings)), "c")
    assert (key != key_of(BASIS, job(), "c")) is (matters and whole not in BY_CONTENT)


@pytest.mark.parametrize(
    "basis",
    [
        Basis({**BASIS.versions, "numpy": "3"}, BASIS.files),
        Basis(BASIS.versions, {**BASIS.files, "pose": "other"}),
        Basis(BASIS.versions, {**BASIS.files, "exercises": "e"}),
    ],
)
def test_programs_and_models_change_the_key(basis: Basis) -> None:
    assert key_of(basis, job(), "c") != key_of(BASIS, job(), "c")
    assert reading_key(basis, job().settings) != reading_key(BASIS, job().settings)


def test_the_content_the_profile_and_the_poses_change_the_key() -> None:
    stored = calibrated()
    other = to_text(replace(stored, profile=replace(stored.profile, picture_width=641)))
    spans = ("upright=0.0:10.0",)
    keys = [
        key_of(BASIS, job(), "c"),
        key_of(BASIS, job(), "d"),
        key_of(BASIS, job(profile=other), "c"),
        key_of(BASIS, job(profile=None, spans=spans), "c"),
        key_of(BASIS, job(profile=None, spans=(*spans, "slump=11.0:14.0")), "c"),
    ]

    assert len(set(keys)) == len(keys)
    assert all(len(key) == 64 and set(key) <= set(string.hexdigits.lower()) for key in keys)


def test_what_a_profile_says_of_itself_does_not_change_the_key() -> None:
    stored = calibrated()
    card = replace(stored.card, name="other", camera="elsewhere", posturecam="0")
    text = "# a remark\n" + to_text(replace(stored, card=card))

    assert from_text(text, "x").profile == from_text(PROFILE, "x").profile
    assert key_of(BASIS, job(profile=text), "c") == key_of(BASIS, job(), "c")


@given(st.text(), st.text(), st.text(), st.integers(0))
def test_names_and_places_do_not_change_the_key(
    address: str, name: str, version: str, size: int
) -> None:
    elsewhere = job(
        recording=Recording(address, name, version, size), person=name, profile_name=name
    )

    assert key_of(BASIS, elsewhere, "c") == key_of(BASIS, job(), "c")


@given(st.permutations(list(JOB.settings)), st.permutations(["upright=0:1", "slump=2:3"]))
def test_the_order_does_not_change_the_key(sections: list[str], spans: list[str]) -> None:
    settings = {name: dict(reversed(list(JOB.settings[name].items()))) for name in sections}
    turned = job(settings=settings, profile=None, spans=tuple(spans))
    basis = Basis(dict(reversed(list(BASIS.versions.items()))), BASIS.files)

    assert key_of(basis, turned, "c") == key_of(
        BASIS, job(profile=None, spans=("slump=2:3", "upright=0:1")), "c"
    )


def test_a_whole_number_is_that_number() -> None:
    settings = {"alerts": {"hold_s": 60}}

    assert key_of(BASIS, job(settings=settings), "c") == key_of(
        BASIS, job(settings={"alerts": {"hold_s": 60.0}}), "c"
    )
