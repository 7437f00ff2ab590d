"""Which recording is measured when, and what is said of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from posturecam.errors import ClusterError, StorageError
from posturecam.study.keeping import Outcome
from posturecam.study.pool import Ended
from posturecam.study.progress import Progress, share
from posturecam.study.running import run
from posturecam.study.work import Job, Measured, Prepared
from tests.support.study_jobs import LENGTH_S, Memory, PlainWork, job, key_of, measured
from tests.support.study_pool import FakePool


def study(
    jobs: list[Job],
    pool: FakePool | None = None,
    memory: Memory | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> tuple[Outcome, ...]:
    pool, memory = pool or FakePool(), memory or Memory()
    return run(pool, PlainWork(), jobs, memory, key_of, on_progress)


def states(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [f"{outcome.name} {outcome.state}" for outcome in outcomes]


def test_every_recording_is_measured_and_kept_under_its_key() -> None:
    memory = Memory()
    small, large = study([job("small", size=1), job("large-dark", size=2)], memory=memory)
    assert memory.results == {
        "key-small-": measured("small"),
        "key-large-dark-": measured("large-dark", "dark"),
    }
    assert small == Outcome("small", "/films/small", "key-small-", "done", "", 1, 4.0)
    assert large.notes == ("dark",)


def test_the_largest_recordings_are_begun_first() -> None:
    pool = FakePool(workers=("one",))
    study([job("b", size=2), job("c", size=1), job("a", size=3)], pool)
    assert [what for what in pool.done if "measure" in what] == [
        "measure a",
        "measure b",
        "measure c",
    ]


def test_a_recording_is_finished_before_another_is_begun() -> None:
    pool = FakePool(workers=("one",))
    study([job("b"), job("c")], pool)
    assert pool.done == ["prepare b", "measure b", "prepare c", "measure c"]


@pytest.mark.parametrize("last_first", [False, True])
def test_no_more_recordings_are_under_way_than_there_are_workers(last_first: bool) -> None:  # noqa: FBT001
    pool = FakePool(workers=("one", "two", "three"), last_first=last_first)
    most = 0

    def count(_: str) -> None:
        nonlocal most
        names = {about_recording(task.arguments[0]) for _, _, task in pool.given}
        most = max(most, len(names) + 1)

    pool.before = count
    memory = Memory()
    study([job(f"film {number}") for number in range(40)], pool, memory)
    assert most == 3
    assert len(memory.results) == 40


def about_recording(first: object) -> str:
    return str(getattr(first, "person", None) or getattr(first, "name", ""))


def test_what_is_there_is_not_measured_again() -> None:
    memory, pool = Memory(), FakePool()
    study([job("a"), job("b")], memory=memory)
    again = study([job("a"), job("b"), job("c")], pool, memory)
    assert pool.done == ["prepare c", "measure c"]
    assert states(again) == ["a done", "b done", "c done"]
    assert (again[0].tries, again[0].worked_s) == (0, 0.0)


def test_a_recording_that_changes_while_it_is_measured_has_failed() -> None:
    memory = Memory()
    one, two = study([job("a-edited"), job("b")], memory=memory)
    assert (one.state, one.fault) == ("failed", False)
    assert "changed" in one.reason
    assert two.state == "done"
    assert list(memory.results) == ["key-b-"]
    assert "/films/a-edited" not in memory.read, "the next run reads it again"


def test_what_was_read_is_not_read_again() -> None:
    memory, pool = Memory(), FakePool()
    memory.read["/films/a"] = Prepared("a", LENGTH_S, ())
    study([job("a")], pool, memory)
    assert pool.done == ["measure a"]


def test_of_two_recordings_with_the_same_content_one_is_measured() -> None:
    memory = Memory()
    first, second = study([job("a", content="x"), job("b", content="x")], memory=memory)
    assert states((first, second)) == ["a done", "b skipped"]
    assert second.reason == "same content as a"
    assert len(memory.results) == 1


def test_of_two_recordings_with_the_same_content_the_second_waits_for_nothing() -> None:
    memory = Memory()
    study([job("a", content="x"), job("b", content="x")], memory=memory)
    first, second = study([job("a", content="x"), job("b", content="x")], memory=memory)
    assert states((first, second)) == ["a done", "b skipped"]


def test_the_same_content_measured_against_another_profile_is_measured() -> None:
    memory = Memory()
    other = replace(job("b", content="x"), profile_name="other")
    assert states(study([job("a", content="x"), other], memory=memory)) == ["a done", "b done"]


def test_what_ends_a_worker_is_tried_once_more_after_all_others() -> None:
    pool = FakePool(workers=("one",), deaths={"measure a": 1})
    outcome = study([job("a", size=900), job("b"), job("c")], pool)[0]
    assert pool.done[-1] == "measure a"
    assert (outcome.state, outcome.tries) == ("done", 2)


def test_what_ends_a_worker_twice_has_failed_and_stops_no_other() -> None:
    pool = FakePool(deaths={"measure a": 9})
    first, second = study([job("a"), job("b")], pool)
    assert pool.done.count("measure a") == 2
    assert (first.state, first.tries, first.fault) == ("failed", 2, False)
    assert first.reason == "its worker ended (tried 2 times)"
    assert second.state == "done"


def test_a_worker_that_ends_while_it_reads_is_no_other_matter() -> None:
    pool = FakePool(deaths={"prepare a": 9})
    outcome = study([job("a"), job("b")], pool)[0]
    assert (outcome.state, outcome.tries, outcome.key) == ("failed", 2, None)


@pytest.mark.parametrize(
    ("name", "reason", "key"),
    [("mute", "there is no picture in it", None), ("blank", "nobody is in view", "key-blank-")],
)
def test_what_is_refused_is_not_tried_again(name: str, reason: str, key: str | None) -> None:
    pool = FakePool()
    outcome = study([job(name), job("b")], pool)[0]
    assert (outcome.state, outcome.reason, outcome.key) == ("failed", reason, key)
    assert (outcome.tries, outcome.fault) == (1, False)


def test_an_exception_is_a_fault_of_the_program(caplog: pytest.LogCaptureFixture) -> None:
    first, second = study([job("boom"), job("b")])
    assert (first.state, first.tries, first.fault) == ("failed", 1, True)
    assert "internal error, a bug in posturecam (ValueError: boom); see the log" in first.reason
    assert second.state == "done"
    assert "Traceback" in caplog.text
    caplog.clear()


def test_what_is_no_result_is_a_fault_of_the_program(caplog: pytest.LogCaptureFixture) -> None:
    class Odd(PlainWork):
        __slots__ = ()

        def measure(self, job: Job) -> Measured:  # noqa: ARG002
            return "nothing"  # type: ignore[return-value]

    (outcome,) = run(FakePool(), Odd(), [job("a")], Memory(), key_of, lambda _: None)
    assert (outcome.state, outcome.fault) == ("failed", True)
    assert "measure returned a str" in outcome.reason
    caplog.clear()


@pytest.mark.parametrize("last_first", [False, True])
def test_sections_are_searched_and_joined_in_their_order(last_first: bool) -> None:  # noqa: FBT001
    memory = Memory()
    pool = FakePool(workers=("one", "two", "three"), last_first=last_first)
    (outcome,) = study([job("long-5")], pool, memory)
    assert outcome.notes == ("0001020304",)
    assert pool.done[-1] == "join long-5"
    assert sorted(pool.done[1:-1]) == [f"search long-5 {number}" for number in range(5)]
    assert outcome.worked_s == 7 * 2.0


def test_sections_that_are_there_are_not_searched_again() -> None:
    memory, pool = Memory(), FakePool()
    memory.keep_section("key-long-3-", 1, b"x")
    (outcome,) = study([job("long-3")], pool, memory)
    assert pool.done == ["prepare long-3", "search long-3 0", "search long-3 2", "join long-3"]
    assert outcome.notes == ("007802",)


def test_when_all_sections_are_there_they_are_joined() -> None:
    memory, pool = Memory(), FakePool()
    for number in range(2):
        memory.keep_section("key-long-2-", number, b"x")
    study([job("long-2")], pool, memory)
    assert pool.done == ["prepare long-2", "join long-2"]


def test_of_a_recording_with_a_bad_section_the_others_are_dropped() -> None:
    deaths = {"search long-9 1": 9}
    pool = FakePool(deaths=deaths)
    bad, good = study([job("long-9", size=900), job("b")], pool)
    assert (bad.state, bad.tries) == ("failed", 2)
    assert good.state == "done"
    assert "join long-9" not in pool.done


def test_sections_after_one_that_fails_are_not_begun(caplog: pytest.LogCaptureFixture) -> None:
    pool = FakePool(workers=("one",))
    study([job("long-9-boom", size=900), job("b")], pool)
    searched = [what.rpartition(" ")[2] for what in pool.done if "search" in what]
    assert searched == ["0", "1", "2"]  # the next one was given before the end was read
    caplog.clear()


def test_a_section_that_ends_after_another_has_failed_is_left_aside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    memory, pool = Memory(), FakePool(workers=("one", "two", "three"))
    study([job("long-3-boom", size=999), *(job(f"b{n}") for n in range(9))], pool, memory)
    assert "search long-3-boom 2" in pool.done
    assert set(memory.seen) == {("key-long-3-boom-", 0)}
    caplog.clear()


def test_a_section_that_is_lost_before_it_is_joined_ends_the_study() -> None:
    class Losing(Memory):
        def keep_section(self, key: str, number: int, seen: bytes) -> None:
            """Keep nothing."""

    with pytest.raises(StorageError, match="long-2"):
        study([job("long-2")], memory=Losing())


def test_a_full_disk_ends_the_study() -> None:
    class Full(Memory):
        def keep(self, key: str, job: Job, measured: Measured) -> None:  # noqa: ARG002
            raise StorageError(key)

    with pytest.raises(StorageError):
        study([job("a"), job("b")], memory=Full())


def test_workers_that_are_lost_end_the_study_and_what_is_done_is_kept() -> None:
    class Lost(FakePool):
        def next(self, wait_s: float) -> tuple[int, Ended] | None:
            if len(self.done) == 4:
                message = "lost"
                raise ClusterError(message)
            return super().next(wait_s)

    memory = Memory()
    with pytest.raises(ClusterError):
        study([job("a"), job("b"), job("c")], Lost(workers=("one",)), memory)
    assert list(memory.results) == ["key-a-", "key-b-"]
    pool = FakePool()
    study([job("a"), job("b"), job("c")], pool, memory)
    assert pool.done == ["prepare c", "measure c"]


def test_a_worker_has_its_next_task_before_the_result_is_written() -> None:
    pool = FakePool(workers=("one",))

    class Slow(Memory):
        def keep(self, key: str, job: Job, measured: Measured) -> None:
            if job.recording.name == "a":
                assert [task.method for _, _, task in pool.given] == ["prepare"]
            super().keep(key, job, measured)

    study([job("a"), job("b")], pool, Slow())


def test_without_any_worker_the_study_waits() -> None:
    class Late(FakePool):
        def next(self, wait_s: float) -> tuple[int, Ended] | None:
            if not self.workers:
                self.workers = ("one",)
                return None
            return super().next(wait_s)

    assert states(study([job("a")], Late(workers=()))) == ["a done"]


def test_progress_counts_what_is_done_and_what_was_there() -> None:
    memory, seen = Memory(), list[Progress]()
    study([job("a", size=300)], memory=memory)
    jobs = [job("a", size=300), job("long-2", size=200), job("mute"), job("b", content="a")]
    study(jobs, memory=memory, on_progress=seen.append)
    last = seen[-1]
    assert (last.done, last.failed, last.skipped, last.recordings) == (2, 1, 1, 4)
    assert share(last) == 1.0
    assert (last.worked_bytes, last.recorded_s) == (200, LENGTH_S)
    assert last.doing == ()
    parts = [progress.settled_bytes for progress in seen]
    assert parts == sorted(parts)


def test_progress_says_what_each_worker_does() -> None:
    seen = list[Progress]()
    study([job("long-2", size=9), job("a")], on_progress=seen.append)
    words = {f"{doing.recording}: {doing.what}" for progress in seen for doing in progress.doing}
    assert words == {
        "long-2: reads",
        "a: reads",
        "a: measures",
        "long-2: part 1 of 2",
        "long-2: part 2 of 2",
        "long-2: joins the parts",
    }
    assert {doing.worker for progress in seen for doing in progress.doing} == {"one", "two"}


def test_a_study_of_nothing_has_no_outcomes() -> None:
    assert study([]) == ()
