"""What all tests share."""

import logging
import os
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from pathlib import Path

# Before numpy is loaded: its threads wait for each other in vain when every core runs tests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import Phase, is_hypothesis_test, settings

from posturecam.edges.mediapipe.bundles import Bundles, find_bundles
from tests.support.tracing import untraced

# The same cases every time, but for fuzzing; and a busy machine fails no test.  That a mutant is
# noticed is enough, its smallest example is not looked for.
PHASES = set(Phase) - {Phase.shrink, Phase.explain}
settings.register_profile(
    "ours",
    derandomize="POSTURECAM_FUZZ" not in os.environ,
    deadline=None,
    max_examples=40,
    phases=PHASES if "POSTURECAM_MUTANTS" in os.environ else Phase,
)
settings.load_profile("ours")

TESTS = Path(__file__).parent
UNTRACED = ("slow", "model", "untraced")


LONG = ("slow", "desktop")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no process is left alone with one at the end."""
    long = {item.path for item in items if any(item.get_closest_marker(name) for name in LONG)}
    items.sort(key=lambda item: item.path not in long)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Measure coverage over the tests that mirror the package.

    Laws, films and scenes of minutes go through the same lines again and again, and tracing makes
    them twice as slow.  (pytest-cov's own `no_cover` does nothing in the processes of xdist.)
    """
    law = is_hypothesis_test(getattr(item, "function", None))
    elsewhere = item.path.parent in (TESTS, TESTS / "calibration")
    traced = not (law or elsewhere or any(item.get_closest_marker(name) for name in UNTRACED))
    with nullcontext() if traced else untraced():
        return (yield)


SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The recordings kept beside the project; a test that needs them is skipped without them."""
    if not SHARED.is_dir():
        pytest.skip("the recordings beside the project (../shared) are not here")
    return SHARED


@pytest.fixture(scope="session")
def bundles() -> Bundles:
    """The real models, which are part of the package."""
    return find_bundles()


def move_folders(patch: pytest.MonkeyPatch, home: Path) -> None:
    for name in ("config", "data", "cache"):
        patch.setenv(f"POSTURECAM_{name.upper()}_DIR", str(home / name))


@pytest.fixture(scope="session", autouse=True)
def nobodys_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what fixtures of a module or session write away from the person who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        move_folders(patch, tmp_path_factory.mktemp("nobody"))
        yield


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test settings, data and log of its own."""
    move_folders(monkeypatch, tmp_path)


@pytest.fixture
def short_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for a socket, whose path may have about 100 characters; a test's name has dozens."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture(autouse=True)
def no_error_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A test in which the program logs an error has failed."""
    yield
    errors = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert not errors, errors
