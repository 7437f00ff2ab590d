"""`posturecam history`."""

from datetime import datetime
from pathlib import Path

import click

from posturecam.cli.common import json_option, print_json, set_option
from posturecam.cli.times import Since

TABLES = (
    "minutes",
    "sittings",
    "faults",
    "spells",
    "alerts",
    "breaks",
    "stretches",
    "pain",
    "fresh_starts",
)


@click.group()
def history() -> None:
    """Show, export or delete the history.  It is stored on this computer only.

    \b
    Example:
      posturecam history show
      posturecam history export minutes.csv
    """


@history.command()
@click.option(
    "--since",
    type=Since(),
    metavar="TIME",
    help="Only sittings since then: a date, or a period such as 7d, 4w, 6m or 2y.",
)
@json_option
def show(since: datetime | None, as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """List the recorded sittings.

    \b
    Example:
      posturecam history show --since 4w
    """
    from posturecam.app.admin.reporting import listed_text, listed_values

    print_json(listed_values(since)) if as_json else click.echo(listed_text(since))


@history.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "parquet"]),
    help="Output format. [default: by the ending of TARGET, else csv]",
)
@click.option(
    "--table",
    type=click.Choice(TABLES),
    default="minutes",
    show_default=True,
    help="Table to export as csv or parquet; json contains every table.",
)
def export(target: Path, form: str | None, table: str) -> None:
    """Export the history to a file.

    TARGET ends in .csv, .json or .parquet; - is standard output.

    \b
    Example:
      posturecam history export everything.json
      posturecam history export alerts.csv --table alerts
    """
    from posturecam.app.admin.reporting import export as run

    form = form or target.suffix.removeprefix(".") or "csv"
    if form not in ("csv", "json", "parquet"):
        msg = f"{target} does not end in .csv, .json or .parquet; give the format with --format"
        raise click.UsageError(msg)
    run(target, form, table)


@history.command()
@click.option(
    "--before",
    type=Since(),
    metavar="TIME",
    help="Delete everything before then: a date, or a period such as 6m.",
)
@click.option("--all", "everything", is_flag=True, help="Delete everything.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def delete(before: datetime | None, everything: bool, yes: bool) -> None:  # noqa: FBT001 - click's way
    """Delete all or part of the history.

    Deleted data is overwritten and cannot be restored.

    \b
    Example:
      posturecam history delete --before 2026-01-01
    """
    from posturecam.app.admin.reporting import forget

    if (before is None) is not everything:
        msg = "Give either --before or --all."
        raise click.UsageError(msg)
    what = "everything" if before is None else f"everything before {before:%Y-%m-%d %H:%M}"
    if not yes:
        click.confirm(f"Delete {what} from the history?", abort=True, err=True)
    click.echo(forget(before))


@history.command()
def path() -> None:
    """Print the path of the history file.

    \b
    Example:
      posturecam history path
    """
    from posturecam.edges.history.database import history_path

    click.echo(history_path())


@history.command()
@set_option
@json_option
def learned(overrides: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 - click's way
    """Show what was learned of each exercise, and how it changes the choice.

    \b
    Example:
      posturecam history learned
    """
    from posturecam.app.admin.programme import learned as values
    from posturecam.app.admin.programme import learned_text
    from posturecam.app.resources import settings_of

    settings = settings_of(overrides)
    print_json(values(settings)) if as_json else click.echo(learned_text(settings))


@history.command()
@click.argument("exercise", required=False)
@set_option
def relearn(exercise: str | None, overrides: tuple[str, ...]) -> None:
    """Forget what was learned of EXERCISE, or of all exercises.

    An exercise that hurt is proposed again.  What was recorded stays in the history.

    \b
    Example:
      posturecam history relearn "chin tuck"
    """
    from posturecam.app.admin.programme import relearn as run
    from posturecam.app.resources import settings_of

    click.echo(run(exercise, settings_of(overrides)))


@history.command()
@click.argument("exercise")
@click.option("--repetitions", type=click.IntRange(1, 1000), help="Number of repetitions done.")
@set_option
def done(exercise: str, repetitions: int | None, overrides: tuple[str, ...]) -> None:
    """Record that you have just done EXERCISE.

    \b
    Example:
      posturecam history done "chin tuck" --repetitions 8
    """
    from posturecam.app.admin.reporting import exercised
    from posturecam.app.resources import settings_of

    click.echo(f"Recorded: {exercised(exercise, repetitions, settings_of(overrides))}.")
