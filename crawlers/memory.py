"""The memory limit of a crawl: ended in good order by what it has held, and unable to take much more.

What was captured is on the disk by then. A crawl looks at itself every few seconds; what asks for more at
once than half the limit beyond it (RLIMIT_DATA) is refused, and fails alone: it ends the crawl as well.
"""

from __future__ import annotations

import resource
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.memusage import MemoryUsage
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from archive.peak import peak_memory

OUT_OF_MEMORY = "memusage_exceeded"  # as Scrapy says it
REFUSED_MEMORY = "warraq/memory_refused"  # the statistic that says that something could not be read for it
# Of a seed that came: it could not be read for want of memory.
NO_MEMORY = "reading-memory"


class OwnMemory(MemoryUsage):
    """Ends a crawl at MEMUSAGE_LIMIT_MB of its own memory, or when an allocation was refused.

    Scrapy asks the resource module, whose figure survives exec: a crawl that a large program starts would
    begin at that program's peak, and end at once.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ending = False
        self._crawler = crawler
        crawler.signals.connect(self._failed, signals.spider_error)
        crawler.signals.connect(self._at_end, signals.spider_idle)

    def get_virtual_size(self) -> int:
        """The most memory this process has held, bytes; as Scrapy measures it where /proc does not tell."""
        own = peak_memory()
        return super().get_virtual_size() if own is None else own

    def _check_limit(self) -> None:
        if not self._ending and self.get_virtual_size() > self.limit:
            self._ending = True
            super()._check_limit()

    def _at_end(self) -> None:
        """Tell what was too much between two looks, or was refused: nothing came of it, the rest goes on."""
        if self.limit:
            self._check_limit()
        stats, engine = self._crawler.stats, self._crawler.engine
        refused = stats is not None and stats.get_value(REFUSED_MEMORY)
        if refused and not self._ending and engine is not None:
            self._ending = True
            Deferred.fromCoroutine(engine.close_spider_async(reason=OUT_OF_MEMORY))

    def _failed(self, failure: Failure, **_: Any) -> None:
        engine = self._crawler.engine
        if isinstance(failure.value, MemoryError) and not self._ending and engine is not None:
            self._ending = True
            Deferred.fromCoroutine(engine.close_spider_async(reason=OUT_OF_MEMORY))


def limit_memory(megabytes: int) -> None:
    """Have the kernel refuse this process more memory than that and half as much again.

    Address space (RLIMIT_AS) would not do: most of what a crawl reserves there it never uses. Whatever it
    starts may raise the limit again.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = (megabytes << 20) * 3 // 2
    if hard == resource.RLIM_INFINITY or wanted < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
