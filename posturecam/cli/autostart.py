"""`posturecam autostart`."""

import click

from posturecam.cli.common import json_option, print_json


@click.group()
def autostart() -> None:
    """Start posturecam in the background when you log in, or no longer.

    \b
    Example:
      posturecam autostart on
    """


@autostart.command()
def on() -> None:
    """Start posturecam when you log in; an entry of another installation is replaced.

    Linux: XDG autostart, or a systemd user unit where the desktop reads none.  macOS: a launch
    agent.  Windows: the Run key.  macOS and Windows are untried.

    \b
    Example:
      posturecam autostart on
    """
    from posturecam.app.admin import autostart as admin

    click.echo(admin.on())


@autostart.command()
def off() -> None:
    """Do not start posturecam any more when you log in.

    \b
    Example:
      posturecam autostart off
    """
    from posturecam.app.admin import autostart as admin

    click.echo(admin.off())


@autostart.command()
@json_option
def status(as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Say whether posturecam starts when you log in, and which one.

    \b
    Example:
      posturecam autostart status --json
    """
    from posturecam.app.admin import autostart as admin

    found = admin.status()
    if as_json:
        print_json(admin.status_values(found))
    else:
        click.echo(admin.status_text(found))
