"""Collects the licences of everything that is in the folder for people without Python."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

ALWAYS: Final = ("pyinstaller",)  # its starter is in the folder, though no module of it is
OF_THE_SYSTEM: Final = Path("/usr")  # the system's own Python is there beside everything else
_LICENCE: Final = re.compile(r"(?i)^(licen[cs]e|copying|notice|authors|copyright)")
_RULE: Final = "=" * 100
INTRODUCTION: Final = """\
posturecam is licensed under the Apache License 2.0.  This folder also holds the programs and
libraries below, each under its own licence.

Whoever passes the folder on, mind these:
- FFmpeg (LGPL 2.1) comes twice, within PyAV and within OpenCV.  PyAV's is built with x264 and x265
  (GPL 2 or later), so PyAV's libraries, and the folder as a whole when passed on, fall under the
  GPL, version 3 (with which the Apache License 2.0 is compatible).  Offer their source code too.
- OpenCV for Linux brings Qt 5 (LGPL 3).
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in the folder, and the texts of its licence; none: it names its licence only."""

    name: str
    licence: str
    texts: tuple[str, ...]


def licences_of(sources: Iterable[Path], project: Path, work: Path) -> str:
    """Return the licences of all that `sources`, the files that went into the folder, belong to.

    Args:
        sources: Where each file came from on this computer.
        project: The folder with posturecam's own LICENSE and NOTICE.
        work: Where the build put what it made itself.
    """
    used = {path.resolve() for path in sources}
    made_here = (work, project, Path(sys.prefix), *_pythons_own(Path(sys.base_prefix)))
    parts = [_own(project), _python(), *_packages(used), *_system(used, made_here)]
    table = "\n".join(f"- {part.name}: {part.licence}" for part in parts)
    texts = "\n".join(_chapter(part) for part in parts)
    return f"{INTRODUCTION}\n{table}\n\n{texts}"


def _chapter(part: Part) -> str:
    return "\n\n".join((_RULE, part.name, part.licence, *part.texts)) + "\n"


def _own(project: Path) -> Part:
    texts = tuple(_read(project / name) for name in ("LICENSE", "NOTICE"))
    return Part("posturecam", "Apache-2.0", texts)


def _python() -> Part:
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    found = [place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").is_file()]
    name = f"Python {sys.version.split()[0]}"
    return Part(name, "PSF-2.0", tuple(_read(path) for path in found[:1]))


def _pythons_own(base: Path) -> tuple[Path, ...]:
    """Return the folders with nothing but Python in them; `base` is where it was installed."""
    library = Path(sysconfig.get_path("stdlib"))
    return (library,) if base == OF_THE_SYSTEM else (library, base)


def _packages(used: AbstractSet[Path]) -> Iterator[Part]:
    for one in sorted(importlib.metadata.distributions(), key=lambda one: one.name.lower()):
        home = Path(str(one.locate_file(""))).resolve()
        files = {home / file for file in one.files or ()}
        if one.name != "posturecam" and (one.name in ALWAYS or files & used):
            yield Part(f"{one.name} {one.version}", _named(one), _texts(files))


def _texts(files: AbstractSet[Path]) -> tuple[str, ...]:
    wanted = {path for path in files if _LICENCE.match(path.name) and path.suffix != ".py"}
    inside = {path for path in files if "licenses" in path.parts}
    return tuple(_read(path) for path in sorted(wanted | inside) if path.is_file())


def _named(package: Distribution) -> str:
    about = package.metadata
    said = [
        *(about.get_all("License-Expression") or ()),
        *(
            line.rpartition(" :: ")[2]
            for line in about.get_all("Classifier") or ()
            if line.startswith("License :: ")
        ),
        *(text.strip().partition("\n")[0] for text in about.get_all("License") or ()),
    ]
    return said[0] if said else "see below"


def _system(used: AbstractSet[Path], elsewhere: Iterable[Path]) -> Iterator[Part]:
    """Yield what comes from the system: on Debian and Ubuntu with its text, elsewhere by name."""
    homes = tuple(place.resolve() for place in elsewhere)
    left = (path for path in used if not any(path.is_relative_to(home) for home in homes))
    packages = {_package(path) or path.name for path in left}
    for name in sorted(packages):
        text = Path(f"/usr/share/doc/{name}/copyright")
        texts = (_read(text),) if text.is_file() else ()
        yield Part(name, "see below" if texts else "of the system on which it was built", texts)


def _package(path: Path) -> str | None:
    dpkg = shutil.which("dpkg-query")
    if dpkg is None:
        return None
    # Where /lib leads to /usr/lib, dpkg may know either name.
    names = [str(path), str(path).removeprefix("/usr")]
    done = subprocess.run([dpkg, "-S", *names], capture_output=True, text=True, check=False)
    return done.stdout.partition(":")[0] or None


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()
