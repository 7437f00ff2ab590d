"""What became of each recording, whoever came first."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from posturecam.study.keeping import Outcome
from posturecam.study.manifest import Settled, manifest, settle, totals
from posturecam.study.work import Job
from tests.support.study_folders import job

NAMES = ("a.mp4", "b.mp4", "c.mp4", "d.mp4")
JOBS = tuple(job(name) for name in NAMES)


def outcome(of: Job, key: str | None, **more: object) -> Outcome:
    base = Outcome(of.recording.name, of.recording.address, key, "done", "", 1, 2.0)
    return replace(base, **more)  # type: ignore[arg-type]


def ended(first: str = "a.mp4") -> list[Outcome]:
    """Three of one content, of which `first` was measured, and one that failed."""
    outcomes = [
        outcome(one, "k")
        if one.recording.name == first
        else outcome(one, "k", state="skipped", reason=f"same content as {first}", worked_s=0.5)
        for one in JOBS[:3]
    ]
    return [*outcomes, outcome(JOBS[3], None, state="failed", reason="it is empty")]


def notes_of(key: str) -> tuple[str, ...]:
    return (f"note of {key}",)


@pytest.mark.parametrize("first", NAMES[:3])
def test_a_result_is_called_by_the_first_name_whoever_was_measured(first: str) -> None:
    settled = settle(JOBS, ended(first), {"k"}, notes_of)

    assert [(one.outcome.name, one.outcome.state, one.outcome.reason) for one in settled] == [
        ("a.mp4", "done", ""),
        ("b.mp4", "skipped", "same content as a.mp4"),
        ("c.mp4", "skipped", "same content as a.mp4"),
        ("d.mp4", "failed", "it is empty"),
    ]
    assert [one.result for one in settled] == ["k", None, None, None]
    assert settled[0].outcome.notes == ("note of k",)
    assert settled[0].outcome.address == "/rec/a.mp4"
    assert [one.outcome.worked_s for one in settled] == [2.0, 0.5, 0.5, 2.0]


def test_the_order_does_not_matter() -> None:
    def found(order: Sequence[int]) -> tuple[Settled, ...]:
        outcomes = ended()
        return settle([JOBS[at] for at in order], [outcomes[at] for at in order], {"k"}, notes_of)

    assert all(found(order) == found(range(4)) for order in permutations(range(4)))


def test_what_was_there_is_skipped() -> None:
    settled = settle(JOBS, ended(), (), notes_of)

    assert settled[0].outcome.state == "skipped"
    assert settled[0].outcome.reason == "already there"
    assert settled[0].result == "k"
    assert totals(settled) == {
        "recordings": 4,
        "done": 0,
        "skipped": 3,
        "failed": 1,
        "results": 1,
        "worked_s": 5.0,
    }


def test_the_copy_of_what_failed_has_failed_too() -> None:
    outcomes = [
        outcome(JOBS[0], "k", state="failed", reason="no person"),
        outcome(JOBS[1], "k", state="skipped", reason="same content as a.mp4"),
    ]

    settled = settle(JOBS[:2], outcomes, (), notes_of)

    assert [one.result for one in settled] == [None, None]
    assert [(one.outcome.name, one.outcome.state, one.outcome.reason) for one in settled] == [
        ("a.mp4", "failed", "no person"),
        ("b.mp4", "failed", "same content as a.mp4, which failed: no person"),
    ]


def test_the_manifest_has_all_and_no_secret() -> None:
    address = "ftp://me:geheim@host/a.mp4"
    secret = job(address=address)
    failed = outcome(secret, None, state="failed", reason=f"{address} is gone")
    noted = outcome(JOBS[1], "k", notes=())
    settled = settle([secret, JOBS[1]], [failed, noted], {"k"}, lambda _: (f"see {address}",))
    time = datetime(2026, 11, 1, 9, tzinfo=UTC)

    found = manifest(settled, time, time, {"numpy": "2"})

    assert "geheim" not in json.dumps(found)
    assert found["began"] == "2026-11-01T09:00:00+00:00"
    assert found["versions"] == {"numpy": "2"}
    assert found["totals"]["recordings"] == 2
    assert found["done"] == [
        {
            "recording": "b.mp4",
            "address": "/rec/b.mp4",
            "person": "p",
            "profile": "desk",
            "key": "k",
            "tries": 1,
            "worked_s": 2.0,
            "notes": ["see ftp://***@host/a.mp4"],
        }
    ]
    assert found["failed"][0]["reason"] == "ftp://***@host/a.mp4 is gone"
    assert "key" not in found["failed"][0]
    assert found["skipped"] == []
