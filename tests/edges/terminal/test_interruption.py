import os
import signal
import sys
import threading

import pytest

from posturecam.edges.terminal.interruption import ends_cleanly, interrupt_main
from tests.support.patience import PATIENCE_S

if sys.platform == "win32":
    pytest.skip("signals as POSIX has them", allow_module_level=True)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_each_way_to_end_acts_like_control_c_and_is_put_back(name: str) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt), ends_cleanly():
        os.kill(os.getpid(), number)
    assert signal.getsignal(number) is before


def test_asked_again_in_haste_it_does_not_break_off_the_ending() -> None:
    now_s = 50.0
    with ends_cleanly(lambda: now_s):
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        now_s += 2.9
        os.kill(os.getpid(), signal.SIGINT)
        now_s += 0.1
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_another_thread_ends_what_the_main_one_waits_for() -> None:
    def wait() -> None:
        threading.Timer(0.05, interrupt_main).start()  # not before: it would end the tests
        threading.Event().wait(PATIENCE_S)

    with ends_cleanly(), pytest.raises(KeyboardInterrupt):
        wait()
