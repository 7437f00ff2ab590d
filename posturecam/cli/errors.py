"""How errors reach the user: one text, one exit code, never a traceback."""

import errno
import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from typing import Any, NoReturn

import click

from posturecam.edges.folders import log_path
from posturecam.errors import PosturecamError, StorageError

OUR_FAULT = 1
STOPPED = 2
FULL = {errno.ENOSPC, errno.EDQUOT}
BARRED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EIO}
LOG_BYTES = 1_000_000
_log = logging.getLogger("posturecam")


class PosturecamGroup(click.Group):
    """A group of commands that knows posturecam's errors."""

    def invoke(self, ctx: click.Context) -> Any:
        """Turn an error into `Error: ...` and its exit code.  Only here."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (click.Abort, KeyboardInterrupt):
            click.echo("\nStopped; nothing was changed.", err=True)
            ctx.exit(STOPPED)
        except PosturecamError as error:
            _log.info("stopped", exc_info=True)
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            _leave_quietly()
        except Exception as error:  # noqa: BLE001 - the last resort, so that nobody reads tracebacks
            if isinstance(error, OSError) and error.errno in FULL:
                _end_full(error)
            if isinstance(error, OSError) and error.errno in BARRED and error.filename:
                _end_barred(ctx, error)
            _log.critical("unexpected", exc_info=True)
            click.echo(_fault_of_ours(error), err=True)
            ctx.exit(OUR_FAULT)


def keep_log() -> None:
    """Write the technical details to the log, which is made when there is something to write."""
    sys.unraisablehook = _log_unraisable
    logging.captureWarnings(capture=True)
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


def _log_unraisable(what: "sys.UnraisableHookArgs") -> None:
    """Keep what fails while an object is taken down, as when Ctrl-C comes in the middle of a call.

    Nobody can act on it, and Python would print a traceback.
    """
    _log.error("failed while an object was taken down", exc_info=what.exc_value)


def _fault_of_ours(error: Exception) -> str:
    return (
        f"Error: Something went wrong that is a fault of ours, not yours ({type(error).__name__}: "
        f"{error}).\nThe details are in {log_path()}; please attach it when you report this."
    )


def _end_barred(ctx: click.Context, error: OSError) -> NoReturn:
    """End because the system bars the way to a file or folder, wherever that was noticed."""
    _log.info("stopped", exc_info=True)
    what = f"Cannot use {error.filename}: {error.strerror}"
    click.echo(f"Error: {what}. Check the path and who may read and write it.", err=True)
    ctx.exit(StorageError.exit_code)


def _end_full(error: OSError) -> NoReturn:
    click.echo(f"Error: Cannot write: {error.strerror}. Make room, or write elsewhere.", err=True)
    _drop_output()
    sys.exit(StorageError.exit_code)


def _leave_quietly() -> NoReturn:
    """End without a word: whoever read our output has gone."""
    _drop_output()
    sys.exit(0)


def _drop_output() -> None:
    """Keep Python from complaining at exit of output that cannot be written any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
