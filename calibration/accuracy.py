"""How far off posturecam is, in degrees: `python calibration/accuracy.py`.

Writes calibration/RESULTS.md and calibration/plots/; calibration/README.md tells about both.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench import aims, chapters, film_chapters, moved_chapter, places_chapter, texts
from bench.bench import prepare
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

HERE: Final = Path(__file__).resolve().parent
ON_TAPES: Final = (
    chapters.methods,
    chapters.movements,
    chapters.verdicts,
    chapters.shoulders,
    chapters.guided_poses,
    chapters.camera,
    moved_chapter.moved_camera,
    places_chapter.other_places,
    places_chapter.sittings,
    places_chapter.learned_at_work,
    chapters.parts,
    chapters.limits,
    chapters.side,
)
ON_RECORDINGS: Final = (
    film_chapters.clips,
    film_chapters.photos,
    film_chapters.footage,
    film_chapters.ways_of_looking,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench and write what came out."""
    options = _options(arguments)
    wanted = ON_TAPES if options.tapes_only else ON_TAPES + ON_RECORDINGS
    if options.chapter:
        wanted = tuple(one for one in wanted if one.__name__ == options.chapter)
    plots = options.out / "plots"
    plots.mkdir(parents=True, exist_ok=True)
    with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()) as progress:
        task = progress.add_task("calibrating", total=2 * 64 + 10 * len(wanted))
        bench = prepare(
            plots,
            lambda: progress.advance(task),
            leave_out=not options.in_sample,
            most=options.sessions,
        )
        written = []
        for chapter in wanted:
            progress.update(task, description=chapter.__name__.replace("_", " "))
            written.append(chapter(bench))
            progress.advance(task, 10)
    text = texts.OPENING.format(learned=texts.LEFT_OUT if bench.left_out else texts.IN_SAMPLE)
    more = [] if options.tapes_only else film_chapters.aim_rows()
    text += aims.against_aims(bench, more) + "".join(written)
    (options.out / "RESULTS.md").write_text(text, encoding="utf-8")
    print(f"Written: {options.out / 'RESULTS.md'} and {plots}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--in-sample", action="store_true", help="do not learn again without the tested person"
    )
    parser.add_argument(
        "--tapes-only", action="store_true", help="leave out the recordings beside the project"
    )
    names = [one.__name__ for one in ON_TAPES + ON_RECORDINGS]
    parser.add_argument("--chapter", choices=names, help="only this one")
    parser.add_argument("--sessions", type=int, help="only so many of the 64")
    parser.add_argument("--out", type=Path, default=HERE, help="where RESULTS.md and plots/ go")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
