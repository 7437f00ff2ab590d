"""One sitting after another before a camera: what each begins with, and what it leaves behind."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from posturecam import monitor
from posturecam.app.losses import Losses
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.watch import learning as app
from posturecam.app.watch.learning import EVERY_S, learning, learning_live
from posturecam.core.measure.calibration import recalibrate
from posturecam.core.measure.measuring import UNSEEN_CAMERA
from posturecam.core.measure.person_memory import after_recalibration, begin, keep
from posturecam.core.measure.person_model import knowledge, with_moved_camera
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Pose, Reading, Unseen, Why
from posturecam.edges.files import learned_file, profile_store, profile_transfer
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.learned_file import Learned, beside
from posturecam.edges.files.profile_toml import Stored
from posturecam.monitor import Tick
from posturecam.settings import Camera as CameraSettings
from posturecam.settings import Settings
from tests.support.calibrated import front_of, made, profile_of, still
from tests.support.desk import CARD, ListedObservations
from tests.support.movements import LONG_NECK, at_work
from tests.support.synthetic import Camera, pose_of

CAMERA = Camera(tilt=17, height=-15)
RULES = rules_of(Settings())
DAY = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a profile that was calibrated upright only."""
    path = tmp_path / "desk.toml"
    return profile_store.save(tmp_path, str(path), Stored(CARD, profile_of(LONG_NECK, CAMERA)))


@pytest.fixture
def profile(path: Path) -> Profile:
    return profile_store.load(path.parent, str(path)).profile


@pytest.fixture
def reported() -> list[str]:
    return []


def work(seed: int, count: int = 30, from_s: float = 0.0) -> list[Pose]:
    return [pose for pose, _ in at_work(CAMERA, seed, count, from_s)]


def sat(
    path: Path, profile: Profile, seen: list[Pose], reported: list[str], now: datetime = DAY
) -> list[Tick]:
    """One sitting, from its first look to its last."""
    with learning_live(path, front_of(profile), now, reported.append) as (camera, take):
        ticks = []
        observations = ListedObservations(seen)
        for tick in monitor.watch(observations, profile, RULES, Nobody(), camera=camera):
            take(tick, profile)
            ticks.append(tick)
    return ticks


@pytest.fixture(scope="module")
def of_first_sitting(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What `work(1)` leaves beside the profile of `path`."""
    folder = tmp_path_factory.mktemp("first")
    path = profile_store.save(folder, "desk", Stored(CARD, profile_of(LONG_NECK, CAMERA)))
    sat(path, profile_store.load(folder, "desk").profile, work(1), [])
    return beside(path).read_bytes()


@pytest.fixture
def sat_before(path: Path, of_first_sitting: bytes) -> None:
    """Somebody has sat there before."""
    beside(path).write_bytes(of_first_sitting)


def kept(path: Path, profile: Profile) -> Learned:
    found = learned_file.load(beside(path), front_of(profile))
    assert found is not None
    return found


def counted(ticks: list[Tick]) -> int:
    """Looks that taught something, by what was known of the person before and after."""
    people = [None, *(tick.camera.person for tick in ticks)]
    return sum(one is not other for one, other in pairwise(people))


def error_deg(path: Path, profile: Profile, reported: list[str]) -> float:
    """Root mean square error over a sitting with known angles, which is not kept."""
    before = beside(path).read_bytes() if beside(path).exists() else None
    truth = [change for _, change in at_work(CAMERA, 2)]
    off = []
    for tick, change in zip(sat(path, profile, work(2), reported), truth, strict=True):
        assert isinstance(tick.reading, Reading)
        off.append((tick.reading.cva_change_deg or 0.0) - change)
    beside(path).unlink() if before is None else beside(path).write_bytes(before)
    return math.sqrt(np.mean(np.square(off)))


def test_the_next_sitting_begins_better(path: Path, profile: Profile, reported: list[str]) -> None:
    first = error_deg(path, profile, reported)
    ticks = sat(path, profile, work(1), reported)

    found = kept(path, profile)
    person = ticks[-1].camera.person
    assert person is not None
    assert (found.person.mean == person.mean).all()
    assert (found.observations, found.sittings, found.since) == (counted(ticks), 1, DAY)
    assert counted(ticks) > 15
    assert error_deg(path, profile, reported) < 0.95 * first
    assert reported == []


def test_sittings_and_looks_add_up(path: Path, profile: Profile, reported: list[str]) -> None:
    one = sat(path, profile, work(1), reported)
    before = kept(path, profile)
    two = sat(path, profile, work(3), reported, datetime(2026, 11, 4, 8, 0, tzinfo=UTC))

    found, person = kept(path, profile), two[-1].camera.person
    assert (found.sittings, found.since) == (2, DAY)
    assert found.observations == counted(one) + counted(two)
    assert person is not None
    expected = keep(front_of(profile), before.person, person, counted(two))
    assert found.person.mean == pytest.approx(expected.mean)


@pytest.mark.usefixtures("sat_before")
def test_a_sitting_begins_with_half(path: Path, profile: Profile, reported: list[str]) -> None:
    expected = begin(front_of(profile), kept(path, profile).person)
    with learning_live(path, front_of(profile), DAY, reported.append) as (camera, _):
        assert camera.person is not None
        assert expected.person is not None
        assert (camera.person.mean == expected.person.mean).all()


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param([], id="not a look"),
        pytest.param([Unseen(t / 4, Why.NOBODY) for t in range(40)], id="nobody there"),
    ],
)
def test_nothing_is_written_if_nothing_counted(
    path: Path, profile: Profile, reported: list[str], seen: list[Pose]
) -> None:
    sat(path, profile, seen, reported)
    assert not beside(path).exists()

    sat(path, profile, work(1), reported)
    before = beside(path).read_bytes()
    sat(path, profile, seen, reported)
    assert beside(path).read_bytes() == before


def test_who_is_killed_loses_ten_minutes(path: Path, profile: Profile, reported: list[str]) -> None:
    def killed() -> Iterator[Tick]:
        observations = ListedObservations(work(1) + work(3, from_s=EVERY_S))
        yield from monitor.watch(observations, profile, RULES, Nobody())

    states = []
    with learning_live(path, front_of(profile), DAY, reported.append) as (_, take):
        for tick in killed():
            take(tick, profile)
            states.append((tick.observation.t, kept_looks(path, profile)))
    early = {observations for t, observations in states if t < EVERY_S}
    late = {observations for t, observations in states if t >= EVERY_S}
    assert early == {0}
    assert len(late) == 1  # written once in the next ten minutes
    assert min(late) > 15
    assert kept(path, profile).sittings == 1
    assert kept(path, profile).observations > min(late)


def kept_looks(path: Path, profile: Profile) -> int:
    found = learned_file.load(beside(path), front_of(profile))
    return 0 if found is None else found.observations


@pytest.mark.parametrize("ending", [KeyboardInterrupt, RuntimeError])
def test_it_is_kept_however_the_sitting_ends(
    path: Path, profile: Profile, reported: list[str], ending: type[BaseException]
) -> None:
    def broken_off() -> None:
        with learning_live(path, front_of(profile), DAY, reported.append) as (_, take):
            for tick in monitor.watch(ListedObservations(work(1)), profile, RULES, Nobody()):
                take(tick, profile)
            raise ending

    with pytest.raises(ending):
        broken_off()
    assert kept(path, profile).sittings == 1


def test_a_damaged_file_is_said_and_kept(path: Path, profile: Profile, reported: list[str]) -> None:
    beside(path).write_text("{")
    with learning_live(path, front_of(profile), DAY, reported.append) as (camera, _):
        assert camera is UNSEEN_CAMERA
    assert beside(path).read_text() == "{"

    sat(path, profile, work(1), reported)
    assert backup_of(beside(path)).read_text() == "{"
    assert kept(path, profile).sittings == 1
    (note,) = set(reported)
    assert f"The learned data cannot be used: {beside(path)}: " in note
    assert "`posturecam profiles forget` deletes it" in note


def test_what_cannot_be_kept_is_said_once(path: Path, profile: Profile) -> None:
    (beside(path) / "mine").mkdir(parents=True)
    losses, shown = Losses(), []
    losses.show = shown.append
    with learning_live(
        path, front_of(profile), DAY, lambda text: losses.add(text, asked=False)
    ) as (_, take):
        observations = ListedObservations(
            [one for n in range(3) for one in work(n, from_s=n * EVERY_S)]
        )
        for tick in monitor.watch(observations, profile, RULES, Nobody()):
            take(tick, profile)
    assert len(shown) == 2
    assert "cannot be used" in shown[0]
    assert shown[1].startswith("What this sitting learned was not saved. Cannot write ")


def test_a_profile_deleted_meanwhile_leaves_nothing(
    path: Path, profile: Profile, reported: list[str]
) -> None:
    with learning_live(path, front_of(profile), DAY, reported.append) as (_, take):
        for tick in monitor.watch(ListedObservations(work(1)), profile, RULES, Nobody()):
            take(tick, profile)
        profile_transfer.delete(path.parent, str(path))
    assert list(path.parent.glob("desk*")) == []
    assert reported == []


@pytest.mark.usefixtures("sat_before")
def test_a_new_calibration_begins_afresh(path: Path, reported: list[str]) -> None:
    before = beside(path).read_bytes()
    fresh = profile_of(LONG_NECK)
    profile_store.save(path.parent, str(path), Stored(CARD, fresh))
    with learning_live(path, front_of(fresh), DAY, reported.append) as (camera, _):
        assert camera is UNSEEN_CAMERA
    seen = [pose for pose, _ in at_work(Camera(), 4)]
    sat(path, fresh, seen, reported)
    assert kept(path, fresh).sittings == 1
    assert backup_of(beside(path)).read_bytes() == before
    assert reported == []


@pytest.mark.usefixtures("sat_before")
def test_the_camera_found_again_in_mid_sitting(
    path: Path, profile: Profile, reported: list[str]
) -> None:
    """The person stays; of the tilt counts what was seen since."""
    first, before = kept(path, profile).observations, kept(path, profile).person
    moved = Camera(tilt=10, height=-15)
    found = made(recalibrate(profile, still(LONG_NECK, moved)))
    setup = front_of(found).setup
    since: Tick | None = None
    observations = ListedObservations(work(3, 20))
    with learning_live(path, front_of(profile), DAY, reported.append) as (camera, take):
        for since in monitor.watch(observations, profile, RULES, Nobody(), camera=camera):
            take(since, profile)
        assert since is not None
        middle = len(since.camera.counted)
        again = after_recalibration(since.camera, found, since.observation.t)
        later = [pose_of(LONG_NECK.moved(cva=-12), moved, t=31.0)]
        for last in monitor.watch(ListedObservations(later), found, RULES, Nobody(), since, again):
            take(last, found)
    after = kept(path, found)
    assert (after.sittings, reported) == (2, [])
    assert after.observations == first + middle + 1
    person = last.camera.person
    assert person is not None
    forgotten = with_moved_camera(before, setup)
    expected = keep(front_of(found), forgotten, person, middle + 1)
    assert after.person.mean == pytest.approx(expected.mean)
    known = knowledge(front_of(found)).covariance[0, 0]
    assert before.covariance[0, 0] < after.person.covariance[0, 0] <= known


def test_the_camera_found_again_in_the_first_sitting(
    path: Path, profile: Profile, reported: list[str]
) -> None:
    front = front_of(profile)
    found = replace(profile, front=replace(front, setup=replace(front.setup, tilt_deg=3.0)))
    with learning_live(path, front, DAY, reported.append) as (camera, take):
        for tick in monitor.watch(
            ListedObservations(work(1)), profile, RULES, Nobody(), camera=camera
        ):
            take(tick, found)
    person = tick.camera.person
    assert person is not None
    assert (kept(path, found).person.mean == person.mean).all()
    assert kept(path, profile).person.mean[0] == front.setup.tilt_deg


@pytest.mark.parametrize(
    ("live", "learn", "side"),
    [(False, True, False), (True, False, False), (True, True, True)],
    ids=["a recording", "switched off", "from the side"],
)
@pytest.mark.usefixtures("sat_before")
def test_who_neither_reads_nor_writes(
    path: Path, profile: Profile, reported: list[str], *, live: bool, learn: bool, side: bool
) -> None:
    before = beside(path).read_bytes()
    settings = Settings(camera=CameraSettings(learn=learn))
    used = replace(profile, front=None) if side else profile
    with learning(str(path), used, settings, reported.append, live=live) as (camera, take):
        assert camera is UNSEEN_CAMERA
        for tick in monitor.watch(ListedObservations(work(3)), profile, RULES, Nobody()):
            take(tick, profile)
    assert beside(path).read_bytes() == before


@pytest.mark.usefixtures("sat_before")
def test_a_live_source_reads_and_writes(path: Path, profile: Profile, reported: list[str]) -> None:
    with learning(str(path), profile, Settings(), reported.append, live=True) as (camera, take):
        assert camera.person is not None
        for tick in monitor.watch(
            ListedObservations(work(3)), profile, RULES, Nobody(), camera=camera
        ):
            take(tick, profile)
    assert kept(path, profile).sittings == 2


def test_the_day_of_the_first_sitting_is_that_of_the_wall(
    path: Path, profile: Profile, reported: list[str]
) -> None:
    with learning(str(path), profile, Settings(), reported.append, live=True) as (_, take):
        for tick in monitor.watch(ListedObservations(work(3)), profile, RULES, Nobody()):
            take(tick, profile)
    since = kept(path, profile).since
    assert since.utcoffset() == datetime.now(tz=UTC).astimezone().utcoffset()
    assert abs((since - datetime.now(tz=UTC)).total_seconds()) < 60
    assert app.EVERY_S == 600.0
