"""Settings and policies: one name for one thing, filled in one place."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from posturecam.app.policies import LASTING_S, rules_of
from posturecam.reports.policy import policy_of
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue

# What no setting says: worked out from others, or a constant of app/policies.py.
DERIVED = {
    "away_every_s",
    "back_after_s",
    "busy_stands_s",
    "calm_after_s",
    "calm_below",
    "card_s",
    "clear_ratio",
    "clear_s",
    "deciding_s",
    "every_s",
    "forgive_s",
    "frame_stands_s",
    "known",
    "gap_s",
    "least_s",
    "reset_s",
    "still_below",
    "watchful_every_s",
    "catalogue",
    "spares_search",
}


def leaves(value: Any) -> Iterator[tuple[str, Any]]:
    """Every field of a policy and of the policies in it."""
    for field in fields(value):
        inner = getattr(value, field.name)
        if is_dataclass(inner) and not isinstance(inner, Catalogue):
            yield from leaves(inner)
        else:
            yield field.name, inner


def set_to() -> dict[str, set[Any]]:
    """What each setting says under the names that a policy may have for it."""
    found: dict[str, set[Any]] = {}
    for section in Settings():
        for name, value in section[1]:
            found.setdefault(name, set()).add(value)
            if name.endswith("_min"):
                found.setdefault(f"{name.removesuffix('_min')}_s", set()).add(value * 60)
    return found


# Settings of earlier versions, with the defaults that they had; `moved_s` of camera and breaks.
WERE = {
    "moved_s": 3.0,
    "watchful_every_s": 0.5,
    "calm_after_s": 20.0,
    "calm_below": 0.6,
    "away_every_s": 1.5,
    "busy_stands_s": 1.0,
    "still_below": 0.02,
    "card_s": 240.0,
    "clear_ratio": 0.5,
    "clear_s": 5.0,
    "forgive_s": 10.0,
    "reset_s": 30.0,
}
HINTS_WERE = {
    "looking_down_share": 0.4,
    "off_centre": 0.15,
    "turned_share": 0.25,
    "camera_tilt_deg": 20.0,
    "head_tilt_deg": 6.0,
    "raised_share": 0.15,
    "breaks_taken_share": 0.34,
    "still_s": 3600.0,
}


def having(section: str, **values: float) -> Settings:
    return Settings.model_validate({section: values})


def test_without_settings_everything_is_as_when_there_were_more_of_them() -> None:
    rules, report = rules_of(Settings()), policy_of(Settings())

    alerts = rules.alerts
    found = dict[str, Any]()
    for policy in (alerts.holds, alerts.cooldown, alerts.movement, rules.sampling, rules.reuse):
        found |= dict(leaves(policy))
    assert {name: found[name] for name in WERE} == WERE
    assert rules.measuring.background.moved_s == WERE["moved_s"]
    assert {name: getattr(report.hints, name) for name in HINTS_WERE} == HINTS_WERE
    assert report.balance.some_share == 0.05


def test_the_times_of_a_fault_follow_the_hold() -> None:
    alerts = rules_of(having("alerts", hold_s=90)).alerts

    assert (alerts.holds.card_s, alerts.cooldown.reset_s) == (360, 45)


def test_an_absence_ends_a_hold_when_it_counts_as_away() -> None:
    assert rules_of(having("alerts", away_s=25)).alerts.holds.forgive_s == 25


def test_frames_are_twice_as_frequent_while_posture_may_be_changing() -> None:
    sampling = rules_of(having("sampling", calm_every_s=0.4)).sampling

    assert (sampling.watchful_every_s, sampling.calm_every_s) == (0.2, 0.4)


def test_a_shared_camera_is_seldom_opened_only_while_nothing_happens() -> None:
    shared = Settings.model_validate({"camera": {"shared": True, "shared_every_s": 30}})

    sampling = rules_of(shared).sampling

    assert (sampling.calm_every_s, sampling.away_every_s) == (30, 30)
    assert sampling.watchful_every_s == 0.5


def test_without_reuse_nothing_is_reused_while_posture_may_be_changing_either() -> None:
    assert rules_of(having("sampling", calm_stands_s=2)).reuse.busy_stands_s == 0.5
    assert rules_of(having("sampling", calm_stands_s=0)).reuse.busy_stands_s == 0


def test_occasional_is_a_quarter_of_frequent() -> None:
    assert policy_of(having("report", much_share=0.4)).balance.some_share == 0.1


@pytest.mark.parametrize(("name", "value"), list(leaves(rules_of(Settings()))))
def test_a_policy_is_named_like_its_setting(name: str, value: object) -> None:
    if name in DERIVED or (name, value) == ("moved_s", LASTING_S):
        return
    assert value in set_to()[name]
