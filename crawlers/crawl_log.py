"""Where a crawl's log is: a module of its own, so that whoever starts a crawl need not load what crawls."""

from pathlib import Path

from archive.place import Archive


def log_path(archive: Archive, slug: str) -> Path:
    """Where a crawl's log is."""
    return archive.state / f"{slug}.log"
