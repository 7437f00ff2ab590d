"""Measure a collection of shared comparisons again.

    python calibration/collected.py FOLDER

Each file in FOLDER is what `posturecam verify --share` wrote: pose tapes of a camera in front and
one at the side.  What a file reports of itself is compared, not used.  docs/collecting.md says what
is reported of a collection, written down before there was one.
"""

import argparse
import hashlib
import json
import math
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from posturecam.app.verify.comparing import Against, compare
from posturecam.app.verify.gathering import gather_recording
from posturecam.core.verify.agreement import Agreement
from posturecam.edges.files.share_file import FORMAT, FRONT, RESULTS, SIDE
from posturecam.errors import InputError
from posturecam.settings import Settings

MOST_BYTES = 500_000_000  # of one member; ten minutes at ten frames a second are 120 MB
FAULTS = (
    *(OSError, RuntimeError, zipfile.BadZipFile, zlib.error),  # encrypted, packed otherwise, broken
    *(ValueError, LookupError, TypeError),  # not the JSON that is written
)
STUDENT_90 = (6.31, 2.92, 2.35, 2.13, 2.02, 1.94, 1.89, 1.86, 1.83)  # two-sided, 1 to 9 degrees


@dataclass(frozen=True)
class Taken:
    """One file of a collection, measured again."""

    name: str
    learns: bool  # whether it is of the half that constants may be learned from
    reported_deg: float
    agreement: Agreement


def taken(path: Path) -> Taken:
    """Measure the file `path` again.

    Raises:
        InputError: It is no such file, or cannot be compared.
    """
    with tempfile.TemporaryDirectory() as folder:
        tapes = [Path(folder) / name for name in (FRONT, SIDE)]
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            upright_s, reported_deg = _unpacked(path, tapes)
        except FAULTS as error:
            msg = f"{path.name} is no shared comparison: {error}."
            raise InputError(msg) from error
        settings = Settings()
        front, side = (gather_recording(str(tape), settings, None) for tape in tapes)
        against = Against(upright_s=upright_s)
        found = compare(front, side, against, settings, one_session=True)  # as compared before
    return Taken(path.name, int(digest[0], 16) % 2 == 0, reported_deg, found.agreement)


def _unpacked(path: Path, tapes: Sequence[Path]) -> tuple[tuple[float, float], float]:
    """Unpack the tapes; return the upright seconds and the error that the file reports."""
    with zipfile.ZipFile(path) as archive:
        results = json.loads(_member(archive, RESULTS))
        if results["format"] != FORMAT:
            msg = "its format is another one"
            raise ValueError(msg)
        for tape in tapes:
            tape.write_bytes(_member(archive, tape.name))
    upright = results["upright"]
    span_s = float(upright["start_s"]), float(upright["end_s"])
    return span_s, float(results["error_deg"]["value"])


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        msg = f"{archive.filename}: {name} is larger than any recording that is shared."
        raise InputError(msg)
    return raw


def over_people(values: Sequence[float]) -> str:
    """Return the mean over people with its 90 % interval over people."""
    count = len(values)
    mean = math.fsum(values) / count
    if count == 1:
        return f"{mean:.2f} (one person)"
    sd = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (count - 1))
    student = STUDENT_90[min(count - 2, len(STUDENT_90) - 1)]
    half = student * sd / math.sqrt(count)
    return f"{mean:.2f} ({mean - half:.2f} to {mean + half:.2f}; {count} people)"


def summary(found: Sequence[Taken]) -> Iterator[str]:
    """Yield what is reported of the files in `found`."""
    agreements = [one.agreement for one in found]
    yield f"error (rms, deg)      {over_people([a.rms_deg.value for a in agreements])}"
    yield f"bias (deg)            {over_people([a.bias_deg.value for a in agreements])}"
    yield f"slope                 {over_people([a.slope.value for a in agreements])}"
    yield f"90 % intervals hold   {over_people([a.within_90 for a in agreements])}"
    hits = [a.calls.hits_s / a.calls.faults_s for a in agreements if a.calls.faults_s]
    false = [a.calls.false_s / a.calls.good_s for a in agreements if a.calls.good_s]
    if hits:
        yield f"hits at the limit     {over_people(hits)}"
    if false:
        yield f"false at the limit    {over_people(false)}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each file, and what is reported of each half."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args(arguments).folder
    found, left_out = [], 0
    for path in sorted(folder.glob("*.zip")):
        try:
            one = taken(path)
        except InputError as error:
            left_out += 1
            print(f"{path.name}: left out: {error}")
            continue
        found.append(one)
        half = "learning" if one.learns else "reported"
        error = one.agreement.rms_deg.value
        print(f"{one.name}: {error:.2f} deg, it said {one.reported_deg:.2f} ({half})")
    print(f"{len(found)} measured, {left_out} left out")
    for title, learns in (("the half that is reported", False), ("the half to learn from", True)):
        half_of = [one for one in found if one.learns is learns]
        if half_of:
            print(f"\n{title}")
            print("\n".join(summary(half_of)))


if __name__ == "__main__":
    main()
