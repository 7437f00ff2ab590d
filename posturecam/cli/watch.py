"""`posturecam watch`."""

from pathlib import Path

import click

from posturecam.cli.common import Duration, model_option, profile_option, set_option, with_model


@click.command()
@click.option(
    "--source",
    metavar="S",
    help="Camera (number or name), video, stream address, folder of pictures or pose tape. "
    "[default: the setting camera.source]",
)
@profile_option
@click.option(
    "--for",
    "for_s",
    type=Duration(),
    help="Stop this long after the first frame, such as 10m or 1h30m. Pauses of a recording do not "
    "count.",
)
@click.option(
    "--jsonl",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="Write each frame's reading and each event to FILE, as JSON lines; - for standard output.",
)
@click.option("--preview", is_flag=True, help="Show the picture and the angles in a window.")
@click.option(
    "--record",
    is_flag=True,
    help="Save a recording to the history, dated now. Camera sessions are saved anyway (setting "
    "history.record).",
)
@click.option("--plain", is_flag=True, help="Print lines of text instead of the live view.")
@model_option
@set_option
def watch(overrides: tuple[str, ...], model: str | None, **wish: object) -> None:
    """Measure your posture live, and alert when a fault lasts.

    Each alert proposes a stretch for the fault.

    With a camera or stream, watch learns from your movements how to measure you better, and keeps
    that beside the profile, as numbers only.  `posturecam profiles show` describes the learned
    data, `posturecam profiles forget` deletes it, `--set camera.learn=false` keeps none.

    While `posturecam start` runs in the background, watch without options shows that, and q leaves
    it running.

    Keys: s snooze, d dismiss, b took a break, r recalibrate, p pause, ? help, q quit.

    \b
    Example:
      posturecam watch --for 2h --set alerts.hold_s=90
    """
    from posturecam.app.companion.attach import watch_instance
    from posturecam.app.resources import settings_of
    from posturecam.app.watch.watch import Watch
    from posturecam.app.watch.watch import watch as run
    from posturecam.edges.control.client import is_running

    plain = bool(wish["plain"])
    if Watch(**wish) == Watch(plain=plain) and not (overrides or model) and is_running():  # type: ignore[arg-type]
        watch_instance(plain=plain)
        return
    run(Watch(**wish), settings_of(with_model(overrides, model)))  # type: ignore[arg-type]
