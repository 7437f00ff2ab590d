"""What `posturecam check` does: ask what is missing, answer, save the answers if wanted."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from posturecam.app.admin.reporting import keep_pain
from posturecam.app.losses import Losses
from posturecam.errors import InputError
from posturecam.reports.self_check import (
    LATELY_QUESTION,
    NOW_QUESTION,
    Answer,
    answer,
    picked,
)
from posturecam.stretches.warning_signs import EMERGENCY, SOON

NUMBERS = "Numbers, such as 1,3 (Enter for none)"


@dataclass(frozen=True, slots=True)
class Asked:
    """Answers given on the command line; None is asked for."""

    now: str | None = None
    lately: str | None = None
    pain: int | None = None
    where: str | None = None
    keep: bool | None = None


def self_check(asked: Asked, losses: Losses) -> Answer:
    """Ask, and return the advice; save the answers if wanted.  Urgent signs end the questions.

    If the answers cannot be saved, that goes into `losses`: the advice matters more.

    Raises:
        click.UsageError: An option names no sign.
    """
    now = _signs(asked.now, NOW_QUESTION, EMERGENCY.signs)
    if now:
        if asked.keep and asked.pain is not None:
            _keep(asked.pain, asked.where or "", now, losses)
        return answer(now, (), asked.pain or 0)
    lately = _signs(asked.lately, LATELY_QUESTION, SOON.signs)
    score = asked.pain
    if score is None:
        score = click.prompt("Pain now, from 0 (none) to 10", type=click.IntRange(0, 10), err=True)
    where = asked.where
    if where is None:
        where = click.prompt("Where (Enter to leave out)", default="", err=True) if score else ""
    keep = asked.keep
    if keep is None:
        keep = click.confirm("Save this to the history on this computer?", err=True)
    if keep:
        _keep(score, where, lately, losses)
    return answer(now, lately, score)


def _keep(score: int, where: str, signs: tuple[str, ...], losses: Losses) -> None:
    try:
        keep_pain(score, where, signs)
    except InputError as error:
        losses.add(f"The answers were not saved. {error}", asked=True)


def _signs(reported: str | None, question: str, signs: Sequence[str]) -> tuple[str, ...]:
    if reported is not None:
        try:
            return picked(signs, reported)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    click.echo(question, err=True)
    for number, sign in enumerate(signs, start=1):
        click.echo(f"  {number}. {sign}", err=True)
    return click.prompt(
        NUMBERS,
        default="",
        show_default=False,
        err=True,
        value_proc=lambda text: _asked(signs, text),
    )


def _asked(signs: Sequence[str], text: str) -> tuple[str, ...]:
    try:
        return picked(signs, text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
