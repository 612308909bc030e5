"""Which reader reads: what a text depends on beside its record. Light: asking loads no parser."""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib import metadata as distributions
from pathlib import Path

from extractors.outlets import Outlet

_DISTRIBUTIONS = ("trafilatura", "lxml", "tzdata", "hijridate", "jusText", "lxml_html_clean")


@cache
def reader_digest(outlet: Outlet) -> str:
    """Give the sha256 (hex) of what a text depends on beside its record: code, parsers, declaration."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for name in _DISTRIBUTIONS:
        digest.update(f"{name}=={distributions.version(name)}\0".encode())
    digest.update(json.dumps(asdict(outlet), sort_keys=True, default=str, ensure_ascii=False).encode())
    return digest.hexdigest()
