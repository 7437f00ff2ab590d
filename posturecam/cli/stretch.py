"""`posturecam stretch`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posturecam.cli.common import json_option, print_json, set_option

if TYPE_CHECKING:
    from posturecam.stretches.catalogue import Catalogue


@click.command()
@click.argument("name", required=False)
@click.option("--cause", metavar="C", help="Only exercises for this fault, such as forward_head.")
@click.option(
    "--place", metavar="P", help="Only exercises for this place: desk, standing, floor or gym."
)
@click.option("--today", is_flag=True, help="Show what the programme asks for today.")
@click.option(
    "--figure",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the moving figure of the exercise NAME to FILE (.svg or .gif).",
)
@click.option("--strip", is_flag=True, help="With --figure: three moments in a row, to print.")
@click.option("--lead", is_flag=True, help="Lead the exercise NAME, and count it by the camera.")
@click.option(
    "--source",
    metavar="S",
    help="With --lead: camera, recording or pose tape. [default: the setting camera.source]",
)
@click.option("--no-camera", is_flag=True, help="With --lead: count time only.")
@click.option(
    "--profile",
    metavar="P",
    help="With --lead: accepted as by other commands. No calibration is needed to count.",
)
@set_option
@json_option
def stretch(
    name: str | None,
    cause: str | None,
    place: str | None,
    *,
    today: bool,
    figure: Path | None,
    strip: bool,
    lead: bool,
    source: str | None,
    no_camera: bool,
    profile: str | None,
    overrides: tuple[str, ...],
    as_json: bool,
) -> None:
    """List the exercises, or show the exercise NAME with a drawing.

    The list ends with the signs that need a doctor.

    \b
    Example:
      posturecam stretch --cause forward_head --place desk
      posturecam stretch "chin tuck"
      posturecam stretch "neck rotation" --lead
      posturecam stretch --today
      posturecam stretch "wall angel" --figure angel.gif
    """
    if today:
        _today(name, lead=lead, overrides=overrides, as_json=as_json)
        return
    if lead:
        _lead(name, source, no_camera=no_camera, overrides=overrides, as_json=as_json)
        return
    if source or no_camera or profile:
        msg = "--source, --no-camera and --profile go with --lead."
        raise click.UsageError(msg)
    from posturecam.app.policies import catalogue_of
    from posturecam.app.resources import settings_of
    from posturecam.reports.exercises_text import listed, listed_values, one, one_values

    catalogue = catalogue_of(settings_of(overrides))
    if figure is not None or strip:
        _save(catalogue, name, figure, strip=strip)
        return
    if as_json:
        shown = one_values(catalogue, name) if name else listed_values(catalogue, cause, place)
        print_json(shown)
        return
    braille = "utf" in sys.stdout.encoding.lower()
    click.echo(one(catalogue, name, braille=braille) if name else listed(catalogue, cause, place))


def _today(name: str | None, *, lead: bool, overrides: tuple[str, ...], as_json: bool) -> None:
    """Show what is to be done today."""
    from posturecam.app.admin.programme import today
    from posturecam.app.resources import settings_of
    from posturecam.stretches.programme_words import today_row, today_text

    if name or lead:
        msg = "--today goes without the NAME of an exercise."
        raise click.UsageError(msg)
    found = today(settings_of(overrides))
    print_json(today_row(found)) if as_json else click.echo(today_text(found))


def _save(catalogue: "Catalogue", name: str | None, figure: Path | None, *, strip: bool) -> None:
    from posturecam.app.admin.exercise_figure import save_figure
    from posturecam.stretches.catalogue import find

    if name is None or figure is None:
        msg = "--figure needs the NAME of an exercise and a FILE; --strip goes with it."
        raise click.UsageError(msg)
    save_figure(find(catalogue, name), figure, strip=strip)
    click.echo(f"Wrote {figure}.")


def _lead(
    name: str | None,
    source: str | None,
    *,
    no_camera: bool,
    overrides: tuple[str, ...],
    as_json: bool,
) -> None:
    """Lead the exercise `name`; a recording that nobody watches is only counted."""
    from posturecam.app.coach.lead import Leading
    from posturecam.app.coach.lead import lead as run
    from posturecam.app.resources import settings_of

    if name is None:
        msg = "--lead needs the NAME of an exercise; `posturecam stretch` lists them."
        raise click.UsageError(msg)
    shown = run(
        Leading(name, source, as_json, no_camera, watched=sys.stdout.isatty()),
        settings_of(overrides),
    )
    if as_json:
        print_json(shown.row)
    else:
        click.echo("\n".join(shown.lines))
