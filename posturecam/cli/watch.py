"""`posturecam watch`."""

from pathlib import Path

import click

from posturecam.cli.common import Duration, model_option, profile_option, set_option, with_model


@click.command()
@click.option(
    "--source",
    metavar="S",
    help="Camera (number or name), video, stream address, folder of pictures or pose tape. "
    "[default: setting camera.source]",
)
@profile_option
@click.option(
    "--for",
    "for_s",
    type=Duration(),
    help="Stop this long after the first picture: 10m, 1h30m. Pauses of a recording do not count.",
)
@click.option(
    "--jsonl",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="Write each look and event as a JSON line to a file; - for standard output.",
)
@click.option("--preview", is_flag=True, help="Open a window with the picture and the angles.")
@click.option(
    "--record",
    is_flag=True,
    help="Keep a recording in the history as well, as of now; cameras go by history.record.",
)
@click.option("--plain", is_flag=True, help="Print plain lines instead of the live view.")
@model_option
@set_option
def watch(overrides: tuple[str, ...], model: str | None, **wish: object) -> None:
    """Watch your posture and tell you when a fault lasts, with a stretch for it.

    Before a camera or stream it learns how to read you, and keeps that beside the profile
    (numbers only; posturecam profiles show, posturecam profiles forget, camera.learn).

    Keys: s snooze, d dismiss, b took a break, r recalibrate, p pause, ? help, q quit.

    \b
    Example:
      posturecam watch --for 2h --set alerts.hold_s=90
    """
    from posturecam.app.resources import settings_of
    from posturecam.app.watch.watch import Watch
    from posturecam.app.watch.watch import watch as run

    run(Watch(**wish), settings_of(with_model(overrides, model)))  # type: ignore[arg-type]
