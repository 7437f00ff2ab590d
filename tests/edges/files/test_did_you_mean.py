"""The hint for a name that is unknown."""

import pytest

from posturecam.edges.files.did_you_mean import did_you_mean


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("hold", "; did you mean Hold_s?"),
        ("HOLD_S", "; did you mean Hold_s?"),
        ("share_", "; did you mean share?"),
        ("zz", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_meant_however_it_is_written(name: str, hint: str) -> None:
    assert did_you_mean(name, ("Hold_s", "share")) == hint
