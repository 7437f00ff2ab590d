"""Options and types that several commands share."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

DURATION = re.compile(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s?)?")
UNITS_S = (3600.0, 60.0, 1.0)


class Duration(click.ParamType[float]):
    """A duration such as `90s`, `10m` or `1h30m`, in seconds."""

    name = "duration"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return seconds.

        Raises:
            click.BadParameter: `value` is not a duration, or not more than 0.
        """
        if isinstance(value, float):
            return value
        found = DURATION.fullmatch(str(value).strip())
        if not found or not any(found.groups()):
            self.fail(f"{value!r} is not a duration; write 90s, 10m or 1h30m", param, ctx)
        parts = zip(found.groups(), UNITS_S, strict=True)
        seconds = sum(float(number) * unit_s for number, unit_s in parts if number)
        if seconds <= 0:
            self.fail("the duration must be more than 0", param, ctx)
        return seconds


def set_option(command: Command) -> Command:
    """Add --set, which overrides settings for one run."""
    return click.option(
        "--set",
        "overrides",
        multiple=True,
        metavar="SECTION.KEY=VALUE",
        help="Override a setting for this run only; repeatable.",
    )(command)


def accept_set(group: click.Group) -> None:
    """Let every command of `group` accept --set; one that uses no setting only checks it."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            accept_set(command)
        elif all(parameter.name != "overrides" for parameter in command.params):
            command.params.append(
                click.Option(
                    ["--set", "overrides"],
                    multiple=True,
                    hidden=True,
                    expose_value=False,
                    callback=_check_set,
                )
            )


def _check_set(_ctx: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> None:
    if value:
        from posturecam.app.resources import settings_of

        settings_of(value)


def model_option(command: Command) -> Command:
    """Add --model, short for --set model.path=FILE."""
    return click.option(
        "--model",
        type=click.Path(dir_okay=False),
        help="Pose model to use instead of the built-in one (MediaPipe bundle, .task).",
    )(command)


def profile_option(command: Command) -> Command:
    """Add --profile."""
    return click.option(
        "--profile",
        metavar="P",
        help="Calibration profile: a name or a .toml file. "
        "[default: the setting profiles.use, or the only profile]",
    )(command)


def json_option(command: Command) -> Command:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def with_model(overrides: tuple[str, ...], model: str | None) -> tuple[str, ...]:
    """Add --model to the overrides."""
    return (*overrides, f"model.path={model}") if model else overrides


def print_json(value: Any) -> None:
    """Print `value` as JSON."""
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))
