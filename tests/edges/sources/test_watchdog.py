"""What counts as silence and as a hang, on a clock that passes when somebody waits."""

import pytest

from posturecam.core.values import Frame, Unseen, Why
from posturecam.edges.sources.live import _first
from posturecam.edges.sources.watchdog import HANGS_S, MOST_LEFT, Standstill
from tests.support.fake_thread import FakeThread
from tests.support.film import corners


class StoppedThread(FakeThread):
    """It belongs to a process that is stopped for an hour in each wait; a picture comes at last."""

    def __init__(self, waits: int) -> None:
        super().__init__(call=1)
        self.waits = waits

    def wait(self, most_s: float) -> None:  # noqa: ARG002
        self.now_s += 3600.0
        self.waits -= 1
        if not self.waits:
            self.mailbox.put(Frame(self.now_s, corners()))


@pytest.mark.parametrize(("waits", "seen"), [(8, Frame), (12, Unseen)])
def test_a_process_that_was_stopped_does_not_blame_the_camera_at_once(
    waits: int, seen: type[Frame | Unseen]
) -> None:
    assert isinstance(StoppedThread(waits).source().read(0.0), seen)


def test_a_process_that_was_stopped_leaves_no_thread_behind() -> None:
    thread = StoppedThread(waits=3)  # three times in one and the same call
    assert isinstance(thread.source().read(0.0), Frame)
    assert thread.begun == [0.0]


@pytest.mark.parametrize(("waits", "seen"), [(3, Frame), (100, type(None))])
def test_a_process_that_was_stopped_at_the_start_waits_for_the_first_picture(
    waits: int, seen: type[Frame | None]
) -> None:
    thread = StoppedThread(waits)
    thread(thread.mailbox, ())
    assert isinstance(_first(thread.mailbox, 10.0, thread.t), seen)


def test_silence_is_reported_once_a_second_and_a_sign_of_life_ends_it() -> None:
    thread = FakeThread()
    source = thread.source()
    silent = [source.read(0.0) for _ in range(3)]
    assert [one.t for one in silent] == [5.0, 6.0, 7.0]
    assert {getattr(one, "why", None) for one in silent} == {Why.CAMERA_LOST}
    thread.mailbox.put(None)
    assert source.read(0.0).t == pytest.approx(12.0, abs=0.3)


def test_a_thread_at_rest_does_not_hang() -> None:
    thread = FakeThread(call=0)
    source = thread.source(silence_s=5 * HANGS_S)
    assert source.read(0.0).t > 4 * HANGS_S
    assert thread.begun == [0.0]


class SlowDriver(FakeThread):
    """Each call takes `call_s`, then comes the next one."""

    def __init__(self, call_s: float) -> None:
        self.call_s = call_s
        super().__init__()

    @property
    def under_way(self) -> int:
        return 1 + int(self.now_s / self.call_s)

    @under_way.setter
    def under_way(self, call: int) -> None: ...


@pytest.mark.parametrize("call_s", [0.3, 0.9 * HANGS_S])
def test_a_slow_driver_is_waited_for(call_s: float) -> None:
    thread = SlowDriver(call_s)
    source = thread.source()
    while thread.now_s < 5 * HANGS_S:
        source.read(0.0)
    assert thread.begun == [0.0]


def test_a_hang_begins_a_fresh_thread_and_then_as_many_as_may_be_left_behind() -> None:
    thread = FakeThread(call=7)
    source = thread.source()
    while thread.now_s < 10 * HANGS_S:
        source.read(0.0)
    every_s = [HANGS_S * (1 + number) for number in range(MOST_LEFT)]
    assert thread.begun == pytest.approx([0.0, *every_s], abs=MOST_LEFT)
    assert thread.left_behind == [0, 1, 2, 3]


def test_a_fresh_thread_begins_without_the_frame_of_the_one_left_behind() -> None:
    thread = FakeThread(call=7)
    source = thread.source()
    first = thread.mailbox
    while thread.mailbox is first:
        source.read(0.0)
        first.report(Why.CAMERA_BUSY)
    first.put(Frame(thread.now_s, corners()))
    seen = source.read(0.0)
    assert isinstance(seen, Unseen)
    assert seen.why is Why.CAMERA_BUSY  # what was known still holds


@pytest.mark.parametrize(
    ("checks", "lasted_s"),
    [
        pytest.param([(1, 2.0)], 0.0, id="a new number"),
        pytest.param([(1, 2.0), (1, 0.5), (1, 0.75)], 1.25, id="the same number"),
        pytest.param([(1, 2.0), (1, 3600.0)], 1.0, id="checked late"),
        pytest.param([(1, 2.0), (1, 0.5), (2, 0.5)], 0.0, id="it changed"),
    ],
)
def test_how_long_a_number_has_stood_still(
    checks: list[tuple[int, float]], lasted_s: float
) -> None:
    standstill = Standstill(most_s=1.0)
    for number, passed_s in checks:
        standstill.check(number, passed_s)
    assert standstill.lasted_s == lasted_s
