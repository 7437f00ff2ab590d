"""`posturecam verify`."""

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posturecam.cli.calibrate import at_terminal
from posturecam.cli.common import (
    Duration,
    json_option,
    model_option,
    print_json,
    set_option,
    with_model,
)

if TYPE_CHECKING:
    from posturecam.core.verify.verification import Verification
    from posturecam.settings import Settings

FILE = click.Path(dir_okay=False, path_type=Path)
QUESTION = "Write these gains to the profile {}? Every angle of the head is corrected by them then."


class Seconds(click.ParamType[tuple[float, float]]):
    """A span of time such as `0:10`, in seconds."""

    name = "span"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        """Return start and end.

        Raises:
            click.BadParameter: `value` is not a span.
        """
        start, _, end = str(value).partition(":")
        try:
            span = float(start), float(end)
        except ValueError:
            self.fail(f"{value!r} is not a span; write START:END, in seconds", param, ctx)
        if not 0 <= span[0] < span[1] < math.inf:
            self.fail("the start must be 0 or more, and the end after the start", param, ctx)
        return span


@click.command()
@click.option(
    "--front",
    required=True,
    metavar="SOURCE",
    help="The camera at your desk: camera, stream or recording.",
)
@click.option(
    "--side",
    metavar="SOURCE",
    help="The camera at your side: camera, stream or recording.",
)
@click.option(
    "--photographs",
    type=FILE,
    metavar="FILE.csv",
    help="Instead of --side: photographs from the side with C7 and tragus marked.",
)
@click.option(
    "--rater-sd",
    "rater_sd_deg",
    type=click.FloatRange(0, 20),
    metavar="DEGREES",
    help="Error (sd) of one marking. [default: from photographs marked again, else 0.6]",
)
@click.option(
    "--profile",
    metavar="P",
    help="Calibration profile of the front camera: a name or a .toml file. "
    "[default: a calibration on the upright seconds, not saved]",
)
@click.option(
    "--upright",
    type=Seconds(),
    metavar="START:END",
    help="When you sit upright, in seconds of the front recording. "
    "[default: the first 10 s that both show]",
)
@click.option(
    "--for",
    "for_s",
    type=Duration(),
    metavar="DURATION",
    help="How long to compare. [default: 2m of cameras, at most 10m of recordings]",
)
@click.option(
    "--side-rotate",
    type=click.Choice(["0", "90", "180", "270"]),
    default="0",
    help="Turn the side camera's pictures clockwise by this many degrees.",
)
@click.option("--html", type=FILE, help="Write the result as a page to this file, with plots.")
@click.option("--plot", type=FILE, help="Write the plots to this picture (.png).")
@click.option(
    "--share",
    type=FILE,
    metavar="FILE.zip",
    help="Write landmarks and results, without pictures or names, for a collection.",
)
@click.option("--consent", is_flag=True, help="Agree to what --share writes, without being asked.")
@click.option(
    "--learn/--no-learn",
    default=None,
    help="Write personal gains to the profile if they help, or do not. [default: ask]",
)
@model_option
@set_option
@json_option
def verify(
    overrides: tuple[str, ...],
    model: str | None,
    as_json: bool,  # noqa: FBT001 - click passes options by name
    learn: bool | None,  # noqa: FBT001
    side_rotate: str,
    photographs: Path | None,
    rater_sd_deg: float | None,
    consent: bool,  # noqa: FBT001
    **wish: Any,
) -> None:
    """Measure how good your camera is on you, with a second camera at your side.

    The side camera, such as a phone, sees the angle of your head directly.  With two cameras or
    streams you are guided through a few poses.  Two recordings need no common clock: they are
    aligned by what both show.

    \b
    Example:
      posturecam verify --front 0 --side http://phone:8080/video --profile default
      posturecam verify --front desk.mp4 --side side.mp4 --upright 0:10 --html verify.html
      posturecam verify --front desk.mp4 --photographs marks.csv
    """
    from posturecam.app.resources import settings_of

    settings = settings_of(with_model(overrides, model))
    _check_ways(photographs, rater_sd_deg, wish, learn=learn)
    if photographs is not None:
        _photographed(photographs, rater_sd_deg, wish, settings, as_json=as_json)
        return
    from posturecam.app.verify.command import Verify
    from posturecam.app.verify.command import verify as run
    from posturecam.reports.verify_text import verify_text
    from posturecam.reports.verify_values import verify_values

    asked = Verify(side_rotate=int(side_rotate), **wish)
    if learn and asked.profile is None:
        msg = "--learn needs the profile that the gains are written to; name it with --profile"
        raise click.UsageError(msg)
    if asked.share is not None and not (consent or _consents(asked.share)):
        asked = replace(asked, share=None)
    found = run(asked, settings)
    if not as_json:
        click.echo(verify_text(found))
    kept = _keep(found, asked.profile, learn)
    if as_json:
        print_json(verify_values(found) | {"gains_kept": kept})


def _check_ways(
    photographs: Path | None,
    rater_sd_deg: float | None,
    wish: dict[str, Any],
    *,
    learn: bool | None,
) -> None:
    """Refuse what does not go together."""
    if (wish["side"] is None) is (photographs is None):
        msg = "Give either --side, a second camera, or --photographs, a table of marked ones."
        raise click.UsageError(msg)
    if photographs is None and rater_sd_deg is not None:
        msg = "--rater-sd is for --photographs"
        raise click.UsageError(msg)
    if photographs is not None and learn:
        msg = "--learn needs a second camera (--side); photographs are too few to learn from"
        raise click.UsageError(msg)
    needless = [name for name in ("html", "plot", "share") if photographs and wish[name]]
    if needless:
        msg = f"--{needless[0]} needs a second camera (--side)"
        raise click.UsageError(msg)


def _photographed(
    table: Path,
    rater_sd_deg: float | None,
    wish: dict[str, Any],
    settings: "Settings",
    *,
    as_json: bool,
) -> None:
    """Compare with photographs."""
    from posturecam.app.verify.photographed import Photographs, verify_photographs
    from posturecam.reports.verify_photographs import photographs_text, photographs_values

    ours = {name: wish[name] for name in ("front", "profile", "upright", "for_s")}
    asked = Photographs(table=table, rater_sd_deg=rater_sd_deg, **ours)
    found = verify_photographs(asked, settings)
    print_json(photographs_values(found)) if as_json else click.echo(photographs_text(found))


def _consents(path: Path) -> bool:
    """Ask, before anything is measured, whether what is shared may be written."""
    from posturecam.app.resources import say_note
    from posturecam.edges.files.share_file import CONTENTS

    if not at_terminal():
        say_note(f"{path} is not written; --consent agrees to it (docs/collecting.md).")
        return False
    click.echo(CONTENTS, err=True)
    return click.confirm(f"Write this to {path}? It stays there until you give it away.", err=True)


def _keep(
    found: "Verification",
    profile: str | None,
    learn: bool | None,  # noqa: FBT001 - as click gives it
) -> bool:
    """Write the gains, if there are any, with the user's consent; return whether that was done."""
    from posturecam.app.resources import say_note
    from posturecam.app.verify.learning import keep_gains, learned

    if learn is False or not learned(found):
        return False
    if profile is None:
        say_note("No gains are written without --profile, the profile that they would go to.")
        return False
    if learn is None and not at_terminal():
        say_note("The gains were not written to the profile; --learn does that.")
        return False
    if not (learn or click.confirm(QUESTION.format(profile), default=False, err=True)):
        return False
    keep_gains(found, profile)
    say_note(f"The gains were written; `posturecam profiles forget-gains {profile}` removes them.")
    return True
