"""The one table of reasons."""

import copy

import pytest

from posturecam.core.reasons import Mark, Presence, Why


def test_a_reason_is_the_text_that_is_read() -> None:
    assert Why("nobody in view") is Why.NOBODY
    assert f"{Why.NOBODY}" == "nobody in view"
    assert copy.deepcopy(Why.NOBODY) is Why.NOBODY


def test_whoever_pauses_says_so() -> None:
    assert {why for why in Why if why.paused} == {why for why in Why if "paused" in why.value}


def test_without_a_picture_or_on_purpose_nobody_is_seen() -> None:
    unseen = [why for why in Why if why.no_picture or why.paused]
    assert all(why.presence is not Presence.HERE for why in unseen)


@pytest.mark.parametrize(
    ("why", "mark"),
    [
        (Why.SIDEWAYS, Mark.ASIDE),
        (Why.LOCKED, Mark.INTERRUPTED),
        (Why.CAMERA_LOST, Mark.INTERRUPTED),
        (Why.CAMERA_BUSY, Mark.NO_PICTURE),
        (Why.SHOULDERS_HIDDEN, Mark.HEAD_SEEN),
    ],
)
def test_marks(why: Why, mark: Mark) -> None:
    found = {
        Mark.PAUSED: why.paused,
        Mark.NO_PICTURE: why.no_picture,
        Mark.ASIDE: why.aside,
        Mark.HEAD_SEEN: why.head_seen,
        Mark.INTERRUPTED: why.interrupted,
    }
    assert found[mark]
    assert {one for one, there in found.items() if there} == set(why.marks)
