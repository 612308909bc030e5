"""Scrapy's memory limit, measured by what the crawl itself has held."""

from scrapy.extensions.memusage import MemoryUsage

from archive.peak import peak_memory


class OwnMemory(MemoryUsage):
    """Ends a crawl at MEMUSAGE_LIMIT_MB of its own memory.

    Scrapy asks the resource module, whose figure survives exec: a crawl that a large program starts would
    begin at that program's peak, and end at once.
    """

    def get_virtual_size(self) -> int:
        """The most memory this process has held, bytes; as Scrapy measures it where /proc does not tell."""
        own = peak_memory()
        return super().get_virtual_size() if own is None else own
