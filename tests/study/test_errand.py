"""What runs around a task in a worker's process."""

import faulthandler
import pickle
from types import SimpleNamespace

import pytest

from posturecam.study import errand
from tests.support.study_jobs import PlainWork, job, measured


def test_a_recording_that_claims_to_last_for_ever_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timers = list[float]()

    def timer(limit_s: float, **_: object) -> None:
        timers.append(limit_s)

    monkeypatch.setattr(errand, "get_worker", lambda: SimpleNamespace(id="me"))
    monkeypatch.setattr(faulthandler, "dump_traceback_later", timer)
    payload = pickle.dumps((PlainWork(), "measure", (job("a"),)))
    how, value, _ = errand.carry_out(payload, "me", 1e30)
    assert (how, value) == ("returned", measured("a"))
    assert timers == [errand.LONGEST_S]
