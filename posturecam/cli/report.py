"""`posturecam report` and `posturecam check`."""

from datetime import datetime
from pathlib import Path

import click

from posturecam.cli.common import json_option, print_json, set_option
from posturecam.cli.times import Since

FILE = click.Path(dir_okay=False, path_type=Path, allow_dash=True)


@click.command()
@click.option(
    "--since",
    type=Since(),
    metavar="TIME",
    help="Start: a date, or a period such as 7d, 4w, 6m or 2y. [default: the setting report.days]",
)
@click.option(
    "--until",
    type=Since(),
    metavar="TIME",
    help="End: a date, or a period ago such as 7d. [default: now]",
)
@click.option(
    "--format",
    type=click.Choice(["html", "text", "json", "csv"]),
    default="html",
    show_default=True,
    help="Output format; csv has one row per day.",
)
@click.option(
    "--output",
    type=FILE,
    help="Output file; - for standard output. [default: for html a file, whose name is printed]",
)
@click.option("--open", is_flag=True, help="Open the HTML report in the browser.")
@click.option(
    "--calendar", type=FILE, help="Also write the exercise programme to this calendar file (.ics)."
)
@click.option(
    "--calendar-at",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    metavar="TIME",
    help="Start of the programme, such as 2026-10-07T09:00. [default: today at 10:30]",
)
@click.option(
    "--profile",
    metavar="P",
    help="Profile used for workplace hints. [default: the setting profiles.use]",
)
@set_option
def report(since: datetime | None, overrides: tuple[str, ...], **wish: object) -> None:
    """Summarise the history: faults, progress, exercises, hints.

    \b
    Example:
      posturecam report --since 7d --open
      posturecam report --since 4w --format text
    """
    if wish["open"] and (wish["format"] != "html" or wish["output"] == Path("-")):
        msg = "--open needs an html report in a file; leave out --open, --format or --output -"
        raise click.UsageError(msg)
    from posturecam.app.admin.reporting import Wish
    from posturecam.app.admin.reporting import report as run
    from posturecam.app.resources import settings_of

    settings = settings_of(overrides)
    begin = since or Since().convert(f"{settings.report.days}d", None, None)
    run(Wish(since=begin, **wish), settings)  # type: ignore[arg-type]


@click.command()
@click.option(
    "--now",
    metavar="NUMBERS",
    help="Urgent signs that apply: their numbers in the question, such as 1,3; 0 for none.",
)
@click.option(
    "--lately",
    metavar="NUMBERS",
    help="Other signs that apply: their numbers in the question, such as 1,3; 0 for none.",
)
@click.option("--pain", type=click.IntRange(0, 10), help="Pain from 0 (none) to 10.")
@click.option("--where", help="Where it hurts, in your own words.")
@click.option(
    "--keep/--no-keep",
    default=None,
    help="Save the answers to the history, or do not. [default: ask]",
)
@json_option
def check(as_json: bool, **asked: object) -> None:  # noqa: FBT001 - click passes options by name
    """Ask about warning signs and pain, and advise what to do.

    This is no diagnosis.

    \b
    Example:
      posturecam check
      posturecam check --now 0 --lately 0 --pain 3 --where neck --keep
    """
    from posturecam.app.admin.self_check import Asked, self_check
    from posturecam.app.losses import Losses

    losses = Losses()
    found = self_check(Asked(**asked), losses)  # type: ignore[arg-type]
    if as_json:
        print_json({"step": found.step.value, "sentences": found.sentences})
    else:
        click.echo("\n".join(("", *found.sentences)))
    losses.notify()
