"""`posturecam calibrate`."""

import sys
from pathlib import Path

import click

from posturecam.cli.common import (
    json_option,
    model_option,
    print_json,
    profile_option,
    set_option,
    with_model,
)


@click.command()
@click.option("--source", metavar="S", help="Camera or recording. [default: setting camera.source]")
@profile_option
@click.option(
    "--pose",
    "spans",
    multiple=True,
    metavar="NAME=START:END",
    help="Where a recording shows a guided pose, in seconds, the end not included; repeatable, "
    "without overlap.",
)
@click.option("--poses", metavar="NAMES", help="Live: the guided poses to show, by commas, or all.")
@click.option("--quick", is_flag=True, help="Live: the upright pose only.")
@click.option(
    "--camera-moved", is_flag=True, help="Camera moved: sit well for 10 s, to adjust the profile."
)
@model_option
@set_option
@json_option
def calibrate(
    overrides: tuple[str, ...],
    model: str | None,
    as_json: bool,  # noqa: FBT001 - click passes options by name
    **wish: object,
) -> None:
    """Learn how you look when you sit well; everything is measured as a change from it.

    Live it guides you from pose to pose (s skips one, q stops); from a recording, say where the
    poses are (upright is the least).

    The poses are upright, slump, head_forward, shoulders_rounded, lean_in, lean_back, slide,
    look_down, turn and shrug.  Live you are asked for the first five unless you say otherwise.

    \b
    Example:
      posturecam calibrate
      posturecam calibrate --source desk.mp4 --pose upright=0:10 --profile desk
    """
    from posturecam.app.calibrate.command import Calibrate, sentences, values
    from posturecam.app.calibrate.command import calibrate as run
    from posturecam.app.resources import settings_of

    settings = settings_of(with_model(overrides, model))
    path, stored = run(Calibrate(**wish), settings, _may_replace)  # type: ignore[arg-type]
    if as_json:
        print_json(values(path, stored))
    else:
        click.echo(sentences(path, stored))


def _may_replace(path: Path) -> bool:
    """Ask where somebody can answer; a program has said what it wants."""
    question = f"{path} holds a profile. Replace it (the old one is kept as {path.name}.bak)?"
    return not at_terminal() or click.confirm(question, err=True)


def at_terminal() -> bool:
    """Tell whether somebody can answer a question."""
    return sys.stdin.isatty()
