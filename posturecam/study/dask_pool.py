"""Workers of a dask scheduler, each with one task of the study at a time.

Each task is for one worker.  So it is known which task ended a worker, whatever the scheduler is
set to, and no other one suffers with it.
"""

import asyncio
import itertools
import logging
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import CancelledError as Cancelled
from concurrent.futures import Future as Awaited
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from traceback import format_exception
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

import cloudpickle
from distributed import Client, KilledWorker

from posturecam.errors import ClusterError
from posturecam.study import errand
from posturecam.study.crew import ABOUT, Member, faults_of, member_of
from posturecam.study.pool import Died, Ended, Raised, Returned, Task
from posturecam.study.work import Refusal
from posturecam.view.times import brief

LOOK_EVERY_S: Final = 1.0
"""At whether workers have come or gone, where dask does not report it."""
ANSWER_S: Final = 120.0
"""For a scheduler to answer and for workers to say who they are; by judgement."""
NOBODY_S: Final = 300.0
"""Without any worker a study ends; by judgement: a computer has started again by then."""
LARGE_BYTES: Final = 1_000_000
"""More is sent to a worker before its task: dask wants tasks to be small."""
_log = logging.getLogger(__name__)
cloudpickle.register_pickle_by_value(errand)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a worker has to do."""

    ticket: int | None  # None: to say who it is
    address: str
    report: "Awaited[Any]"
    limit_s: float
    since_s: float


class DaskPool:
    """The workers of a client; those that come later are taken in."""

    def __init__(self, client: Client, description: str, dashboard: str, most: int | None) -> None:
        """Let at most `most` workers have tasks at a time."""
        self.description = description
        self.dashboard = dashboard
        self._client: Any = client  # most of its methods have no types
        self._most = most
        self._numbers = itertools.count()
        self._given: dict[int, _Given] = {}
        self._reported: SimpleQueue[int] = SimpleQueue()  # numbers of what was given
        self._ended: SimpleQueue[tuple[int, Ended]] = SimpleQueue()
        self._crew: dict[str, Member] = {}  # by address
        self._faults: dict[str, str] = {}  # by address: why a worker is of no use
        self._looked_s = float("-inf")
        self._peopled_s = time.monotonic()

    def __enter__(self) -> Self:
        """Wait until the workers have said who they are.

        Raises:
            ClusterError: There are none, or they differ from this process.
        """
        until_s = time.monotonic() + ANSWER_S
        while time.monotonic() < until_s and not (self._crew and not self._given):
            self._attend(LOOK_EVERY_S)
            if self._faults:
                break
        if self._faults or not self._crew:
            useless = self._useless()
            self._drop_all()
            raise ClusterError(useless)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take all tasks back; workers leave those that they have not begun."""
        self._drop_all()

    def idle(self) -> Sequence[str]:
        """Return the names of the workers that have no task."""
        busy = {given.address for given in self._given.values()}
        free = [member.name for address, member in self._crew.items() if address not in busy]
        return free if self._most is None else free[: max(0, self._most - len(busy))]

    def give(self, worker: str, ticket: int, task: Task) -> None:
        """Let an idle worker do a task."""
        address = next(at for at, member in self._crew.items() if member.name == worker)
        payload = cloudpickle.dumps((task.work, task.method, task.arguments))
        doing = self._do(address, self._crew[address].identity, payload, task)
        self._await(ticket, address, doing, task.limit_s)

    def next(self, wait_s: float) -> tuple[int, Ended] | None:
        """Wait until a task has ended and return its ticket and how it ended; None after `wait_s`.

        Raises:
            ClusterError: The scheduler is lost, or there are no workers any more.
        """
        until_s = time.monotonic() + wait_s
        while self._ended.empty():
            left_s = until_s - time.monotonic()
            if left_s < 0:
                return None
            self._attend(min(left_s, LOOK_EVERY_S))
        return self._ended.get()

    def _attend(self, wait_s: float) -> None:
        """Wait for one report, and look who is there."""
        if time.monotonic() - self._looked_s >= LOOK_EVERY_S:
            self._look()
            self._looked_s = time.monotonic()
        try:
            number = self._reported.get(timeout=wait_s)
        except Empty:
            return
        if number in self._given:
            self._settle(self._given.pop(number))

    def _look(self) -> None:
        """Ask new workers who they are; tasks of those that have gone will not end."""
        there = self._addresses()
        for address in there - self._crew.keys() - self._faults.keys() - self._asked():
            self._await(None, address, self._ask(address), float("inf"))
        for number, given in list(self._given.items()):
            if given.address not in there and not given.report.done():
                self._lose(self._given.pop(number))
        for gone in self._crew.keys() - there:
            del self._crew[gone]
        if there - self._faults.keys():
            self._peopled_s = time.monotonic()
        elif time.monotonic() - self._peopled_s > NOBODY_S:
            msg = f"There has been no worker for {brief(NOBODY_S)}. {_GO_ON}"
            raise ClusterError(msg)

    def _addresses(self) -> set[str]:
        if self._client.status != "running":
            raise ClusterError(_LOST)
        try:
            return set(self._client.sync(self._client.scheduler.ncores, callback_timeout=ANSWER_S))
        except (OSError, TimeoutError) as error:
            raise ClusterError(_LOST) from error

    def _asked(self) -> set[str]:
        return {given.address for given in self._given.values() if given.ticket is None}

    def _await(
        self, ticket: int | None, address: str, doing: Coroutine[Any, Any, Any], limit_s: float
    ) -> None:
        number = next(self._numbers)
        report = asyncio.run_coroutine_threadsafe(doing, self._client.loop.asyncio_loop)
        self._given[number] = _Given(ticket, address, report, limit_s, time.monotonic())
        report.add_done_callback(lambda _: self._reported.put(number))

    async def _ask(self, address: str) -> Any:
        future = self._client.submit(
            eval, ABOUT, workers=[address], allow_other_workers=False, pure=False
        )
        return await self._result(future)

    async def _do(self, address: str, identity: str, payload: Any, task: Task) -> Any:
        """Let a worker do a task; what is left of it goes with the coroutine."""
        if len(payload) > LARGE_BYTES:
            payload = await self._client.scatter(
                payload, workers=[address], hash=False, asynchronous=True
            )
        future = self._client.submit(
            errand.carry_out,
            payload,
            identity,
            task.limit_s,
            key=f"{task.method}-{uuid4().hex}",
            workers=[address],
            allow_other_workers=False,
            pure=False,
        )
        return await self._result(future)

    async def _result(self, future: Any) -> Any:
        """Wait for the result of a task; it is taken back when nobody waits any more."""
        gathering = asyncio.ensure_future(self._client.gather(future, asynchronous=True))
        gathering.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            return await asyncio.shield(gathering)
        except asyncio.CancelledError:
            await self._client.cancel([future], asynchronous=True, force=True)
            raise

    def _settle(self, given: _Given) -> None:
        """Say how something has ended."""
        error = _error_of(given.report)
        if error is not None and self._client.status != "running":
            raise ClusterError(_LOST) from error
        if given.ticket is None:
            self._meet(given, error)
        elif isinstance(error, _LOSSES):
            self._lose(given)
        elif error is not None:
            self._ended.put((given.ticket, Raised("".join(format_exception(error)))))
        else:
            self._hear(given, given.ticket, given.report.result())

    def _meet(self, given: _Given, error: BaseException | None) -> None:
        """Take a worker in that has said who it is."""
        if isinstance(error, _LOSSES):
            return
        fault = str(error) if error else faults_of(given.report.result())
        if fault:
            self._faults[given.address] = fault
            _log.warning("the worker %s is of no use: %s", given.address, fault)
        else:
            self._crew[given.address] = member_of(given.report.result())

    def _hear(self, given: _Given, ticket: int, report: errand.Report) -> None:
        how, value, worked_s = report
        if how == "elsewhere":
            self._lose(given)
        elif how == "raised":
            self._ended.put((ticket, Raised(str(value))))
        else:
            refused = how == "refused"
            self._ended.put((ticket, Returned(Refusal(str(value)) if refused else value, worked_s)))

    def _lose(self, given: _Given) -> None:
        """Give a worker up, and what it had to do."""
        given.report.cancel()
        self._crew.pop(given.address, None)
        if given.ticket is None:
            return
        if time.monotonic() - given.since_s >= given.limit_s:
            reason = f"no result after {brief(given.limit_s)}; its worker was ended"
        else:
            reason = "its worker ended, as when memory runs out or a library crashes"
        self._ended.put((given.ticket, Died(reason)))

    def _drop_all(self) -> None:
        for given in self._given.values():
            given.report.cancel()
        self._given.clear()

    def _useless(self) -> str:
        """Say why there is no worker of any use."""
        if self._faults:
            listed = "; ".join(f"{address}: {fault}" for address, fault in self._faults.items())
            return (
                f"Results would differ, as not the same is installed everywhere. {listed}. "
                "Install the same versions on every computer."
            )
        if self._given:
            return (
                f"No worker has answered in {brief(ANSWER_S)}: they are busy, or hang. Try later."
            )
        return f"{self.description}: there are none. Start some with `dask worker ADDRESS`."


_GO_ON: Final = "What was finished is kept; run the same command again to go on."
_LOST: Final = f"The connection to the dask scheduler is lost. {_GO_ON}"
_LOSSES: Final = (KilledWorker, Cancelled, asyncio.CancelledError)


def _error_of(report: "Awaited[Any]") -> BaseException | None:
    try:
        return report.exception()
    except Cancelled as error:
        return error
