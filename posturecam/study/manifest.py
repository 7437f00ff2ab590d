"""The end of a study: what became of each recording, in `manifest.json`."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from posturecam.edges.sources.source_name import printable, scrubbed
from posturecam.study.keeping import Outcome
from posturecam.study.out_folder import FORMAT
from posturecam.study.work import Job

THERE: Final = "already there"
STATES: Final = ("done", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a recording in the end."""

    job: Job
    outcome: Outcome
    result: str | None = None  # the key of the result that is called by this recording


def settle(
    jobs: Sequence[Job],
    outcomes: Sequence[Outcome],
    made: Collection[str],
    notes_of: Callable[[str], tuple[str, ...]],
) -> tuple[Settled, ...]:
    """Call each result by the first recording, by name, that has it; skip the others.

    Of what could not be measured, all recordings with the same content have failed.

    Which of several with the same content was measured depends on which worker came first; what
    the data set says must not.  Of results that were not `made` by this run it is said that they
    were there.  `notes_of` returns the notes of a result by its key.
    """
    pairs = sorted(zip(jobs, outcomes, strict=True), key=lambda pair: pair[0].recording.name)
    measured = {outcome.key: outcome for _, outcome in pairs if outcome.state == "done"}
    failed = {outcome.key: outcome for _, outcome in pairs if outcome.state == "failed"}
    first: dict[str, Outcome] = {}
    settled: list[Settled] = []
    for job, outcome in pairs:
        key = outcome.key
        if key is None or key not in measured:
            settled.append(Settled(job, _likewise(outcome, failed)))
        elif key in first:
            own = first[key] if outcome is measured[key] else outcome
            settled.append(Settled(job, _same(_named(own, outcome), first[key].name)))
        else:
            first[key] = outcome
            result = _named(measured[key], outcome)
            settled.append(Settled(job, _as_result(result, notes_of(key), is_new=key in made), key))
    return tuple(settled)


def _named(outcome: Outcome, like: Outcome) -> Outcome:
    return replace(outcome, name=like.name, address=like.address)


def _same(outcome: Outcome, name: str) -> Outcome:
    return replace(outcome, state="skipped", reason=f"same content as {name}", notes=())


def _likewise(outcome: Outcome, failed: Mapping[str | None, Outcome]) -> Outcome:
    """Return the outcome of a recording without a result: a failure, its own or another's."""
    if outcome.state == "failed":
        return outcome
    reason = f"{outcome.reason}, which failed: {failed[outcome.key].reason}"
    return replace(outcome, state="failed", reason=reason)


def _as_result(outcome: Outcome, notes: tuple[str, ...], *, is_new: bool) -> Outcome:
    if is_new:
        return replace(outcome, state="done", reason="", notes=notes)
    return replace(outcome, state="skipped", reason=THERE, notes=notes)


def manifest(
    settled: Sequence[Settled], began: datetime, ended: datetime, versions: Mapping[str, str]
) -> dict[str, Any]:
    """Return what `manifest.json` says; no address in it holds a secret."""
    return {
        "posturecam_study": FORMAT,
        "began": began.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "versions": dict(versions),
        "totals": totals(settled),
        **{
            state: [_entry(one) for one in settled if one.outcome.state == state]
            for state in STATES
        },
    }


def totals(settled: Iterable[Settled]) -> dict[str, int | float]:
    """Return how many recordings there are by state, and how long workers took."""
    all_ = list(settled)
    states = Counter(one.outcome.state for one in all_)
    return {
        "recordings": len(all_),
        **{state: states[state] for state in STATES},
        "results": sum(one.result is not None for one in all_),
        "worked_s": round(sum(one.outcome.worked_s for one in all_), 3),
    }


def _entry(one: Settled) -> dict[str, Any]:
    outcome, job = one.outcome, one.job
    entry = {
        "recording": outcome.name,
        "address": printable(outcome.address),
        "person": job.person,
        "profile": job.profile_name,
        "key": outcome.key,
        "reason": scrubbed(outcome.reason),
        "tries": outcome.tries,
        "worked_s": round(outcome.worked_s, 3),
        "notes": [scrubbed(note) for note in outcome.notes],
    }
    return {name: value for name, value in entry.items() if value not in ("", [], None)}
