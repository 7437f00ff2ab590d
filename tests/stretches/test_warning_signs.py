"""The warning signs are all there, told calmly."""

import pytest

from posturecam.stretches.warning_signs import (
    ASK_FIRST,
    DISCLAIMER,
    EMERGENCY,
    SOON,
    full_notice,
    short_notice,
)


@pytest.mark.parametrize(
    "sign",
    [
        "accident",
        "new weakness in an arm or leg",
        "bladder or bowel",
        "double vision",
        "speaking or swallowing",
        "electric shock",
        "chest pain",
    ],
)
def test_these_need_help_now(sign: str) -> None:
    assert sign in " ".join(EMERGENCY.signs)


@pytest.mark.parametrize(
    "sign",
    [
        "accident",
        "fever",
        "travels into an arm or leg",
        "beyond two weeks",
        "stops you in daily life",
        "loss of weight",
        "cancer",
        "at night",
    ],
)
def test_these_need_a_doctor_soon(sign: str) -> None:
    assert sign in " ".join(SOON.signs)


def test_the_full_notice_has_every_sign_and_ends_with_the_disclaimer_once() -> None:
    lines = full_notice()
    for group in (EMERGENCY, SOON, ASK_FIRST):
        assert f"{group.heading}:" in lines
        assert all(f"  - {sign}" in lines for sign in group.signs)
    assert lines[-1] == DISCLAIMER
    assert lines.count(DISCLAIMER) == 1
    assert "!" not in "".join(lines)


def test_the_short_notice_is_one_line() -> None:
    assert "\n" not in short_notice()
    assert "posturecam stretch" in short_notice()
