"""What was measured on: the machine and the versions of what takes part."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from archive.schema import sqlite3

LIBRARIES = ("warraq", "scrapy", "twisted", "warcio", "trafilatura", "lxml", "feedparser", "pysqlite3")


def describe() -> list[str]:
    """Lines that name date, machine and versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        f"date      {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"machine   {os.cpu_count()} cores, {_cpu_model()}, {_memory() >> 20} MiB, {_system()}",
        f"versions  Python {platform.python_version()}, {versions}, SQLite {sqlite3.sqlite_version}",
    ]


def load() -> str:
    """How busy the machine is: processes that wanted to run in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _system() -> str:
    return f"{platform.system()} {platform.release()}"


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
