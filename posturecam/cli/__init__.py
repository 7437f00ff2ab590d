"""The command line: parse, call, print."""

from posturecam.cli.main import main

__all__ = ["main"]
