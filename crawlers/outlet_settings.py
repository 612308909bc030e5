"""Scrapy's settings for one outlet: the archive's limits and manners, the outlet's declaration over them."""

from typing import Any

from archive.settings import Settings
from crawlers.manners import user_agent
from extractors.outlets import Outlet

# Without any delay Scrapy 2.19 starts all that is queued for a host at once: it counts what is in flight only
# when the tasks it has begun run, a turn of the event loop later.
SHORTEST_DELAY = 0.001


def outlet_settings(ours: Settings, outlet: Outlet) -> dict[str, Any]:
    """Names and values for a spider that fetches from the outlet."""
    delay = ours.politeness.delay if outlet.delay is None else outlet.delay
    return {
        "USER_AGENT": user_agent(ours.operator.contact),
        "DOWNLOAD_DELAY": max(delay, SHORTEST_DELAY),
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(ours.politeness.concurrency),
        # A delay of nothing is asked for only for servers of one's own.
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": ours.politeness.concurrency,
        "DOWNLOAD_MAXSIZE": ours.limits.max_bytes,
        "DOWNLOAD_TIMEOUT": ours.limits.timeout,
        "DOWNLOAD_VERIFY_CERTIFICATES": outlet.verify_tls,
    }
