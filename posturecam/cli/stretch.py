"""`posturecam stretch`."""

import sys

import click

from posturecam.cli.common import json_option, print_json, set_option


@click.command()
@click.argument("name", required=False)
@click.option("--cause", metavar="C", help="Only exercises for this fault, such as forward_head.")
@click.option(
    "--place", metavar="P", help="Only exercises for this place: desk, standing, floor or gym."
)
@set_option
@json_option
def stretch(
    name: str | None,
    cause: str | None,
    place: str | None,
    overrides: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 - click passes options by name
) -> None:
    """List the exercises, or show the exercise NAME with a drawing.

    The list ends with the signs that need a doctor.

    \b
    Example:
      posturecam stretch --cause forward_head --place desk
      posturecam stretch "chin tuck"
    """
    from posturecam.app.policies import catalogue_of
    from posturecam.app.resources import settings_of
    from posturecam.reports.exercises_text import listed, listed_values, one, one_values

    catalogue = catalogue_of(settings_of(overrides))
    if as_json:
        shown = one_values(catalogue, name) if name else listed_values(catalogue, cause, place)
        print_json(shown)
        return
    braille = "utf" in sys.stdout.encoding.lower()
    click.echo(one(catalogue, name, braille=braille) if name else listed(catalogue, cause, place))
