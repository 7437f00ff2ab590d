"""The soak of the instance with its page open goes through on little."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
import soak_companion
from cost.page_client import browser_for, invitation_in
from cost.resources import Taken, part_of, taken_by
from soak_companion import Sample, draw, growth, write

from tests.support.paths import ROOT

linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")


def sample(observations: int, instance_mb: float, threads: int) -> Sample:
    page = Taken(120.0, 4, 11)
    return Sample(observations, observations / 10, 7, Taken(instance_mb, threads, 17), page)


SAMPLES = [sample(100, 250.0, 20), sample(200, 300.0, 21), sample(300, 301.5, 21)]


def test_a_soak_is_written_and_drawn(tmp_path: Path) -> None:
    write([*SAMPLES, sample(400, 302.04, 22)], tmp_path / "soak.csv")
    draw(SAMPLES, tmp_path / "soak.png")
    with (tmp_path / "soak.csv").open(encoding="utf-8") as file:
        *_, last = csv.DictReader(file)
    assert last["observations"] == "400"
    assert (last["instance_memory_mb"], last["instance_threads"]) == ("302.0", "22")
    assert (last["page_memory_mb"], last["page_files"]) == ("120.0", "11")
    assert (tmp_path / "soak.png").read_bytes().startswith(b"\x89PNG")


def test_growth_is_counted_from_a_quarter_on() -> None:
    said = growth([*SAMPLES, sample(400, 302.0, 22)])
    assert "instance 302 MB (+2.0 MB, +1 threads, +0 files)" in said
    assert "page 120 MB (+0.0 MB, +0 threads, +0 files)" in said
    assert said.startswith("400 observations, 7 states, 40 s")


@linux
def test_what_a_process_takes_is_counted() -> None:
    before = taken_by(os.getpid())
    with Path(os.devnull).open("rb"):
        opened = taken_by(os.getpid())
    assert before.memory_mb > 10
    assert before.threads >= 1
    assert opened.files == before.files + 1


@linux
def test_a_process_that_is_no_part_is_not_found() -> None:
    """Asked of a process that starts nothing: this one may still have parts of other tests."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as lonely:
        assert part_of(lonely.pid, "page-server") is None
        lonely.communicate(b"\n")


def test_the_invitation_is_taken_from_the_file_that_the_browser_gets(tmp_path: Path) -> None:
    leads = tmp_path / "open it.html"
    leads.write_text('<p><a href="http://127.0.0.1:5/?token=x">Open</a>', encoding="utf-8")
    assert invitation_in(leads.as_uri()) == "http://127.0.0.1:5/?token=x"
    assert invitation_in("http://127.0.0.1:5/?token=y") == "http://127.0.0.1:5/?token=y"
    leads.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="leads nowhere"):
        invitation_in(leads.as_uri())


@linux
def test_the_program_in_place_of_the_browser_keeps_the_address(tmp_path: Path) -> None:
    program, address = browser_for(tmp_path)
    subprocess.run([program, "http://127.0.0.1:5/?token=%20"], check=True)
    assert address.read_text(encoding="utf-8") == "http://127.0.0.1:5/?token=%20"


@pytest.mark.model
@pytest.mark.slow
@linux
def test_instance_and_page_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak_companion, "SHOWN", ("slouch_p1_laptop",))
    monkeypatch.setattr(soak_companion, "SAMPLED", 1)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    for name in ("BROWSER", *(f"POSTURECAM_{one}_DIR" for one in ("CONFIG", "DATA", "CACHE"))):
        monkeypatch.setenv(name, "")  # so that what the script puts there goes with the test
    table = tmp_path / "soak.csv"
    little = ["--observations", "40", "--csv", str(table), "--out", str(tmp_path / "soak.png")]
    soak_companion.main(little)
    with table.open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert int(row["observations"]) >= 40
    assert int(row["states"]) > 0
    assert float(row["page_memory_mb"]) > 10
