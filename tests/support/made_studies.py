"""Finished studies of people who are made up: the data set, the manifest, `study.json`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from posturecam.study.dataset import EPISODES, FAULTS, READINGS, Table, recordings

LOOKS_PER_S = 4.0
LIMIT_DEG = 8.0  # of a head forward
VERSIONS = {"posturecam": "1.0", "mediapipe": "1.2.2"}


@dataclass(frozen=True, slots=True)
class Made:
    """A study in `out`."""

    out: Path
    manifest: Mapping[str, Any]


def made_study(
    out: Path,
    people: int = 4,
    recordings_each: int = 1,
    *,
    seconds: float = 60.0,
    failed: int = 0,
    seen: bool = True,
    poses: tuple[str, ...] = (),
) -> Made:
    """Make a study of `people`, who differ by 4 degrees, and by 2 from recording to recording."""
    random = np.random.default_rng(people)
    entries = []
    for person in range(people):
        own = random.normal(-6, 4)
        for number in range(recordings_each):
            mean = own + random.normal(0, 2)
            name = f"{_name(person)}/day{number + 1}.mp4"
            length = seconds * random.uniform(0.6, 1.6)
            times = np.arange(0, length, 1 / LOOKS_PER_S)
            angles = mean + 3 * np.sin(times / 7) + random.normal(0, 1, times.size)
            entries.append(_write(out, name, _name(person), times, angles if seen else None))
    broken = [
        {"recording": f"broken{number}.mp4", "reason": "the video has no picture"}
        for number in range(failed)
    ]
    manifest = {
        "posturecam_study": 1,
        "began": "2026-11-26T16:00:00+00:00",
        "ended": "2026-11-26T17:00:00+00:00",
        "versions": VERSIONS,
        "totals": {
            "recordings": len(entries) + failed,
            "done": len(entries),
            "skipped": 0,
            "failed": failed,
            "results": len(entries),
            "worked_s": 12.0,
        },
        "done": entries,
        "skipped": [],
        "failed": broken,
    }
    study = {"posturecam_study": 1, "settings": {"limits": {"forward_head_deg": LIMIT_DEG}}}
    (out / "study.json").write_text(json.dumps(study | {"poses": list(poses)}))
    (out / "manifest.json").write_text(json.dumps(manifest))
    return Made(out, manifest)


def _name(person: int) -> str:
    return f"person-{person + 1:03d}"


def _write(
    out: Path, name: str, person: str, times: np.ndarray, angles: np.ndarray | None
) -> dict[str, str]:
    """Write the three files of one recording; without `angles` nobody was seen."""
    key = name.replace("/", "-")
    of = {"recording": name, "person": person}
    readings, episodes = Table(READINGS, of), Table(EPISODES, of)
    readings.add(_readings(times, angles))
    spans = list(_spans(times, angles))
    episodes.add(spans)
    row = of | {"key": key, "profile": person, "frames": times.size, "alerts": 1, "breaks": 0}
    for verdict in ("good", "poor", "unknown"):
        held = sum(one["end_s"] - one["start_s"] for one in spans if one["verdict"] == verdict)
        row[f"{verdict}_min"] = held / 60
    row |= {"gap_min": 0.0, **dict.fromkeys((f"{fault}_min" for fault in FAULTS), 0.0)}
    row |= {"forward_head_min": row["poor_min"], **VERSIONS, "notes": None}
    if angles is not None:
        row |= {
            "cva_change_mean_deg": float(angles.mean()),
            "cva_change_sd_deg": float(angles.std()),
            "cva_change_median_deg": float(np.median(angles)),
            "cva_change_error_deg": 2.5,
        }
    tables = {
        "readings": readings.done(),
        "episodes": episodes.done(),
        "recordings": recordings([row]),
    }
    for table, data in tables.items():
        path = out / "data" / table / f"{key}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return of | {"key": key}


def _readings(times: np.ndarray, angles: np.ndarray | None) -> Iterator[Mapping[str, Any]]:
    for place, t in enumerate(times):
        row: dict[str, Any] = {"t_s": float(t), "seen": angles is not None, "causes": []}
        if angles is None:
            row |= {"verdict": "unknown", "why": "nobody", "reason": "nobody in view"}
        else:
            angle = float(angles[place])
            poor = angle < -LIMIT_DEG
            row |= {"cva_change_deg": angle, "cva_change_sd_deg": 2.5, "view": "front"}
            row |= {"verdict": "poor" if poor else "good"}
            row |= {"causes": ["forward_head"] if poor else [], "forward_head_probability": 0.5}
        yield row


def _spans(times: np.ndarray, angles: np.ndarray | None) -> Iterator[Mapping[str, Any]]:
    """Yield the episodes; the last tenth is always without a verdict."""
    end = float(times[-1]) + 1 / LOOKS_PER_S
    gone = 0.0 if angles is None else 0.9 * end
    if angles is not None:
        middle = gone * float((angles >= -LIMIT_DEG).mean())
        for start_s, end_s, verdict in ((0.0, middle, "good"), (middle, gone, "poor")):
            if end_s > start_s:
                yield {"kind": "episode", "start_s": start_s, "end_s": end_s, "verdict": verdict}
    why = {"verdict": "unknown", "why": "nobody"}
    yield {"kind": "episode", "start_s": gone, "end_s": end, **why}
