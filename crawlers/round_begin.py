"""The beginning of a round of due crawls: which outlets are crawled now, and whether any may be.

What an earlier round left when it was killed is taken in first: what it captured is in the index before
anybody asks when an outlet was crawled last, and nobody beside it is disturbed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from archive.errors import SettingsError
from archive.ingest import Ingest
from archive.locks import is_held
from archive.place import Archive
from archive.rows import reading_index
from archive.warcfile import OPEN, open_files
from crawlers.schedule import CUT_SHORT, due, visits
from extractors.outlets import Outlet


def due_outlets(archive: Archive, outlets: Sequence[Outlet], now: datetime) -> list[Outlet]:
    """Those of the outlets that are due, longest overdue first.

    One that was cut short is left out as long as its crawl is still ending. Raises what `Ingest` raises.
    """
    if _is_behind(archive, outlets):
        with Ingest(archive) as ingest:
            ingest.catch_up_all()
    by_slug = {outlet.slug: outlet for outlet in outlets}
    return [
        by_slug[visit.slug]
        for visit in due(visits(archive, outlets, now), now)
        if visit.why != CUT_SHORT or not is_held(archive.state / f"{visit.slug}.crawl.lock")
    ]


def require_settings(archive: Archive, *, in_round: bool) -> None:
    """Raise SettingsError when warraq.toml cannot be used, before anything begins; an alarm tells it where
    nobody may be looking."""
    from crawlers.round_end import tell_settings

    try:
        _ = archive.settings
    except SettingsError as error:
        if in_round:
            tell_settings(archive, str(error))
        raise


def _is_behind(archive: Archive, outlets: Sequence[Outlet]) -> bool:
    """Whether an open WARC has bytes that are not in the index."""
    sizes = dict[str, int]()
    for outlet in outlets:
        for name in open_files(archive.warcs, outlet.slug):
            with suppress(FileNotFoundError):  # closed just now
                sizes[name] = (archive.warcs / f"{name}{OPEN}").stat().st_size
    if not sizes or not archive.index.exists():
        return bool(sizes)
    with reading_index(archive) as db:
        known = dict(db.execute("SELECT name, ingested_to FROM warcs WHERE NOT closed").fetchall())
    return any(size > known.get(name, 0) for name, size in sizes.items())
