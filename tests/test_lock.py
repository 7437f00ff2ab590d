"""The lock holds everything that the project needs, on every system."""

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.support.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SYSTEMS = [
    {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
]
BROUGHT_ALONG = {"pip"}  # by every venv; it does the installing

Pins = dict[str, list[Requirement]]


def pins(path: str) -> Pins:
    lines = re.findall(r"^[a-z0-9].*?(?= \\$|$)", (ROOT / path).read_text(), flags=re.MULTILINE)
    found: Pins = {}
    for pin in map(Requirement, lines):
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def wanted() -> list[Requirement]:
    """What the project, its developers and its build ask for."""
    project = PROJECT["project"]["dependencies"]
    return [
        Requirement(text)
        for text in [
            *project,
            *PROJECT["dependency-groups"]["dev"],
            *PROJECT["build-system"]["requires"],
        ]
    ]


def needed(system: dict[str, str]) -> Iterator[tuple[str, Requirement]]:
    """Yield who needs what on `system`, through all that is installed here."""
    waiting = [("pyproject.toml", requirement) for requirement in wanted()]
    known: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        who, requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        if requirement.marker and not requirement.marker.evaluate(system | {"extra": ""}):
            continue
        yield who, requirement
        if (name, frozenset(extras)) in known:
            continue
        known.add((name, frozenset(extras)))
        try:
            more = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:  # of another system
            continue
        for text in more:
            needs = Requirement(text)
            for extra in extras:
                if needs.marker is None or needs.marker.evaluate(system | {"extra": extra}):
                    needs.marker = None
                    waiting.append((name, needs))
                    break


def test_nothing_that_is_needed_is_missing_from_the_lock() -> None:
    locked = pins("constraints.txt")
    missing = {
        f"{requirement.name} (of {who}, {system['platform_system']})"
        for system in SYSTEMS
        for who, requirement in needed(system)
        if canonicalize_name(requirement.name) not in locked.keys() | BROUGHT_ALONG
    }
    assert not missing, "run `make lock`"


def test_a_missing_package_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    group = [*PROJECT["dependency-groups"]["dev"], "a-package-nobody-has>=1"]
    monkeypatch.setitem(PROJECT["dependency-groups"], "dev", group)
    with pytest.raises(AssertionError, match="a-package-nobody-has"):
        test_nothing_that_is_needed_is_missing_from_the_lock()


def test_what_is_installed_here_is_what_the_lock_says_and_fits() -> None:
    for name, requirement in {canonicalize_name(one.name): one for _, one in needed({})}.items():
        if name in BROUGHT_ALONG:
            continue
        here = [
            pin for pin in pins("constraints.txt")[name] if not pin.marker or pin.marker.evaluate()
        ]
        (pin,) = here
        assert importlib.metadata.version(name) in pin.specifier
        assert requirement.specifier.contains(importlib.metadata.version(name), prereleases=True)


def test_every_pin_has_a_hash() -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / "constraints.txt").read_text().strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lowest_versions_tried_are_those_declared() -> None:
    lowest = pins(".ci/lowest.txt")
    for text in PROJECT["project"]["dependencies"]:
        requirement = Requirement(text)
        (bound,) = [one.version for one in requirement.specifier if one.operator == ">="]
        (tried, *_) = lowest[canonicalize_name(requirement.name)]
        assert SpecifierSet(f"=={bound}").contains(str(tried.specifier).removeprefix("=="))


def test_the_address_of_the_project_is_the_same_everywhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"git clone {PROJECT['project']['urls']['Homepage']}.git" in readme
