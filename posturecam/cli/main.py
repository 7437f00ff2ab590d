"""The command `posturecam`."""

import click

from posturecam import __version__
from posturecam.cli.calibrate import calibrate
from posturecam.cli.checks import cameras, doctor
from posturecam.cli.common import accept_set
from posturecam.cli.errors import PosturecamGroup, keep_log
from posturecam.cli.history import history
from posturecam.cli.profiles import profiles
from posturecam.cli.replay import replay
from posturecam.cli.report import check, report
from posturecam.cli.settings import settings
from posturecam.cli.stretch import stretch
from posturecam.cli.watch import watch
from posturecam.edges.files.folders import log_path
from posturecam.edges.terminal.standard_streams import own_standard_streams


@click.group(cls=PosturecamGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="posturecam")
def cli() -> None:
    """Watch your sitting posture through a webcam, measured against your own calibration.

    \b
    Start with:
      posturecam doctor      what is there and what is missing
      posturecam calibrate   once, about a minute
      posturecam watch       from then on

    No picture leaves this computer, and none is stored unless you ask for an annotated video.
    It gives no diagnosis: for the signs that need a doctor see `posturecam stretch`.
    """


COMMANDS = (
    watch,
    calibrate,
    replay,
    report,
    history,
    check,
    stretch,
    profiles,
    cameras,
    settings,
    doctor,
)
for command in COMMANDS:
    cli.add_command(command)
accept_set(cli)


def main() -> None:
    """Run the program."""
    own_standard_streams(log_path())
    keep_log()
    cli()
