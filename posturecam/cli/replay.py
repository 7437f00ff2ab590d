"""`posturecam replay`."""

from pathlib import Path

import click

from posturecam.cli.common import (
    json_option,
    model_option,
    print_json,
    profile_option,
    set_option,
    with_model,
)

OUTPUT = click.Path(path_type=Path, allow_dash=True)


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@profile_option
@click.option(
    "--readings", type=OUTPUT, help="Write the readings to this CSV file, a row per frame."
)
@click.option(
    "--events", type=OUTPUT, help="Write alerts and other events to this file (JSON lines)."
)
@click.option("--annotate", type=OUTPUT, help="Write the video with the angles drawn in (.mp4).")
@click.option(
    "--tape",
    type=OUTPUT,
    help="Write a pose tape: landmarks, no picture (.tape.jsonl or .tape.jsonl.gz).",
)
@click.option(
    "--every-frame", is_flag=True, help="Measure every frame, not sampling.looks_per_s a second."
)
@click.option("--record", is_flag=True, help="Save to the history, dated by the recording.")
@click.option(
    "--record-at",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    metavar="TIME",
    help="Save to the history, with this start of the recording, such as 2026-10-07T09:00.",
)
@model_option
@set_option
@json_option
def replay(
    overrides: tuple[str, ...],
    model: str | None,
    as_json: bool,  # noqa: FBT001 - click passes options by name
    **wish: object,
) -> None:
    """Measure videos, pictures and pose tapes, faster than they play.

    Learned data is neither used nor changed, so a replay gives the same result everywhere.

    Files and history are written at the end; if the replay is stopped, existing files are
    unchanged.  One of the outputs may be -, for standard output.

    \b
    Example:
      posturecam replay desk.mp4 --readings desk.csv --events - --set alerts.hold_s=5
    """
    from posturecam.app.losses import Losses
    from posturecam.app.replay.replay import Replay
    from posturecam.app.replay.replay import replay as run
    from posturecam.app.resources import settings_of
    from posturecam.reports.run_text import runs_text, runs_values

    asked = Replay(**wish)  # type: ignore[arg-type]
    if as_json and asked.to_stdout:
        msg = "--json needs standard output for itself; give the other output a file name."
        raise click.UsageError(msg)
    losses = Losses()
    summaries = run(asked, settings_of(with_model(overrides, model)), losses)
    if as_json:
        print_json(runs_values(summaries))
    elif summaries:
        click.echo(runs_text(summaries), err=asked.to_stdout)
    losses.notify()
