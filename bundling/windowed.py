"""What a double click does: it shows the page, and starts the companion if it is not running.

With words behind it, it is the command that they name.
"""

import sys

from posturecam.cli.main import main

if len(sys.argv) == 1:
    sys.argv.append("open")
main()
