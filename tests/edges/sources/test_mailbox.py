"""The newest frame, or why there is none."""

import pytest

from posturecam.core.values import Frame, Why
from posturecam.edges.sources.mailbox import Mailbox
from tests.support.film import corners

PICTURE = corners()


def frame(t: float) -> Frame:
    return Frame(t, PICTURE)


def test_only_the_newest_frame_is_kept_and_taken_once() -> None:
    mailbox, newest = Mailbox(), frame(2.0)
    mailbox.put(frame(1.0))
    mailbox.put(newest)
    assert mailbox.take(0.0) is newest
    assert mailbox.take(0.0) is None


def test_an_old_frame_is_dropped_and_another_one_still_asked_for() -> None:
    mailbox = Mailbox()
    mailbox.put(frame(1.0))
    assert mailbox.take(1.5) is None
    assert mailbox.take(0.0) is None
    assert mailbox.asked


def test_a_frame_that_nobody_asks_for_is_not_kept() -> None:
    mailbox = Mailbox()
    mailbox.put(frame(1.0))
    mailbox.take(0.0)
    mailbox.put(frame(2.0))  # it was under way already
    mailbox.asked = True
    assert mailbox.take(0.0) is None


def test_a_reason_replaces_the_frame_and_a_picture_the_reason() -> None:
    mailbox = Mailbox()
    mailbox.put(frame(1.0))
    mailbox.report(Why.CAMERA_LOST)
    assert (mailbox.take(0.0), mailbox.why) == (None, Why.CAMERA_LOST)
    mailbox.put(None)
    assert mailbox.why is None


def test_a_failure_is_raised_to_the_reader() -> None:
    mailbox = Mailbox()
    mailbox.report(Why.CAMERA_LOST, ZeroDivisionError())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            mailbox.take(0.0)


def test_a_device_is_refused_until_it_could_be_opened_once() -> None:
    mailbox = Mailbox()
    assert not mailbox.refused
    mailbox.report(Why.CAMERA_BUSY)
    assert mailbox.refused
    mailbox.opened = True
    assert not mailbox.refused


def test_every_sign_of_life_counts_and_the_next_thread_counts_on() -> None:
    mailbox = Mailbox()
    mailbox.beat()
    mailbox.put(None)
    mailbox.put(frame(1.0))
    assert mailbox.beats == 3
    after = mailbox.successor()
    assert after.beats == 3
    assert after.take(0.0) is None
    assert mailbox.take(0.0) is not None
