"""`posturecam stretch`."""

import click

from posturecam.cli.common import json_option, print_json, set_option


@click.command()
@click.argument("name", required=False)
@click.option("--cause", metavar="C", help="Only what answers this fault, such as forward_head.")
@click.option(
    "--place", metavar="P", help="Only what can be done here: desk, standing, floor, gym."
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
    """List the exercises and the signs that need a doctor, or show the exercise NAME.

    \b
    Example:
      posturecam stretch --cause forward_head --place desk
      posturecam stretch "chin tuck"
    """
    from posturecam.app.opening import settings_of
    from posturecam.app.rules import catalogue_of
    from posturecam.reports.exercises_text import listed, listed_values, one, one_values

    catalogue = catalogue_of(settings_of(overrides))
    if name is not None:
        shown = (one_values if as_json else one)(catalogue, name)
    else:
        shown = (listed_values if as_json else listed)(catalogue, cause, place)
    print_json(shown) if as_json else click.echo(shown)
