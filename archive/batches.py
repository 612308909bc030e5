"""What a stretch of a WARC amounts to, ready to be written into the index at once."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive.aliases import Alias
from archive.captures import Capture
from archive.exchanges import Exchange, Step
from archive.ledger import Told
from archive.problems import Problem
from archive.versions import Version

BATCH_EXCHANGES = 64
BATCH_SECONDS = 0.5
BATCH_BYTES = 32 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Warc:
    """Where a batch comes from. `origin` is own or import; `name` is relative to warcs/, or absolute."""

    name: str
    origin: str

    @property
    def own(self) -> bool:
        """Whether this archive captured it."""
        return self.origin == "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """What an event says of a run: its start, with what it was asked for, or its end (`counts` is JSON)."""

    crawl_id: str
    outlet: str
    started_at: str | None = None
    asked: str | None = None
    finished_at: str | None = None
    reason: str | None = None
    counts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One capture with what reading it gave; `reader` begins the digest of the reader, if one has read it."""

    capture: Capture
    version: Version | None = None
    alias: Alias | None = None
    problems: tuple[Problem, ...] = ()
    reader: str | None = None


@dataclass(slots=True, kw_only=True)
class Batch:
    """What a stretch of a WARC amounts to, ready for the index. `records` counts its whole records."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    crawls: list[Crawl] = field(default_factory=list)
    records: int = 0


def batches(steps: Iterable[Step], known: int) -> Iterator[list[Step]]:
    """Steps in batches of so many exchanges or bytes, or of so many seconds that the steps took to come.

    A batch ends at byte `known`, so that none is partly in the index.
    """
    batch: list[Step] = []
    began, size = time.monotonic(), 0
    for step in steps:
        batch.append(step)
        size += len(step.item.main.block) if isinstance(step.item, Exchange) else 0
        full = len(batch) >= BATCH_EXCHANGES or size >= BATCH_BYTES
        if full or step.end == known or time.monotonic() - began >= BATCH_SECONDS:
            yield batch
            batch, began, size = [], time.monotonic(), 0
    if batch:
        yield batch
