"""`posturecam calibrate`."""

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
@click.option("--source", metavar="S", help="Camera or recording. [default: see `settings`]")
@profile_option
@click.option(
    "--pose",
    "spans",
    multiple=True,
    metavar="NAME=START:END",
    help="Where a recording shows a guided pose, in seconds, the end not included; repeatable, "
    "without overlap.",
)
@click.option("--poses", metavar="NAMES", help="Guided poses to show live, by commas, or all.")
@click.option("--quick", is_flag=True, help="Live: the upright pose only.")
@click.option("--camera-moved", is_flag=True, help="Adjust the profile to a moved camera (10 s).")
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

    Live it guides you; from a recording, say where the poses are (upright is the least).

    \b
    Example:
      posturecam calibrate
      posturecam calibrate --source desk.mp4 --pose upright=0:10 --profile desk
    """
    from posturecam.app.calibrate_command import Calibrate, sentences, values
    from posturecam.app.calibrate_command import calibrate as run
    from posturecam.app.opening import settings_of

    path, stored = run(Calibrate(**wish), settings_of(with_model(overrides, model)))  # type: ignore[arg-type]
    if as_json:
        print_json(values(path, stored))
    else:
        click.echo(sentences(path, stored))
