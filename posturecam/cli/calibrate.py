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
@click.option(
    "--source",
    metavar="S",
    help="Camera, stream or recording. [default: the setting camera.source]",
)
@profile_option
@click.option(
    "--pose",
    "spans",
    multiple=True,
    metavar="NAME=START:END",
    help="In a recording, the pose NAME is shown from START to END (seconds, END excluded). "
    "Repeatable; times must not overlap.",
)
@click.option(
    "--poses",
    metavar="NAMES",
    help="Poses to be guided through, separated by commas, or all (camera or stream only).",
)
@click.option(
    "--quick", is_flag=True, help="Calibrate the upright pose only (camera or stream only)."
)
@click.option(
    "--camera-moved",
    is_flag=True,
    help="Adjust the profile to a camera that was moved: sit well for 10 s.",
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
    """Record how you sit well, as the reference for all angles.

    With a camera or stream, you are guided from pose to pose (s skips a pose, q quits).  With a
    recording, --pose says when each pose is shown; only upright is required.

    The poses are upright, slump, head_forward, shoulders_rounded, lean_in, lean_back, slide,
    look_down, turn and shrug.  By default you are guided through the first five.

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
    """Ask at a terminal; a program that calls posturecam is not asked."""
    question = f"{path} holds a profile. Replace it (the old one is kept as {path.name}.bak)?"
    return not at_terminal() or click.confirm(question, err=True)


def at_terminal() -> bool:
    """Return whether a question can be answered at standard input."""
    return sys.stdin.isatty()
