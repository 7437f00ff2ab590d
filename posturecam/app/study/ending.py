"""What is said at the end of a study."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from posturecam.edges.sources.source_name import scrubbed
from posturecam.reports.amounts import count_text
from posturecam.study.keeping import Outcome
from posturecam.study.manifest import THERE, Settled
from posturecam.study.out_folder import DATA, MANIFEST, REPORT

FAULT: Final = 1
FAILED: Final = 2
MOST_SHOWN: Final = 20
"""Failures in the terminal, by judgement: a screen of them; the manifest has all."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A study that has come to its end."""

    out: Path
    settled: tuple[Settled, ...]
    manifest: dict[str, Any]
    found: tuple[str, ...] = ()  # lines

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """What became of the recordings that could not be measured."""
        return tuple(one.outcome for one in self.settled if one.outcome.state == "failed")

    @property
    def exit_code(self) -> int:
        """0: all done; 1: a bug in posturecam; 2: recordings that cannot be measured."""
        if any(outcome.fault for outcome in self.failures):
            return FAULT
        return FAILED if self.failures else 0


def ending_text(ended: Ended) -> str:
    """Return one sentence, the failures, what was found, and where everything is."""
    places = {
        "Data set": ended.out / DATA,
        "Report": ended.out / REPORT,
        "Manifest": ended.out / MANIFEST,
    }
    width = max(map(len, places)) + 1
    where = [f"{name + ':':<{width}} {path}" for name, path in places.items()]
    return "\n".join([_sentence(ended), *_failures(ended.failures), *ended.found, *where])


def ending_values(ended: Ended) -> dict[str, Any]:
    """Return the same as values for programs."""
    return {
        **ended.manifest,
        "exit_code": ended.exit_code,
        "data": str(ended.out / DATA),
        "report": str(ended.out / REPORT),
        "manifest": str(ended.out / MANIFEST),
    }


def _sentence(ended: Ended) -> str:
    outcomes = [one.outcome for one in ended.settled]
    there = sum(outcome.reason == THERE for outcome in outcomes)
    counts = {
        "measured": sum(outcome.state == "done" for outcome in outcomes),
        "measured before": there,
        "with the same content as another": sum(o.state == "skipped" for o in outcomes) - there,
        "failed": len(ended.failures),
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"{count_text(len(outcomes), 'recording')}: {told}."


def _failures(failures: tuple[Outcome, ...]) -> list[str]:
    if not failures:
        return []
    shown = failures[:MOST_SHOWN]
    width = max(len(outcome.name) for outcome in shown)
    lines = [f"  {one.name:<{width}}  {' '.join(scrubbed(one.reason).split())}" for one in shown]
    more = len(failures) - len(shown)
    lines += [f"  and {more} more, which the manifest names"] if more else []
    return ["", "Failed (the next run tries them again):", *lines, ""]
