"""Writes down when a crawl lets each request go, by the clock that delays are measured by (see Desk.let_go).

When its bytes leave says less: between the two a busy machine may do something else for as long as it likes.
"""

import os
import sys
from typing import Any

if {"crawlers.crawl_process", "crawlers.capture_process"} & set(sys.orig_argv):
    from scrapy.core.downloader import Downloader

    download = Downloader._wait_for_download

    def noted(self: Any, slot: Any, *request: Any) -> Any:
        with open(os.environ["LET_GO"], "a", encoding="ascii") as file:
            file.write(f"{slot.lastseen!r}\n")
        return download(self, slot, *request)

    Downloader._wait_for_download = noted  # type: ignore[method-assign]
