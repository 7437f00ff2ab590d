from dataclasses import replace

import pytest

from posturecam import __version__
from posturecam.app.verify.learning import keep_gains, learned
from posturecam.core.measure.profile import Profile
from posturecam.core.verify.gains import NoGains
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.process_lock import only_one
from posturecam.errors import InputError, RunningError
from tests.support.desk import with_profile
from tests.support.verified import GAINS, verified


def stored_profile() -> Profile:
    return profile_store.load(folders.profiles_dir(), "default").profile


def test_gains_go_into_the_profile_and_the_calibration_stays() -> None:
    path = with_profile()
    before = stored_profile()

    keep_gains(verified(profile=before), "default")

    stored = profile_store.load(folders.profiles_dir(), "default")
    assert stored.profile == replace(before, gains=GAINS)
    assert stored.gains_card is not None
    assert stored.gains_card.posturecam == __version__
    assert not backup_of(path).exists()


def test_the_calibration_from_before_is_still_kept() -> None:
    path = with_profile()
    backup_of(path).write_text("the calibration from before")

    keep_gains(verified(profile=stored_profile()), "default")
    assert profile_store.forget_gains(folders.profiles_dir(), "default")

    assert backup_of(path).read_text() == "the calibration from before"


def test_new_gains_take_the_place_of_old_ones() -> None:
    with_profile()
    keep_gains(verified(profile=stored_profile()), "default")
    newer = replace(GAINS, cva_gain=1.5)

    keep_gains(verified(profile=stored_profile(), gains=newer), "default")

    assert stored_profile().gains == newer


def test_a_profile_that_was_changed_meanwhile_gets_none() -> None:
    with_profile()
    before = stored_profile()

    with pytest.raises(InputError, match="was changed meanwhile, so no gains were written"):
        keep_gains(verified(profile=replace(before, looks=before.looks + 1)), "default")

    assert stored_profile() == before


def test_a_profile_in_use_gets_none() -> None:
    with_profile()

    with only_one(folders.data_dir() / "locks", "default"), pytest.raises(RunningError):
        keep_gains(verified(profile=stored_profile()), "default")

    assert stored_profile().gains is None


def test_nothing_learned_is_nothing_to_keep() -> None:
    assert learned(verified())
    assert not learned(verified(gains=NoGains("they would not help")))
