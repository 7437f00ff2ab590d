"""`posturecam settings`."""

from pathlib import Path

import click

from posturecam.cli.common import json_option, print_json, set_option


@click.group()
def settings() -> None:
    """Show, change and check the settings.

    \b
    Example:
      posturecam settings list
      posturecam settings set alerts.hold_s=90
    """


@settings.command("list")
@click.option("--markdown", is_flag=True, help="Print the defaults as a table in Markdown.")
@set_option
@json_option
def list_(overrides: tuple[str, ...], as_json: bool, markdown: bool) -> None:  # noqa: FBT001 - click's way
    """List every setting: value, meaning, allowed values.

    \b
    Example:
      posturecam settings list
    """
    from posturecam.app.admin.settings import list_text, list_values, markdown_text

    if as_json:
        print_json(list_values(overrides))
    else:
        click.echo(markdown_text() if markdown else list_text(overrides))


@settings.command()
@click.argument("name", metavar="SECTION.KEY")
@set_option
def get(name: str, overrides: tuple[str, ...]) -> None:
    """Print the value of one setting.

    \b
    Example:
      posturecam settings get alerts.hold_s
    """
    from posturecam.app.admin.settings import get as run

    click.echo(run(name, overrides))


@settings.command("set")
@click.argument("changes", nargs=-1, required=True, metavar="SECTION.KEY=VALUE...")
def set_(changes: tuple[str, ...]) -> None:
    """Change settings in the settings file.

    \b
    Example:
      posturecam settings set limits.forward_head_deg=10 camera.source=1
    """
    from posturecam.app.admin.settings import change

    if written := change(changes):
        click.echo(written)


@settings.command()
@click.argument("names", nargs=-1, required=True, metavar="SECTION.KEY...")
def unset(names: tuple[str, ...]) -> None:
    """Remove settings from the file, so that their defaults apply.

    \b
    Example:
      posturecam settings unset alerts.hold_s
    """
    from posturecam.edges.files.folders import settings_path
    from posturecam.edges.files.settings_edit import unset_in_file

    missing = unset_in_file(settings_path(), names)
    for name in missing:
        click.echo(f"{name} is not in the settings file")
    if len(missing) < len(names):
        click.echo(f"wrote {settings_path()}")


@settings.command()
def path() -> None:
    """Print the path of the settings file.

    \b
    Example:
      posturecam settings path
    """
    from posturecam.edges.files.folders import settings_path

    click.echo(settings_path())


@settings.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def check(file: Path | None) -> None:
    """Check the settings file, or FILE, and list every problem.

    \b
    Example:
      posturecam settings check new-settings.toml
    """
    from posturecam.app.admin.settings import check as run

    click.echo(run(file))
