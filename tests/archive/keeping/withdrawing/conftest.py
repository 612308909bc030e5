"""An archive with a report that is to be withdrawn, and a search for what is left of it."""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from archive.alarms import tell_alarms
from archive.drift_alarms import drift_alarms
from archive.drift_state import NEW_REPORT, Drift, Redesign, keep_drift
from archive.health_archive import ArchiveState
from archive.ingest import Ingest
from archive.page_fields import Lost
from archive.place import Archive
from archive.schema import connect
from archive.status import Status

SLUG = "زيارة-وفد-قرية-المرج-الشمالي"
URL = f"https://almithal.example/2026/{quote(SLUG)}/"
TITLE = "وفد من المنظمة يزور قرية المرج الشمالي ويلتقي الأهالي"
SENTENCE = "وقالت الشاهدة كوكبانة للصحفيين إنها رأت ما حدث بعينيها."
OTHER = "https://almithal.example/2026/another-report-of-that-day/"
SEED = "https://almithal.example/feed/"
CANARIES = (SLUG, TITLE, SENTENCE, "كوكبانة")


def texts_in(path: Path) -> Iterator[str]:
    """What a file says: as it is, and its gzip members and escapes decoded."""
    data = path.read_bytes()
    parts, at = [data], 0
    while (at := data.find(b"\x1f\x8b\x08", at)) >= 0:
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        with suppress(zlib.error):
            parts.append(engine.decompress(data[at:]))
        at += 1
    for part in parts:
        text = part.decode("utf-8", "replace")
        yield text
        yield unquote(text)
        yield re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


@pytest.fixture
def holders() -> Callable[[Archive], set[str]]:
    """Which files of an archive hold something of the report."""

    def run(archive: Archive) -> set[str]:
        files = (path for path in archive.root.rglob("*") if path.is_file())
        return {
            path.relative_to(archive.root).as_posix()
            for path in files
            if any(one in text for text in texts_in(path) for one in CANARIES)
        }

    return run


@pytest.fixture
def report_page(page) -> bytes:
    """The page of the report."""
    return page(TITLE, 1).replace(b"</h1>", f"</h1><p>{SENTENCE}</p>".encode())


@pytest.fixture
def full(archive: Archive, wire, page, report_page, write_warc, warc_name, readers) -> Archive:
    """An archive in which a report is captured, seen again, pictured, announced by a feed and by events; an
    alarm has quoted it beside another."""
    feed = f"<rss><channel><item><title>{TITLE}</title><link>{URL}</link></item></channel></rss>".encode()
    seed = wire.exchange("/feed/", feed, role="feed", content_type="application/rss+xml")
    items = [
        {"url": URL, "state": "waiting", "title": TITLE, "published": "2026-11-20"},
        {"url": OTHER, "state": "waiting", "title": "خبر آخر من ذلك اليوم"},
    ]
    named = wire.event(event="discovered", seed=SEED, seed_role="feed", items=items)
    first = wire.exchange(URL, report_page, at="2026-11-21T08:00:00.000001Z")
    picture = wire.exchange(
        "/p/1.jpg", b"\xff\xd8 jpeg", role="requisite", content_type="image/jpeg", via=URL
    )
    other = wire.exchange(OTHER, page("خبر آخر من ذلك اليوم", 5), at="2026-11-21T08:05:00.000001Z", via=URL)
    again = wire.exchange(URL, status=304, refers_to=first[0].record_id, at="2026-11-22T08:00:00.000001Z")
    failed = wire.exchange(
        URL, sent=False, answered=False, outcome="timeout", at="2026-11-22T09:00:00.000001Z"
    )
    fate = wire.event(event="fate", url=URL, state="failed", reason="timeout")
    closed = write_warc(archive, warc_name(1), [wire.warcinfo(), seed, named, first, picture, other])
    closed.chmod(0o444)
    write_warc(archive, warc_name(2), [wire.warcinfo(), again, failed, fate], close=False)
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    quote_in_an_alarm(archive, first[0].record_id, other[0].record_id)
    return archive


def quote_in_an_alarm(archive: Archive, before: str, after: str) -> None:
    """As a round does that finds a redesign: the report was read well, the other no longer is."""
    at = datetime(2026, 11, 21, 9, tzinfo=UTC)
    lost = (
        Lost(field="title", before=TITLE, now=None, printed=False),
        Lost(field="body", before=SENTENCE, now="قائمة", printed=True),
    )
    redesign = Redesign(
        since="2026-11-21T08:05:00.000001Z",
        found_by=NEW_REPORT,
        url=OTHER,
        before_id=before,
        after_id=after,
        lost=lost,
    )
    drift = Drift(redesign=redesign)
    keep_drift(archive, "almithal", drift)
    quiet = ArchiveState(
        disk_free_bytes=10**12,
        grows_by_day_bytes=None,
        disk_lasts_days=None,
        last_checkpoint_at=None,
        last_capture_at=None,
    )
    found = Status(at=at, outlets=(), archive=quiet, alarms=tuple(drift_alarms(drift)))
    tell_alarms(archive, found, lambda document: None)
    left = archive.state / ".almithal.drift.json.new"  # of a run that was killed before it gave it its name
    left.write_bytes((archive.state / "almithal.drift.json").read_bytes())


@pytest.fixture
def id_of() -> Callable[..., str]:
    """The record id of the first answer at an address (the report's)."""

    def run(archive: Archive, url: str = URL) -> str:
        query = "SELECT record_id FROM captures WHERE url = ? AND kind != 'failure' ORDER BY captured_at"
        with closing(connect(archive.index, readonly=True)) as db:
            return str(db.execute(query, (url,)).fetchone()[0])

    return run


@pytest.fixture
def url() -> str:
    """The address of the report."""
    return URL


@pytest.fixture
def title() -> str:
    """The title of the report."""
    return TITLE


@pytest.fixture
def sentence() -> str:
    """A sentence that the report alone has."""
    return SENTENCE


@pytest.fixture
def other() -> str:
    """The address of a report that stays."""
    return OTHER
