"""How errors reach the user: one text, one exit code, never a traceback."""

import errno
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from typing import Any, NoReturn

import click

from posturecam.edges.files.folders import log_path
from posturecam.edges.files.text_output import drop_output
from posturecam.edges.sources.source_name import ScrubbedFormatter, scrubbed
from posturecam.errors import PosturecamError, StorageError

INTERNAL = 1
STOPPED = 2
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
BARRED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EIO}
LOG_BYTES = 1_000_000
_log = logging.getLogger("posturecam")


class PosturecamGroup(click.Group):
    """A group of commands that knows posturecam's errors."""

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """Parse the command line; `--help` and `--version` are answered here."""
        with _errors_reported():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _errors_reported():
            return super().invoke(ctx)


@contextmanager
def _errors_reported() -> Iterator[None]:
    """Turn an error into `Error: ...` and its exit code.  Only here."""
    try:
        yield
    except click.exceptions.Exit:
        raise
    except click.ClickException as error:
        vars(error)["message"] = scrubbed(error.message)  # what is shown is made of it
        with suppress(OSError):
            error.show()
        raise click.exceptions.Exit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        _say("\nStopped; nothing was changed.")
        raise click.exceptions.Exit(STOPPED) from None
    except PosturecamError as error:
        _log_stop(error)
        _say(f"Error: {error}")
        raise click.exceptions.Exit(error.exit_code) from None
    except BrokenPipeError:
        _leave_quietly()
    except Exception as error:  # noqa: BLE001 - the last resort, so that nobody reads tracebacks
        if isinstance(error, OSError) and error.errno in FULL:
            _end_full(error)
        if isinstance(error, OSError) and error.errno in BARRED and error.filename:
            _end_barred(error)
        _log.critical("unexpected", exc_info=True)
        _say(_internal_error(error))
        raise click.exceptions.Exit(INTERNAL) from None


def _say(text: str) -> None:
    """Print `text` to standard error, with passwords in addresses hidden."""
    with suppress(OSError):
        click.echo(scrubbed(text), err=True)


def keep_log() -> None:
    """Write technical details to the log; the file is created with the first entry."""
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
    handler.setFormatter(ScrubbedFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    _log.setLevel(logging.INFO)
    logging.raiseExceptions = False


def _log_unraisable(what: "sys.UnraisableHookArgs") -> None:
    """Log an exception from a destructor, as when Ctrl-C comes in the middle of a call.

    The user cannot act on it, and Python would print a traceback.
    """
    _log.error("exception in a destructor", exc_info=what.exc_value)


def _log_stop(error: PosturecamError) -> None:
    """Log what stopped a command, with a traceback only where another error is behind it."""
    _log.info("stopped: %s", error, exc_info=error.__cause__ is not None)


def _internal_error(error: Exception) -> str:
    return (
        f"Error: Internal error, a bug in posturecam ({type(error).__name__}: {error}).\n"
        f"Please report it with the log, {log_path()}."
    )


def _end_barred(error: OSError) -> NoReturn:
    """Exit because the system denies access to a file or folder."""
    _log.info("stopped", exc_info=True)
    what = f"Cannot use {error.filename}: {error.strerror}"
    _say(f"Error: {what}. Check the path and its permissions.")
    raise click.exceptions.Exit(StorageError.exit_code)


def _end_full(error: OSError) -> NoReturn:
    _say(f"Error: Cannot write: {error.strerror}. Free some space, or write elsewhere.")
    drop_output()
    sys.exit(StorageError.exit_code)


def _leave_quietly() -> NoReturn:
    """Exit silently: the reader of the output has closed it."""
    drop_output()
    sys.exit(0)
