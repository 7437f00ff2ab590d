"""The command `posturecam`."""

import click

from posturecam import __version__
from posturecam.cli.autostart import autostart
from posturecam.cli.calibrate import calibrate
from posturecam.cli.checks import cameras, doctor
from posturecam.cli.common import accept_set
from posturecam.cli.companion import COMMANDS as COMPANION
from posturecam.cli.desktop_entry import desktop_entry
from posturecam.cli.errors import PosturecamGroup, keep_log
from posturecam.cli.history import history
from posturecam.cli.overlay import overlay
from posturecam.cli.page_server import page_server
from posturecam.cli.profiles import profiles
from posturecam.cli.replay import replay
from posturecam.cli.report import check, report
from posturecam.cli.settings import settings
from posturecam.cli.stretch import stretch
from posturecam.cli.study import study
from posturecam.cli.tray import tray
from posturecam.cli.verify import verify
from posturecam.cli.watch import watch
from posturecam.edges.files.folders import log_path
from posturecam.edges.terminal.standard_streams import own_standard_streams


@click.group(cls=PosturecamGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="posturecam")
def cli() -> None:
    """Measure your sitting posture with a webcam, and get an alert when a fault lasts.

    Angles are changes from your own calibration, in degrees, with their error.

    \b
    Start with:
      posturecam doctor      check that everything needed is there
      posturecam start       watch in the background; a page opens and calibrates
      posturecam watch       watch in a terminal, after `posturecam calibrate`

    No picture leaves this computer, and none is stored unless you ask for an annotated video.
    posturecam gives no diagnosis; `posturecam stretch` lists the signs that need a doctor.
    """


COMMANDS = (
    watch,
    calibrate,
    replay,
    study,
    report,
    history,
    check,
    verify,
    stretch,
    profiles,
    cameras,
    settings,
    doctor,
    overlay,
    *COMPANION,
    page_server,
    autostart,
    desktop_entry,
    tray,
)
for command in COMMANDS:
    cli.add_command(command)
accept_set(cli)


def main() -> None:
    """Run the program."""
    own_standard_streams(log_path())
    keep_log()
    cli()
