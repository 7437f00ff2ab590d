"""What the bench measures is what the commands measure."""

import csv
from pathlib import Path

import numpy as np
from bench.run import measured
from bench.sessions import guided_times, load_sessions, write_tape
from click.testing import CliRunner

from posturecam.cli.main import cli


def test_calibrate_and_replay_measure_a_session_as_the_bench_does(tmp_path: Path) -> None:
    session = load_sessions()[4]
    tape, table = str(tmp_path / "one.tape.jsonl.gz"), tmp_path / "readings.csv"
    write_tape(session, Path(tape))
    poses = [f"--pose={name}={a:g}:{b:g}" for name, (a, b) in guided_times(session).items()]

    run = CliRunner().invoke(cli, ["calibrate", "--source", tape, "--profile", "one", *poses])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(cli, ["replay", tape, "--profile", "one", "--readings", str(table)])
    assert run.exit_code == 0, run.output

    with table.open() as file:
        rows = list(csv.DictReader(file))[-25:]
    replayed = np.array([float(row["cva_change_deg"] or "nan") for row in rows])
    observations = measured([session], None)
    assert np.allclose(replayed, observations["cva"], atol=0.02, equal_nan=True)
    assert [row["causes"] for row in rows] == observations["causes"].tolist()
