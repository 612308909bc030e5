"""What a spider yields: a pointer to a capture on the disk. The archive reads it; the spider does not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An article's page as captured. `warc` is relative to `warcs/`; offset and length are bytes in it."""

    url: str
    record_id: str
    warc: str
    offset: int
    length: int
    captured_at: str
