"""The memory limit is held against the crawl's own memory, not against that of whoever started it."""

import subprocess
import sys

import pytest

from crawlers.memory import OwnMemory

BIG = 300_000_000  # bytes that the starting program holds
SAYS = """
from crawlers.memory import OwnMemory
print(OwnMemory.get_virtual_size(object.__new__(OwnMemory)))
"""
STARTS = f"""
import subprocess, sys
held = bytearray({BIG})
print(subprocess.run([sys.executable, "-c", {SAYS!r}], capture_output=True, text=True, check=True).stdout)
"""


def test_a_crawl_started_by_a_large_program_counts_its_own_memory() -> None:
    run = subprocess.run([sys.executable, "-c", STARTS], capture_output=True, text=True, check=True)
    assert 0 < int(run.stdout) < BIG


def test_without_proc_scrapys_own_measure_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawlers.memory.peak_memory", lambda: None)
    monkeypatch.setattr("scrapy.extensions.memusage.MemoryUsage.get_virtual_size", lambda _: 7)
    assert OwnMemory.get_virtual_size(object.__new__(OwnMemory)) == 7
