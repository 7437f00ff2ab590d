"""What a double click starts: the companion; with words behind it, the command that they name."""

import sys

from posturecam.cli.main import main

if len(sys.argv) == 1:
    sys.argv.append("start")
main()
