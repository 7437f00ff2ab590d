"""The report over all recordings of a study: `report.html` and `report.json`."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from posturecam.edges.files.atomic_write import write_whole
from posturecam.reports.study_findings import Asked, Missing, StudyFindings, study_findings
from posturecam.reports.study_page import study_page
from posturecam.reports.study_values import study_values
from posturecam.study.manifest import THERE
from posturecam.study.out_folder import REPORT, STUDY, as_json
from posturecam.study.reading_back import people_of

VALUES: Final = "report.json"


def write_report(out: Path, manifest: Mapping[str, Any]) -> StudyFindings:
    """Write the report of the finished study in `out`, whose `manifest` this is; return it.

    Raises:
        StorageError: It cannot be written.
        OSError: The data set cannot be read.
    """
    asked = _asked(out, manifest)
    found = study_findings(asked, people_of(out, own_poses=bool(asked.poses)))
    write_whole(out / REPORT, study_page(found))
    write_whole(out / VALUES, as_json(study_values(found)).decode())
    return found


def _asked(out: Path, manifest: Mapping[str, Any]) -> Asked:
    study = json.loads((out / STUDY).read_bytes())
    return Asked(
        began=manifest["began"],
        ended=manifest["ended"],
        totals=manifest["totals"],
        versions=manifest["versions"],
        settings=study.get("settings", {}),
        poses=tuple(study.get("poses", ())),
        failed=_missing(manifest["failed"]),
        skipped=_missing(one for one in manifest["skipped"] if one["reason"] != THERE),
    )


def _missing(entries: Iterable[Mapping[str, Any]]) -> tuple[Missing, ...]:
    return tuple(Missing(one["recording"], one.get("reason", "")) for one in entries)
