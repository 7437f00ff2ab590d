"""Every error that a user can see.  The text says what failed and what to do next."""

from collections.abc import Iterable
from typing import ClassVar


class PosturecamError(Exception):
    """Something a user can act on.  Exit code 1 alone means an internal error."""

    exit_code: ClassVar[int] = 1


class InputError(PosturecamError):
    """Wrong use or bad input."""

    exit_code: ClassVar[int] = 2


class MissingError(PosturecamError):
    """A part is missing: camera, model, profile, system library."""

    exit_code: ClassVar[int] = 3


class SourceError(InputError):
    """A recording, picture folder or pose tape cannot be used."""


class CameraError(MissingError):
    """A camera cannot be used."""


class ModelError(MissingError):
    """A built-in model is missing or damaged."""


class SystemLibraryError(MissingError):
    """The system lacks a library that MediaPipe or OpenCV needs."""


class ClusterError(MissingError):
    """A study's workers cannot be reached or used, or are lost."""


class ProfileMissingError(MissingError):
    """There is no such calibration profile."""


class RunningError(InputError):
    """Another posturecam is using the same profile."""


class ListedError(InputError):
    """One or more problems with one thing, reported together."""

    def __init__(self, heading: str, problems: Iterable[str]) -> None:
        """Join `heading` and `problems`, one per line if there are several."""
        self.problems = tuple(problems)
        if len(self.problems) == 1:
            super().__init__(f"{heading}: {self.problems[0]}")
        else:
            super().__init__("\n  - ".join([f"{heading}:", *self.problems]))


class SettingsError(ListedError):
    """The settings file or a `--set` option has faults."""


class TapeError(ListedError, SourceError):
    """A pose tape has faults."""


class ProfileError(ListedError):
    """A profile file has faults."""


class LearnedError(InputError):
    """The learned data of a profile cannot be used."""


class CalibrationError(ListedError):
    """A calibration was refused."""


class CatalogueError(ListedError):
    """An exercise file has faults."""


class StorageError(InputError):
    """A file or folder cannot be written."""


class NotDoneError(ListedError, StorageError):
    """The main task is done, but something that was requested explicitly is not."""


class HistoryError(InputError):
    """The history cannot be used."""


class HistoryDamagedError(HistoryError):
    """The history's file is damaged."""


class NotRunningError(MissingError):
    """No instance of posturecam is running in the background."""

    def __init__(self) -> None:
        """Say how to start one."""
        super().__init__("posturecam is not running. Start it with `posturecam start`.")


class SilentError(NotRunningError):
    """An instance is there but does not answer, such as one that is stopped or hangs."""

    def __init__(self, process: str = "") -> None:
        """Say what can be done; `process` is its number, if that is known."""
        MissingError.__init__(
            self,
            "posturecam is running but does not answer. Wait a little; if that does not help, end "
            f"its process{process and f' ({process})'} and start it again.",
        )
