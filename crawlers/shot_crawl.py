"""The outlet setting `shot`: what a crawl captured anew is pictured once the crawl has ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.place import Archive
from archive.rows import read_tuples, reading_index
from crawlers.shot import Wish, shoot
from extractors.outlets import Outlet

MOST = 200  # pages of one outlet in one crawl; the first crawl of an outlet may bring thousands
# Of a text that was read from a rendered page, the page as the outlet sent it is pictured.
NEW = """
SELECT DISTINCT
  CASE WHEN c.role = 'rendered-page' THEN c.refers_to ELSE c.record_id END AS page, c.captured_at
FROM versions v JOIN captures c USING (record_id)
WHERE c.outlet = ? AND c.captured_at >= ? AND NOT EXISTS (
  SELECT 1 FROM captures p WHERE p.refers_to = page AND p.kind = 'resource'
    AND p.role IN ('picture-live', 'picture-archive')
)
ORDER BY c.captured_at, page
"""
Tell = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many pages were pictured, and how many could not be."""

    pages: int = 0
    failed: int = 0


def shoot_new(archive: Archive, outlet: Outlet, since: str, tell: Tell) -> Taken:
    """Picture every version of the outlet's articles first captured since a time (as the index writes it).

    What goes wrong is told, and ends nothing but the pictures. `tell` takes a message and its values.
    """
    with reading_index(archive) as db:
        found = [record_id for record_id, _ in read_tuples(db, NEW, (outlet.slug, since))]
    pages = failed = 0
    wish = Wish(live=True, png="png" in outlet.shot, pdf="pdf" in outlet.shot)
    try:
        for shot in shoot(archive, found[:MOST], wish, since=since) if found else ():
            pages += shot.error is None
            if shot.error is not None:
                failed += 1
                tell("{slug}: no picture: {problem}", slug=outlet.slug, problem=shot.error)
    except ArchiveError as error:
        tell("{slug}: no more pictures: {problem}", slug=outlet.slug, problem=error)
        failed += len(found[:MOST]) - pages - failed
    if len(found) > MOST:
        tell(
            "{slug}: {count} new pages were not pictured, as no crawl pictures more than {most}",
            slug=outlet.slug,
            count=len(found) - MOST,
            most=MOST,
        )
    return Taken(pages=pages, failed=failed)
