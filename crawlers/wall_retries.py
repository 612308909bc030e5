"""After a crawl: pages in whose place a wall stood are noted in the frontier, to be looked at again later."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.errors import AlreadyRunning
from archive.locks import locked
from archive.place import Archive
from archive.rows import reading_index
from archive.walled import walled
from crawlers.frontier import Frontier, FrontierError


def note_walls(archive: Archive, slug: str) -> int:
    """Have later crawls look again at pages that showed a wall; returns how many there are.

    Nothing is noted while another run crawls the outlet: the next crawl does it.
    """
    with reading_index(archive) as db:
        found = walled(db, slug, datetime.now(UTC))
    path = archive.state / f"{slug}.frontier.db"
    if not found or not path.exists():
        return len(found)
    try:
        with locked(archive.state / f"{slug}.crawl.lock"):
            frontier = Frontier(path)
            try:
                for one in found:
                    frontier.look_again(one.url, one.again_at.timestamp())
            finally:
                frontier.close()
    except (AlreadyRunning, FrontierError):
        return len(found)
    return len(found)
