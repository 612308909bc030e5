"""Scrapy settings of every crawl: the floor below which no archive's or outlet's settings go.

What an archive decides (contact, delay, limits) and an outlet declares comes on top in
`crawlers.spider.OutletSpider.update_settings`.
"""

import os

from scrapy.settings import default_settings

BOT_NAME = "warraq"
SPIDER_LOADER_CLASS = "crawlers.spiderloader.OutletSpiderLoader"

# Bytes: only http and https, each exchange recorded, only codings that every WARC tool can read.
DOWNLOAD_HANDLERS = {
    "http": "crawlers.capture.handler.CapturingHandler",
    "https": "crawlers.capture.handler.CapturingHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ar,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
COMPRESSION_ENABLED = False  # bodies are decoded where they are read, with limits and with their faults named
HTTPCACHE_ENABLED = False  # a cached answer is no capture

# What is fetched, and in which order, is the frontier's decision.
SCHEDULER = "crawlers.scheduler.FrontierScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
REDIRECT_ENABLED = False  # a redirect is a capture and a row of the ledger like any other
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
HTTPERROR_ALLOW_ALL = True
DEPTH_LIMIT = 3
# For each response Scrapy starts this many tasks to handle what its callback yields (100 unless told: 2 ms of
# CPU a page); an answer yields one Sighting.
CONCURRENT_ITEMS = 1
ROBOTSTXT_OBEY = False  # replaced by RobotsMiddleware, which follows RFC 9309
DOWNLOADER_MIDDLEWARES = {
    "crawlers.address_guard.AddressMiddleware": 50,
    "crawlers.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    # Proxies are declared, not taken from the environment, and stand below what is recorded.
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
}
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.referer.RefererMiddleware": None}
ITEM_PIPELINES = {"crawlers.pipeline.ReadingPipeline": 300}

# Manners.
AUTOTHROTTLE_ENABLED = True
# Scrapy loads an extension before it sees that it is switched off: this one costs a crawl's start 0.1 s.
EXTENSIONS_BASE = {
    path: order
    for path, order in default_settings.EXTENSIONS_BASE.items()
    if path != "scrapy.extensions.remote_control.RemoteControl"
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "crawlers.memory.OwnMemory": 0,
    "crawlers.politeness.Throttle": 0,
}
DOWNLOAD_DELAY_JITTER = 0.0  # the operator's delay is the least, not the mean
COOKIES_ENABLED = False
REFERER_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Safety.
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 16 << 20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_FAIL_ON_DATALOSS = True
TWISTED_DNS_RESOLVER = "crawlers.resolver.PublicResolver"
DNS_TIMEOUT = 20
MEMUSAGE_LIMIT_MB = 1024
MEMUSAGE_CHECK_INTERVAL_SECONDS = 2.0
WARRAQ_ALLOW_PRIVATE = os.environ.get("WARRAQ_ALLOW_PRIVATE") == "1"

LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []  # they name the machine's platform
FEED_EXPORT_ENCODING = "utf-8"
