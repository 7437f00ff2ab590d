"""`posturecam desktop-entry`."""

import click


@click.command(name="desktop-entry")
@click.option("--remove", is_flag=True, help="Take it out of the menu.")
def desktop_entry(*, remove: bool) -> None:
    """Put posturecam, with its icon, into the menu of a Linux desktop.

    \b
    Example:
      posturecam desktop-entry
    """
    from posturecam.app.admin import desktop_entry as admin

    click.echo(admin.remove() if remove else admin.write())
