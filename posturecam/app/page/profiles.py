"""Calibration profiles as the page shows and changes them, as `posturecam profiles` does."""

from typing import Any, Final

from posturecam.app.admin import profiles
from posturecam.app.page.settings import save
from posturecam.app.resources import chosen_profile
from posturecam.core.measure.describe import describe
from posturecam.edges.files import profile_store
from posturecam.edges.files.folders import profiles_dir
from posturecam.edges.files.profile_toml import Stored
from posturecam.errors import RunningError
from posturecam.settings import Settings

IN_USE: Final = (
    "The learned data of {name} is in use: posturecam is measuring with it and would write it "
    "again. Quit posturecam (in the tray, or `posturecam stop`), then run `posturecam profiles "
    "forget {name}`. To learn nothing more, switch camera.learn off."
)
GIVEN: Final = (
    "{name} is used once posturecam is started without --profile. It runs with {running} now."
)
USE: Final = "profiles.use"


def listed(settings: Settings) -> dict[str, Any]:
    """Return every profile with what it says and what was learned with it.

    `use` is the one in the settings; an instance may have been started with another.

    Raises:
        InputError: The folder cannot be read.
    """
    return {
        "profiles": [_row(entry) for entry in profile_store.entries(profiles_dir())],
        "use": chosen_profile(None, settings),
        "folder": str(profiles_dir()),
    }


def _row(entry: profile_store.Entry) -> dict[str, Any]:
    head = {
        "name": entry.name,
        "problem": entry.problem,
        "learned": profiles.what_was_learned(entry.name),
    }
    return head if entry.stored is None else {**head, **_described(entry.stored)}


def _described(stored: Stored) -> dict[str, Any]:
    card, profile = stored.card, stored.profile
    return {
        "created": card.created.isoformat(),
        "camera": card.camera,
        "picture": card.picture,
        "poses": list(profile.poses),
        "found": list(describe(profile)),
    }


def use(name: str, running: str, settings: Settings) -> dict[str, Any]:
    """Use the profile `name` from now on; `running` is the one of the instance, if there is one.

    Raises:
        ProfileMissingError: There is no such profile.
        InputError: It cannot be used, or the settings file cannot be changed.
    """
    profile_store.load(profiles_dir(), name)
    save({USE: name}, ())
    if running not in ("", chosen_profile(None, settings), name):
        return {"answer": GIVEN.format(name=name, running=running)}
    return {"answer": f"{name} is used from now on."}


def rename(old: str, new: str, settings: Settings) -> dict[str, Any]:
    """Rename a profile; where the settings name it, they name it by its new name.

    Raises:
        ProfileMissingError: There is no profile `old`.
        InputError: `new` is not a name, or is taken.
    """
    name = profiles.rename(old, new)
    if settings.profiles.use == old:
        save({USE: name}, ())
    return {"answer": f"{old} is now {name}."}


def delete(name: str) -> dict[str, Any]:
    """Delete a profile and what was learned with it.

    Raises:
        ProfileMissingError: There is no such profile.
    """
    profiles.delete(name)
    return {"answer": f"Deleted the profile {name} and its learned data."}


def forget(name: str) -> dict[str, Any]:
    """Delete what was learned with a profile; the calibration stays.

    Raises:
        RunningError: posturecam is watching with it and would write it again.
        ProfileMissingError: There is no such profile.
    """
    if profiles.what_was_learned(name) is None:
        return {"answer": f"The profile {name} has no learned data."}
    try:
        profiles.forget(name)
    except RunningError as error:
        raise RunningError(IN_USE.format(name=name)) from error
    return {"answer": f"Deleted the learned data of {name}. The calibration stays."}
