"""Asking in a thread: answers at once, never hangs, never raises."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from posturecam.core.alerts.deferral import Hush
from posturecam.edges.desktop import busy as module
from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.busy import STALE_S, Busy, answers, asked, open_busy
from posturecam.edges.desktop.busy_finding import finding_of, quiet_finding
from posturecam.edges.desktop.busy_probes import SETTINGS, Probe, probes_of, wanted_hushes
from posturecam.settings import Quiet
from tests.support.patience import wait_until

FROM_OUTSIDE = tuple(hush for hush in Hush if hush is not Hush.EXERCISING)
NOTHING = Quiet(
    in_calls=False, camera_used=False, full_screen=False, presenting=False, do_not_disturb=False
)


class Computer:
    """Answers as it is told to."""

    def __init__(self) -> None:
        self.yes: dict[Hush, bool | None] = {}
        self.asked: list[Hush] = []
        self.closed = 0
        self.now_s = 100.0

    def probe(self, hush: Hush, *, dear: bool = False) -> Probe:
        def ask() -> Answer:
            self.asked.append(hush)
            return Answer(self.yes.get(hush), "so it is")

        return Probe(hush, ask, dear, self)

    def close(self) -> None:
        self.closed += 1

    def clock(self) -> float:
        return self.now_s


@contextmanager
def running(busy: Busy) -> Iterator[Busy]:
    thread = threading.Thread(target=busy.run)
    thread.start()
    try:
        yield busy
    finally:
        busy.leave()
        thread.join(300)


def test_the_first_reason_counts() -> None:
    computer = Computer()
    computer.yes = {Hush.IN_CALL: False, Hush.PRESENTING: None, Hush.FULL_SCREEN: True}
    probes = [computer.probe(hush) for hush in Hush]
    with running(Busy(probes)) as busy:
        wait_until(lambda: busy.latest() is Hush.FULL_SCREEN, "an answer", 0.01)
        computer.yes[Hush.IN_CALL] = True
        wait_until(lambda: busy.fresh() is Hush.IN_CALL, "a fresh one", 0.3)
    assert computer.closed == len(probes)


def test_a_fresh_answer_is_waited_for_and_a_young_one_is_good_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "EVERY_S", 3600.0)
    computer = Computer()
    probes = [computer.probe(Hush.IN_CALL), computer.probe(Hush.PRESENTING, dear=True)]
    busy = Busy(probes, computer.clock)
    with running(busy):
        wait_until(lambda: Hush.IN_CALL in computer.asked, "the first round", 0.01)
        assert Hush.PRESENTING not in computer.asked  # dear: not without need
        computer.yes[Hush.PRESENTING] = True
        assert busy.fresh(patience_s=300) is Hush.PRESENTING
        rounds = len(computer.asked)
        assert busy.fresh(patience_s=300) is Hush.PRESENTING
        assert len(computer.asked) == rounds
        computer.now_s += 2 * module.FRESH_S
        assert busy.fresh(patience_s=300) is Hush.PRESENTING
        assert len(computer.asked) > rounds


def test_while_something_waits_it_asks_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING_EVERY_S", 0.02)
    computer = Computer()
    computer.yes[Hush.PRESENTING] = True
    with running(Busy([computer.probe(Hush.PRESENTING, dear=True)])) as busy:
        busy.fresh(patience_s=300)
        busy.wait(waits=True)
        busy.fresh(patience_s=300)
        wait_until(lambda: len(computer.asked) > 5, "more rounds", 0.01)
        busy.wait(waits=True)
        busy.wait(waits=False)
        computer.yes[Hush.PRESENTING] = False
        assert busy.latest() in (Hush.PRESENTING, None)


def test_nobody_waits_for_a_computer_that_hangs() -> None:
    go_on, computer = threading.Event(), Computer()
    computer.yes[Hush.IN_CALL] = True

    def hang() -> Answer:
        go_on.wait(300)
        return Answer(yes=False, how="at last")

    busy = Busy([computer.probe(Hush.IN_CALL), Probe(Hush.FULL_SCREEN, hang)], computer.clock)
    with running(busy):
        wait_until(lambda: busy.latest() is Hush.IN_CALL, "an answer", 0.01)
        computer.yes[Hush.IN_CALL] = False
        computer.now_s += 2
        assert busy.fresh(patience_s=0.2) is Hush.IN_CALL  # what is known
        assert not go_on.is_set()  # the one that hangs is not waited for
        computer.now_s += STALE_S
        assert busy.latest() is None
        go_on.set()


def test_without_probes_there_is_no_reason() -> None:
    assert Busy([]).fresh(patience_s=300) is None


def test_whatever_a_probe_throws_is_not_known() -> None:
    def throw() -> Answer:
        raise RuntimeError

    class Unclosing:
        def close(self) -> None:
            raise RuntimeError

    assert asked(Probe(Hush.IN_CALL, throw)) == Answer(None, "cannot be asked (RuntimeError)")
    module.close([Probe(Hush.IN_CALL, throw, kept=Unclosing())])


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_reason_is_asked_on_every_system_if_it_is_wanted(platform: str) -> None:
    assert {probe.hush for probe in probes_of(Quiet(), platform)} == set(FROM_OUTSIDE)
    one = NOTHING.model_copy(update={"presenting": True})
    assert {probe.hush for probe in probes_of(one, platform)} == {Hush.PRESENTING}
    assert probes_of(NOTHING, platform) == ()
    probes = probes_of(Quiet(), platform)
    try:
        assert all(isinstance(asked(probe), Answer) for probe in probes)
    finally:
        module.close(probes)


def test_other_systems_know_nothing() -> None:
    assert probes_of(Quiet(), "plan9") == ()


def test_every_setting_is_a_reason() -> None:
    assert set(SETTINGS.values()) == set(Quiet.model_fields)
    assert wanted_hushes(Quiet()) == FROM_OUTSIDE


def test_the_thread_ends_with_the_block() -> None:
    with open_busy(Quiet()) as busy:
        busy.fresh()
    wait_until(lambda: all(one.name != "busy" for one in threading.enumerate()), "the end")


def test_the_doctor_says_what_is_detected_and_how() -> None:
    found = answers(Quiet())
    assert list(found) == list(FROM_OUTSIDE)
    known = {hush: Answer(yes=False, how="by magic") for hush in FROM_OUTSIDE}
    known[Hush.IN_CALL] = Answer(yes=True, how="Zoom recording")
    fine = finding_of(Quiet(), known)
    assert fine.ok
    assert not fine.next_step
    assert fine.text.startswith("a call: now (Zoom recording); ")
    assert "full screen: detected, not now (by magic)" in fine.text

    some = NOTHING.model_copy(update={"full_screen": True})
    unknown = finding_of(some, {Hush.FULL_SCREEN: Answer(None, "Wayland")})
    assert not unknown.ok
    assert not unknown.needed
    assert "full screen: cannot be known (Wayland); switched off: quiet.in_calls" in unknown.text
    assert "during full screen" in unknown.next_step
    assert quiet_finding(NOTHING).text == "switched off (quiet.*)"
