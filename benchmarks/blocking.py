"""How long a crawl's event loop does not turn.

`late` is what any connection or timer of the crawl feels: a task that wants to wake every 5 ms notes how much
later it does. It counts everything, the machine's other programs too. `turn` is the time between two looks
of the reactor at its sockets; `turn_own` is that without the time in which its thread was ready to run and
the machine had no core for it, so what is left is work, waiting for the disk and for other threads of ours;
`turn_cpu` is the work alone.
"""

import asyncio
import gc
import os
import threading
import time
from array import array
from collections.abc import Sequence
from typing import Any

WAKE_EVERY = 0.005


class Blocking:
    """Watches the running event loop from `start` to `stop`; all figures are seconds."""

    def __init__(self) -> None:
        self._late = array("d")
        self._turns = array("d")
        self._turns_own = array("d")
        self._turns_cpu = array("d")
        self._collections = array("d")
        self._collecting = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the loop's thread."""
        loop: Any = asyncio.get_running_loop()
        self._selector = loop._selector
        self._select = self._selector.select
        self._schedule = os.open(f"/proc/self/task/{threading.get_native_id()}/schedstat", os.O_RDONLY)
        self._wake()
        self._selector.select = self._look
        self._task = loop.create_task(self._sleep())
        gc.callbacks.append(self._collected)

    def stop(self) -> None:
        """End."""
        if self._task is None:
            return
        self._task.cancel()
        self._task = None
        self._selector.select = self._select
        os.close(self._schedule)
        gc.callbacks.remove(self._collected)

    def figures(self) -> dict[str, Any]:
        """Longest and 99.9th percentile of each kind."""
        return {
            "late": extremes(self._late),
            "turn": extremes(self._turns),
            "turn_own": extremes(self._turns_own),
            "turn_cpu": extremes(self._turns_cpu),
            "collection": extremes(self._collections),
        }

    def _look(self, timeout: float | None = None) -> Any:
        turn = time.perf_counter() - self._woke
        self._turns.append(turn)
        self._turns_own.append(turn - (self._kept_waiting() - self._waited))
        self._turns_cpu.append(time.thread_time() - self._woke_cpu)
        found = self._select(timeout)
        self._wake()
        return found

    def _wake(self) -> None:
        self._woke, self._woke_cpu = time.perf_counter(), time.thread_time()
        self._waited = self._kept_waiting()

    def _kept_waiting(self) -> float:
        """Seconds that this thread was ready to run without a core (proc(5), /proc/pid/schedstat)."""
        return int(os.pread(self._schedule, 100, 0).split()[1]) / 1e9

    async def _sleep(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + WAKE_EVERY
            await asyncio.sleep(WAKE_EVERY)
            self._late.append(loop.time() - due)

    def _collected(self, phase: str, _: dict[str, int]) -> None:
        now = time.perf_counter()
        if phase == "start":
            self._collecting = now
        else:
            self._collections.append(now - self._collecting)


def extremes(values: Sequence[float]) -> dict[str, float]:
    """The largest of some values, the 99.9th percentile, and how many there are."""
    ordered = sorted(values)
    if not ordered:
        return {"max": 0.0, "p999": 0.0, "count": 0}
    return {"max": ordered[-1], "p999": ordered[int(0.999 * (len(ordered) - 1))], "count": len(ordered)}
