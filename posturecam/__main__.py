"""`python -m posturecam` is the same as `posturecam`."""

from posturecam.cli.main import main

main()
