"""`posturecam overlay`: what posturecam starts to draw over the screens."""

import sys

import click


@click.command(hidden=True)
def overlay() -> None:
    """Show the message on the standard input over the screens (for posturecam itself)."""
    from posturecam.edges.desktop.overlay import run

    run(sys.stdin.buffer, sys.stdout)
