"""`posturecam study`."""

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


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for results, manifest and report; one that is there goes on.",
)
@click.option(
    "--calibrate",
    "spans",
    multiple=True,
    metavar="NAME=START:END",
    help="Measure each recording against its own seconds: it shows the pose NAME from START to "
    "END, such as upright=0:10. Repeatable.",
)
@click.option(
    "--profiles",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Table with the columns recording (name, path or glob), profile (name or .toml file) "
    "and, if known, person.",
)
@profile_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Use the workers of this dask scheduler, such as tcp://10.0.0.5:8786. "
    "[default: workers on this computer]",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Largest number of workers. [default: one per core, or all of the scheduler]",
)
@click.option("--csv", is_flag=True, help="Also write the data set as CSV.")
@model_option
@set_option
@json_option
@click.pass_context
def study(
    ctx: click.Context,
    /,
    overrides: tuple[str, ...],
    model: str | None,
    as_json: bool,  # noqa: FBT001 - click passes options by name
    **wish: object,
) -> None:
    """Measure many recordings with all cores or a cluster, into one data set with a report.

    SOURCE is a recording, a folder with all below it, a glob, or any address that fsspec opens,
    such as s3://bucket/folder.  In a folder, videos and pose tapes count; pictures count only if
    there is neither.

    Only what is missing is measured: whatever ended a study, the same command goes on with it.
    Results are those of `posturecam replay`.  Learned data is neither used nor changed.

    \b
    Exit code:
      0  everything is done
      1  a bug in posturecam; the others are done
      2  some recordings cannot be measured (the others are done), wrong use, or stopped
      3  a part is missing, such as a package or a profile

    \b
    Example:
      posturecam study recordings/ --out study --calibrate upright=0:10
      posturecam study 's3://bucket/*/desk.mp4' --out study --profiles who.csv
    """
    from posturecam.app.resources import settings_of
    from posturecam.app.study.asked import Study
    from posturecam.app.study.ending import ending_text, ending_values
    from posturecam.app.study.study import study as run

    ended = run(Study(**wish), settings_of(with_model(overrides, model)))  # type: ignore[arg-type]
    if as_json:
        print_json(ending_values(ended))
    else:
        click.echo(ending_text(ended))
    ctx.exit(ended.exit_code)
