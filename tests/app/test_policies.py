"""Settings and policies: one name for one thing, filled in one place."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from posturecam.app.policies import rules_of
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue

# What no setting says: worked out from others, or a constant of app/policies.py.
DERIVED = {
    "back_after_s",
    "deciding_s",
    "every_s",
    "frame_stands_s",
    "gap_s",
    "least_s",
    "catalogue",
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


@pytest.mark.parametrize(("name", "value"), list(leaves(rules_of(Settings()))))
def test_a_policy_is_named_like_its_setting(name: str, value: object) -> None:
    if name in DERIVED:
        return
    assert value in set_to()[name]
