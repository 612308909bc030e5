"""Evidence bundles as downloads: of what `/cite` shows, and of a case file. The archive is only read.

A bundle is that of `warraq cite --bundle`, but for two things. No citation is issued, so it holds the text as
it was cited only where that was kept before. And no checkpoint is made: a capture that is under none yet
cannot be bundled here, and a kept text that is under none is left out. Requests, and what holds the
operator's contact, stay back as in every export.
"""

import re
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.browse.case_pages import find_case_by_id
from archive.browse.cite_asked import cite_asked
from archive.browse.cite_page import find_cited
from archive.browse.downloads import File
from archive.browse.site import Asked, Site
from archive.bundle import is_attested, write_bundle
from archive.case_work import passages_of
from archive.citation_links import origin_in
from archive.cite import Names
from archive.cited_texts import kept_text
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.schema import sqlite3

MOST_BYTES = 16 << 20  # of the records of a bundle that is made for a page; the command takes four times that
PATIENCE = 20.0  # seconds that a download waits for another one, which takes part of a second

_one_at_a_time = threading.Lock()


class Busy(ArchiveError):
    """Another bundle is being made."""


def cited_bundle(site: Site, db: sqlite3.Connection, asked: Asked) -> File:
    """The bundle of what these parameters cite. Raises as `cite_page` does, and ArchiveError."""
    names = Names(origin=origin_in(site.archive.settings))
    found, _ = find_cited(site, db, cite_asked(asked), names)
    if found is None or found["article"] is None:
        raise UnknownArticle("no report in this archive holds this quote")
    article = found["article"]
    kept = found.get("conversion") or kept_text(site.archive, db, article)
    name = f"{_plain(article['outlet'])}-{article['article_id']}"
    return _bundle(site, db, name, [{**found, "conversion": kept}], None, names)


def case_bundle(site: Site, db: sqlite3.Connection, case_id: str) -> File:
    """The bundle of a case, as `warraq case export` writes it. Raises UnknownArticle and ArchiveError."""
    case = find_case_by_id(site, case_id)
    names = Names(origin=origin_in(site.archive.settings))
    passages, _ = passages_of(site.archive, db, case, names)
    title = f"{case.name}: {case.title}" if case.title else case.name
    return _bundle(site, db, f"case-{case.id}", passages, title, names)


def _bundle(
    site: Site,
    db: sqlite3.Connection,
    name: str,
    passages: Sequence[dict[str, Any]],
    title: str | None,
    names: Names,
) -> File:
    passages = [_with_sound_text(site, db, one) for one in passages]
    with _alone(), tempfile.TemporaryDirectory(prefix="warraq-") as folder:
        path = Path(folder, "bundle.zip")
        write_bundle(
            site.archive,
            db,
            path,
            passages,
            title=title,
            names=names,
            reading_only=True,
            most_bytes=MOST_BYTES,
        )
        return File(name=f"{name}.zip", content=path.read_bytes())


def _with_sound_text(site: Site, db: sqlite3.Connection, passage: dict[str, Any]) -> dict[str, Any]:
    """The passage without its kept text, when that is under no checkpoint yet."""
    kept = passage.get("conversion")
    if kept is None or is_attested(site.archive, db, [kept]):
        return passage
    return {**passage, "conversion": None}


@contextmanager
def _alone() -> Iterator[None]:
    """One bundle at a time: each may take a hundred megabytes while it is made."""
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise Busy("another bundle is being made; try again in a moment")
    try:
        yield
    finally:
        _one_at_a_time.release()


def _plain(slug: str) -> str:
    return re.sub(r"[^a-z0-9.-]+", "-", slug.lower()).strip("-.") or "report"
