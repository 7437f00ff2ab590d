"""The running instance, with recordings that play as fast as they can be measured.

python calibration/cost/quick_companion.py COUNT SOURCE PROFILE [SECTION.KEY=VALUE ...]

It is the same as `posturecam start --foreground`, and writes into the file COUNT how many
observations there have been.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from cost.quick_time import quicken
from posturecam.app.companion.background import Background
from posturecam.app.companion.instance import serve
from posturecam.app.companion.start import Start
from posturecam.edges.files.folders import log_path
from posturecam.edges.terminal.standard_streams import own_standard_streams
from posturecam.monitor import Tick

WRITE_EVERY = 20


def counted_in(path: Path) -> None:
    """Write into `path` how many observations the instance has taken in."""
    seen, numbers = Background.seen, count(1)

    def counting(background: Background, tick: Tick) -> None:
        number = next(numbers)
        if number % WRITE_EVERY == 0:
            path.write_text(str(number), encoding="ascii")
        seen(background, tick)

    Background.seen = counting  # type: ignore[method-assign]


def main(arguments: Sequence[str] | None = None) -> None:
    """Be the instance until it is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=Path, help="the file for the number of observations")
    parser.add_argument("source", help="the recording")
    parser.add_argument("profile", help="the profile")
    parser.add_argument("settings", nargs="*", help="as for --set")
    wish = parser.parse_args(arguments)
    own_standard_streams(log_path())
    quicken(SimpleNamespace(setattr=setattr))
    counted_in(wish.count)
    serve(Start(wish.source, wish.profile, tuple(wish.settings)))


if __name__ == "__main__":
    main()
