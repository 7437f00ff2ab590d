"""Tests leave the folders of whoever runs them alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from posturecam.edges.files import folders

PLACES = (folders.settings_path, folders.profiles_dir, folders.log_path)
Place = Callable[[], Path]
OF_WHOEVER_RUNS_THIS = tuple(place().parent for place in PLACES)  # as pytest was started


@pytest.fixture(scope="module")
def of_the_module() -> tuple[Path, ...]:
    return tuple(place() for place in PLACES)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_each_test_has_its_own(place: Place, tmp_path: Path) -> None:
    assert place().is_relative_to(tmp_path)


def test_a_fixture_shared_by_tests_has_none_of_the_users(
    of_the_module: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert all(one.is_relative_to(tmp_path_factory.getbasetemp()) for one in of_the_module)
    assert not {one.parent for one in of_the_module} & set(OF_WHOEVER_RUNS_THIS)
