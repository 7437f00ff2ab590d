"""Personal gains into the profile, with the user's consent."""

from dataclasses import replace
from datetime import UTC, datetime

from posturecam import __version__
from posturecam.app.resources import stored_profile
from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.verify.verification import Verification
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.process_lock import only_one
from posturecam.edges.files.profile_toml import GainsCard
from posturecam.errors import InputError


def learned(found: Verification) -> bool:
    """Return whether there are gains that help."""
    return isinstance(found.gains, PersonalGains)


def keep_gains(found: Verification, spec: str) -> None:
    """Write the gains that were `found` to the profile `spec`, apart from its calibration.

    Raises:
        RunningError: `posturecam watch` is using the profile.
        InputError: The profile was changed meanwhile, or cannot be read.
        StorageError: It cannot be written; it stays as it was.
    """
    with only_one(folders.data_dir() / "locks", spec):
        stored = stored_profile(spec)
        if stored.profile != found.profile:
            msg = f"The profile {spec} was changed meanwhile, so no gains were written to it."
            raise InputError(msg)
        card = GainsCard(datetime.now(tz=UTC).replace(microsecond=0), __version__)
        gains = found.gains if isinstance(found.gains, PersonalGains) else None
        kept = replace(stored, profile=replace(stored.profile, gains=gains), gains_card=card)
        profile_store.save_gains(folders.profiles_dir(), spec, kept)
