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
    help="From when on: 7d, 4w, 6m, 2y or a date. [default: setting report.days]",
)
@click.option("--until", type=Since(), metavar="TIME", help="Until when. [default: now]")
@click.option(
    "--format",
    type=click.Choice(["html", "text", "json", "csv"]),
    default="html",
    show_default=True,
    help="As what; csv has a row for every day.",
)
@click.option(
    "--output",
    type=FILE,
    help="Where to write; - for standard output. [default for html: a file, whose name is printed]",
)
@click.option("--open", is_flag=True, help="Open the html in the browser.")
@click.option("--calendar", type=FILE, help="Write the exercise programme as .ics too.")
@click.option(
    "--calendar-at",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    metavar="TIME",
    help="When the programme begins, such as 2026-10-07T09:00. [default: today at 10:30]",
)
@click.option(
    "--profile",
    metavar="P",
    help="Profile by whose camera the hints on your workplace go. [default: setting profiles.use]",
)
@set_option
def report(since: datetime | None, overrides: tuple[str, ...], **wish: object) -> None:
    """Show dose, progress, causes, the programme and hints, from the history.

    \b
    Example:
      posturecam report --since 7d --open
      posturecam report --since 4w --format text
    """
    if wish["open"] and (wish["format"] != "html" or wish["output"] == Path("-")):
        msg = "--open is for html that goes to a file; leave out --open, --format or --output -"
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
    help="Urgent signs that apply, by the numbers in the questions, such as 1,3; 0 for none.",
)
@click.option("--lately", metavar="NUMBERS", help="Other signs that apply, likewise; 0 for none.")
@click.option("--pain", type=click.IntRange(0, 10), help="Pain from 0 (none) to 10.")
@click.option("--where", help="Where it hurts, in your words.")
@click.option(
    "--keep/--no-keep",
    default=None,
    help="Keep the answers in the history, or not. [default: ask]",
)
@json_option
def check(as_json: bool, **asked: object) -> None:  # noqa: FBT001 - click passes options by name
    """Ask for warning signs and pain, and say calmly what to do.  It gives no diagnosis.

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
