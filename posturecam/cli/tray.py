"""`posturecam tray`: the tray icon where it is a process of its own; started by the instance."""

import click


@click.command(hidden=True)
def tray() -> None:
    """Show the tray icon of the instance in the background, until that ends."""
    from posturecam.edges.control.client import Instance
    from posturecam.edges.desktop.tray_pystray import show_tray

    show_tray(Instance())
