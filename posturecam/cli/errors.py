"""How errors reach the user: one text, one exit code, never a traceback."""

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from typing import Any

import click

from posturecam.edges.folders import log_path
from posturecam.errors import PosturecamError

OUR_FAULT = 1
LOG_BYTES = 1_000_000
_log = logging.getLogger("posturecam")


class PosturecamGroup(click.Group):
    """A group of commands that knows posturecam's errors."""

    def invoke(self, ctx: click.Context) -> Any:
        """Turn an error into `Error: ...` and its exit code.  Only here."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except PosturecamError as error:
            _log.info("stopped", exc_info=True)
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            _leave_quietly()
        except Exception as error:  # noqa: BLE001 - the last resort, so that nobody reads tracebacks
            _log.critical("unexpected", exc_info=True)
            click.echo(_fault_of_ours(error), err=True)
            ctx.exit(OUR_FAULT)


def keep_log() -> None:
    """Write the technical details to the log, which is made when there is something to write."""
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_path(), maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        logging.getLogger().addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    _log.setLevel(logging.INFO)
    logging.raiseExceptions = False


def _fault_of_ours(error: Exception) -> str:
    return (
        f"Error: Something went wrong that is a fault of ours, not yours ({type(error).__name__}: "
        f"{error}).\nThe details are in {log_path()}; please attach it when you report this."
    )


def _leave_quietly() -> None:
    """Whoever read our output has gone; keep Python from complaining at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
