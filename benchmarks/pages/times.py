"""The server's time: of each kind of page the first answer after a start, then many."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median, quantiles

from benchmarks.pages.servers import Refused, Server, ask

AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds: of the `first` answer, and of those after it to their first and their last byte.

    `cpu` is what the server took for each of those after the first, on average; `refused` how many of them
    were answered with another status than 200; `size` the median of the bodies' bytes as they were sent.
    """

    first: float
    to_first: tuple[float, ...]
    to_last: tuple[float, ...]
    cpu: float
    refused: int
    size: int

    @property
    def middle(self) -> float:
        """The median to the last byte."""
        return median(self.to_last)

    @property
    def late(self) -> float:
        """The 95th percentile of the same."""
        return quantiles(self.to_last, n=20)[-1] if len(self.to_last) > 1 else self.to_last[0]


def asked_in_turn(server: Server, paths: Sequence[str], runs: int) -> Times | None:
    """Ask `runs` times, one after the other, going round through the addresses; None when all are refused."""
    answers: list[tuple[float, float, int]] = []
    first, refused = 0.0, 0
    with suppress(Refused):
        first = ask(server.port, paths[0])[1]
    before = server.cpu()
    for path in islice(cycle([*paths[1:], paths[0]]), runs):
        try:
            answers.append(ask(server.port, path))
        except Refused:
            refused += 1
    if not answers:
        return None
    return Times(
        first=first,
        to_first=tuple(one[0] for one in answers),
        to_last=tuple(one[1] for one in answers),
        cpu=(server.cpu() - before) / runs,
        refused=refused,
        size=int(median(one[2] for one in answers)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What it takes when AT_ONCE ask: answers a second alone and together, the median of those together."""

    alone: float
    together: float
    middle: float


def asked_together(server: Server, paths: Sequence[str], runs: int) -> Together:
    """Ask `runs` times in turn, then as often by each of AT_ONCE threads."""
    began = time.perf_counter()
    for path in islice(cycle(paths), runs):
        ask(server.port, path)
    alone = runs / (time.perf_counter() - began)
    taken: list[float] = []

    def one(offset: int) -> None:
        for path in islice(cycle([*paths[offset:], *paths[:offset]]), runs):
            taken.append(ask(server.port, path)[1])

    threads = [threading.Thread(target=one, args=(at % len(paths),)) for at in range(AT_ONCE)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = AT_ONCE * runs / (time.perf_counter() - began)
    return Together(alone=alone, together=together, middle=median(taken))


@contextmanager
def meanwhile(work: Callable[[], Iterator[None]]) -> Iterator[None]:
    """Do the work over and over, a step at a time, as long as the block takes."""
    ended = threading.Event()

    def go_on() -> None:
        for _ in work():
            if ended.wait(0.2):
                return

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
