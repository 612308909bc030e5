"""Withdrawal: what was named is in no file any more, all else is as it was, and everybody says so."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.dump import dump
from archive.ingest import Ingest
from archive.place import Archive
from archive.rebuild import rebuild
from archive.schema import connect
from archive.verify import verify
from archive.warc import walk
from archive.withdraw import withdraw
from archive.withdrawal_plan import Asked
from archive.withdrawal_stubs import read_stub

SLUG = "زيارة-وفد-قرية-المرج-الشمالي"
URL = f"https://almithal.example/2026/{quote(SLUG)}/"
TITLE = "وفد من المنظمة يزور قرية المرج الشمالي ويلتقي الأهالي"
SENTENCE = "وقالت الشاهدة كوكبانة للصحفيين إنها رأت ما حدث بعينيها."
OTHER = "https://almithal.example/2026/another-report-of-that-day/"
SEED = "https://almithal.example/feed/"
CANARIES = (SLUG, quote(SLUG), TITLE, SENTENCE, "كوكبانة")


def texts_in(path: Path) -> Iterator[str]:
    """What a file says: as it is, and its gzip members and escapes decoded."""
    data = path.read_bytes()
    yield data.decode("utf-8", "replace")
    at = 0
    while (at := data.find(b"\x1f\x8b\x08", at)) >= 0:
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            yield engine.decompress(data[at:]).decode("utf-8", "replace")
        except zlib.error:
            pass
        at += 1


def holders(archive: Archive) -> list[tuple[str, str]]:
    """Which files of the archive hold which canary."""
    found = []
    for path in sorted(archive.root.rglob("*")):
        if path.is_file():
            for text in texts_in(path):
                unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
                found += [(path.name, one) for one in CANARIES if one in text or one in unescaped]
    return found


@pytest.fixture
def full(archive: Archive, wire, page, write_warc, warc_name, readers) -> Archive:
    """An archive in which a report is captured, seen again, pictured, announced by a feed and by events."""
    body = page(TITLE, 1).replace(b"</h1>", f"</h1><p>{SENTENCE}</p>".encode())
    feed = f"<rss><channel><item><title>{TITLE}</title><link>{URL}</link></item></channel></rss>".encode()
    seed = wire.exchange("/feed/", feed, role="feed", content_type="application/rss+xml")
    items = [
        {"url": URL, "state": "waiting", "title": TITLE, "published": "2026-11-20"},
        {"url": OTHER, "state": "waiting", "title": "خبر آخر من ذلك اليوم"},
    ]
    named = wire.event(event="discovered", seed=SEED, seed_role="feed", items=items)
    first = wire.exchange(URL, body, at="2026-11-21T08:00:00.000001Z")
    picture = wire.exchange(
        "/p/1.jpg", b"\xff\xd8 picture", role="requisite", content_type="image/jpeg", via=URL
    )
    other = wire.exchange(OTHER, page("خبر آخر من ذلك اليوم", 5), at="2026-11-21T08:05:00.000001Z", via=URL)
    again = wire.exchange(URL, status=304, refers_to=first[0].record_id, at="2026-11-22T08:00:00.000001Z")
    failed = wire.exchange(
        URL, sent=False, answered=False, outcome="timeout", at="2026-11-22T09:00:00.000001Z"
    )
    fate = wire.event(event="fate", url=URL, state="failed", reason="timeout")
    write_warc(archive, warc_name(1), [wire.warcinfo(), seed, named, first, picture, other])
    write_warc(archive, warc_name(2), [wire.warcinfo(), again, failed, fate], close=False)
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    return archive


def first_of(archive: Archive, url: str = URL) -> str:
    """The record id of the first answer at an address."""
    with closing(connect(archive.index, readonly=True)) as db:
        query = "SELECT record_id FROM captures WHERE url = ? AND kind != 'failure' ORDER BY captured_at"
        return str(db.execute(query, (url,)).fetchone()[0])


def members_of(archive: Archive) -> dict[tuple[str, int], bytes]:
    found = {}
    for path in sorted(archive.warcs.rglob("*.warc.gz*")):
        data = path.read_bytes()
        for record in walk(path):
            found[path.name, record.offset] = data[record.offset : record.offset + record.length]
    return found


def test_nothing_of_a_withdrawn_report_is_left(full: Archive, readers) -> None:
    assert holders(full) != []
    before, named = members_of(full), first_of(full)
    done = withdraw(
        full,
        Asked(record_ids=(named,), everything=True),
        "أمر محكمة ٤",
        "court",
        readers=readers,
    )
    assert holders(full) == []
    after = members_of(full)
    assert before.keys() == after.keys()
    replaced = {(Path(one.warc).name, one.offset) for one in done.withdrawal.records}
    for (name, offset), member in before.items():
        changed = (name.removesuffix(".open"), offset) in replaced
        assert (after[name, offset] != member) == changed
        assert len(after[name, offset]) == len(member)
    report = verify(full)
    assert report.failures == []
    assert {one["record_id"] for one in report.withdrawn} >= {named}
    now = list(dump(full.index))
    rebuild(full, readers)
    assert list(dump(full.index)) == now
    assert verify(full).failures == []
