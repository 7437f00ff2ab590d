"""Change the code a little in every place, and list the changes that no test notices.

    python .ci/mutants.py [--sample N] [MODULE ...]

MODULE is a file of posturecam/core such as alerts.breaks, or a room such as alerts; without one all
that [tool.mutmut] in pyproject.toml names are tried.  `--sample N` tries N mutants of each, always
the same ones.  Writes what survives to mutants/survivors.txt.
"""

import argparse
import os
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

SEED = 1
MUTANTS = Path("mutants")
LEFT = ("survived", "no tests", "not checked")


def mutmut(*words: str, quiet: bool = True) -> str:
    """Run mutmut at the lowest priority, one process at a time."""
    command = ("nice", "-n", "10", sys.executable, "-m", "mutmut", *words)
    env = os.environ | {"POSTURECAM_MUTANTS": "1", "OMP_NUM_THREADS": "1"}
    run = subprocess.run(command, env=env, check=quiet, text=True, stdout=-1 if quiet else None)
    return run.stdout or ""


def tried() -> dict[str, dict[str, str]]:
    """Every mutant and what became of it, by module."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in mutmut("results", "--all", "true").splitlines():
        name, _, status = line.strip().partition(": ")
        if name.startswith("posturecam.core."):
            found[".".join(name.split(".")[2:-1])][name] = status
    return found


def sampled(patterns: Sequence[str], count: int) -> list[str]:
    """Choose `count` mutants of each module, always the same ones."""
    if not MUTANTS.exists():  # one of them, to have them all made
        mutmut("run", "--max-children", "1", "posturecam.core.alerts.presence.x_attend__mutmut_1")
    names: list[str] = []
    for some in tried().values():
        wanted = [name for name in some if matches(name, patterns)]
        names += random.Random(SEED).sample(wanted, min(count, len(wanted)))  # noqa: S311
    return names


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Tell whether `name` is one of those that are wanted."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def report(patterns: Sequence[str]) -> None:
    """Print how many of each module were noticed; write down the others."""
    print(f"{'module':32} mutants killed    %")
    with (MUTANTS / "survivors.txt").open("w", encoding="utf-8") as file:
        for module, statuses in sorted(tried().items()):
            here = {name: now for name, now in statuses.items() if matches(name, patterns)}
            left = [name for name, now in here.items() if now in LEFT]
            if here:
                killed = len(here) - len(left)
                print(f"{module:32} {len(here):7} {killed:6} {100 * killed / len(here):4.0f}")
            file.writelines(mutmut("show", name) + "\n" for name in left)
    print(f"what survives: {file.name}")


def main() -> None:
    """Make the mutants, try those that are wanted, and report."""
    parser = argparse.ArgumentParser(description="List the changes that no test notices.")
    parser.add_argument("modules", nargs="*", metavar="MODULE", default=["*"])
    parser.add_argument("--sample", type=int, metavar="N", help="try N mutants of each module")
    wanted = parser.parse_args()
    patterns = [f"posturecam.core.{module}.*" for module in wanted.modules]
    if wanted.sample is not None:
        patterns = sampled(patterns, wanted.sample)
    mutmut("run", "--max-children", "1", *patterns, quiet=False)
    report(patterns)


if __name__ == "__main__":
    main()
