"""`posturecam start`, `stop`, `status`, `pause`, `resume`, `snooze`, `recalibrate`, `open`."""

from typing import Any

import click

from posturecam.cli.common import Duration, json_option, print_json, profile_option, set_option

UNTIL_TOMORROW = "until-tomorrow"


class Length(Duration):
    """A duration for which somebody can pause or snooze."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return seconds.

        Raises:
            click.BadParameter: `value` is no duration, or too long.
        """
        from posturecam.view.commands import LONGEST_S

        seconds = super().convert(value, param, ctx)
        if seconds > LONGEST_S:
            self.fail(f"the longest is {LONGEST_S / 3600:.0f}h, which is a week", param, ctx)
        return seconds


class PauseLength(Length):
    """A duration, or `until-tomorrow`."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return seconds; infinity stands for tomorrow."""
        return float("inf") if value == UNTIL_TOMORROW else super().convert(value, param, ctx)


@click.command()
@click.option(
    "--source",
    metavar="S",
    help="Camera (number or name), stream address, or a recording, which is played again and "
    "again. [default: the setting camera.source]",
)
@profile_option
@click.option("--foreground", is_flag=True, help="Do not go into the background.")
@click.option("--no-open", is_flag=True, help="Do not show the page, even before a calibration.")
@click.option("--autostarted", is_flag=True, hidden=True)
@set_option
def start(
    source: str | None,
    profile: str | None,
    overrides: tuple[str, ...],
    *,
    foreground: bool,
    no_open: bool,
    autostarted: bool,
) -> None:
    """Watch in the background: alerts come as notifications, everything else is on the page.

    Without a calibration the page opens and guides you through one.

    \b
    Example:
      posturecam start
    """
    from posturecam.app.companion import commands
    from posturecam.app.companion.start import Start

    if autostarted:
        from posturecam.edges.desktop.session import wait_for_session

        wait_for_session()
    wish = Start(source, profile, overrides)
    if foreground:
        from posturecam.app.companion.instance import serve

        serve(wish)
        return
    click.echo(commands.start(wish, may_open=not no_open))


@click.command()
def stop() -> None:
    """End the instance in the background.

    \b
    Example:
      posturecam stop
    """
    from posturecam.app.companion import commands

    click.echo(commands.stop())


@click.command()
@json_option
def status(as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Say how things are: posture, time sat well, next break, whether it is paused.

    The exit code is 3 if nothing is running.

    \b
    Example:
      posturecam status --json
    """
    from dataclasses import asdict

    from posturecam.edges.control.client import Instance
    from posturecam.view.glance import lines

    glance = Instance().glance()
    if as_json:
        facts = asdict(glance).items()
        print_json({k: round(v, 1) if isinstance(v, float) else v for k, v in facts})
    else:
        click.echo("\n".join(lines(glance)))


@click.command()
@click.argument("length", required=False, type=PauseLength(), metavar="[LENGTH|until-tomorrow]")
def pause(length: float | None) -> None:
    """Stop measuring and release the camera, until `posturecam resume` or for LENGTH.

    \b
    Example:
      posturecam pause 30m
      posturecam pause until-tomorrow
    """
    from posturecam.view.commands import Pause

    until_tomorrow = length == float("inf")
    _ask(Pause(None if until_tomorrow else length, until_tomorrow))


@click.command()
def resume() -> None:
    """End a pause.

    \b
    Example:
      posturecam resume
    """
    from posturecam.view.commands import Unpause

    _ask(Unpause())


@click.command()
@click.argument("length", type=Length(), default="15m")
def snooze(length: float) -> None:
    """Give no alerts for LENGTH (15m without one); measuring goes on.

    \b
    Example:
      posturecam snooze 30m
    """
    from posturecam.view.commands import SnoozeAlerts

    _ask(SnoozeAlerts(length))


@click.command()
def recalibrate() -> None:
    """Adjust the profile to where camera and chair are now: sit well for 10 s.

    \b
    Example:
      posturecam recalibrate
    """
    from posturecam.view.commands import Recalibrate

    _ask(Recalibrate())


@click.command(name="open")
def open_() -> None:
    """Show the page in the browser; posturecam is started if it is not running.

    \b
    Example:
      posturecam open
    """
    from posturecam.app.companion import commands

    click.echo(commands.open_page())


def _ask(command: Any) -> None:
    from posturecam.edges.control.client import Instance

    click.echo(Instance().do(command))


COMMANDS = (start, stop, status, pause, resume, snooze, recalibrate, open_)
