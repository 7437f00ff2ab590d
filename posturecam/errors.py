"""Every error that a user can meet.  The text says what failed and what to do next."""

from collections.abc import Iterable
from typing import ClassVar


class PosturecamError(Exception):
    """Something a user can act on.  Exit code 1 is a fault of ours."""

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
    """The pose model is not there and cannot be made."""


class SystemLibraryError(MissingError):
    """The system lacks a library that MediaPipe or OpenCV needs."""


class ProfileMissingError(MissingError):
    """There is no such calibration profile."""


class RunningError(InputError):
    """Another posturecam is at work on the same profile."""


class ListedError(InputError):
    """Several problems of one thing, told at once."""

    def __init__(self, heading: str, problems: Iterable[str]) -> None:
        """Join `heading` and `problems`, one a line when there is more than one."""
        self.problems = tuple(problems)
        if len(self.problems) == 1:
            super().__init__(f"{heading}: {self.problems[0]}")
        else:
            super().__init__("\n  - ".join([f"{heading}:", *self.problems]))


class SettingsError(ListedError):
    """The settings file or a `--set` has faults."""


class TapeError(ListedError, SourceError):
    """A pose tape has faults."""


class ProfileError(ListedError):
    """A profile file has faults."""


class LearnedError(InputError):
    """What was learned of a person cannot be used."""


class CalibrationError(ListedError):
    """A calibration was refused."""


class CatalogueError(ListedError):
    """An exercise file has faults."""


class StorageError(InputError):
    """A file or folder cannot be written."""


class NotDoneError(ListedError, StorageError):
    """The main job is done, but something that was asked for by name is not."""


class HistoryError(InputError):
    """The history cannot be used."""


class HistoryDamagedError(HistoryError):
    """The history's file is damaged."""
