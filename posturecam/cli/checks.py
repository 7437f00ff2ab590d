"""`posturecam cameras` and `posturecam doctor`."""

import sys

import click

from posturecam.cli.common import json_option, print_json, set_option

MISSING_PART = 3


@click.command()
@json_option
def cameras(as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """List the cameras by number and name.

    \b
    Example:
      posturecam cameras
    """
    from posturecam.app.admin.checks import cameras_text, cameras_values

    if as_json:
        print_json(cameras_values())
    else:
        click.echo(cameras_text())


@click.command()
@click.option(
    "--profile", metavar="P", help="Profile to check. [default: the setting profiles.use]"
)
@set_option
@json_option
def doctor(profile: str | None, overrides: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 - click's way
    """Check packages, models, cameras, profile and folders.

    Each problem comes with what to do.  Exit code 3: something required is missing.

    \b
    Example:
      posturecam doctor
    """
    from posturecam.app.admin.checks import doctor_text, doctor_values, examined

    findings, well = examined(profile, overrides)
    if as_json:
        print_json(doctor_values(findings))
    else:
        click.echo(doctor_text(findings))
    sys.exit(0 if well else MISSING_PART)
