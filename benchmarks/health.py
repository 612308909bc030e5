"""What telling the status costs: nine weeks of forty outlets, half a million captures, made as index rows.

`python -m benchmarks.health` prints the CPU time, besides the start of Python, and the peak memory of
processes that tell it one after another: at first, again, after one more crawl, after a crawl of each outlet.
Each is what `warraq status` counts; the pages keep an answer, see `archive/browse/status_page.py`. `--years`
puts captures before those nine weeks, of one crawl a day.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from archive.health_store import FILE
from archive.moments import moment, stamp
from archive.place import Archive, init_archive
from archive.schema import connect, create, sqlite3
from archive.status import status_of
from benchmarks.archives import as_toml

WEEKS = 9
EVERY, LATER = timedelta(hours=2), timedelta(minutes=5)
NEW, AGAIN, IMAGES = 5, 5, 3  # of each crawl
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORDS = (
    *("قال المجلس", "إن السوق في المدينة", "شهد ارتفاعا جديدا"),
    *("بعد القرار", "الذي نشر أمس", "عن التجارة"),
)


def main() -> None:
    """Make the rows, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.health", description=__doc__)
    parser.add_argument("--outlets", type=int, default=40)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the archive here, and use it again")
    parser.add_argument("--years", type=int, default=0, help="of captures before the nine weeks")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warraq-health-") as directory:
        place = given.keep or Path(directory) / "archive"
        note = place / "state" / "benchmark"
        if not (place / "warraq.toml").exists():
            _make(place, given.outlets, given.years)
            note.write_text(stamp(NOW), encoding="utf-8")
        archive, now = Archive(place), moment(note.read_text("utf-8"))
        with closing(connect(archive.index)) as db:
            captures, slugs = _counted(db)
            print(f"{len(slugs)} outlets, {captures:,} captures")
            (archive.state / FILE).unlink(missing_ok=True)
            _tell(archive, "at first", now)
            _tell(archive, "again", now)
            for turn in ("one more crawl", "one more crawl", "one more crawl"):
                now += LATER
                add_crawl(db, random.choice(slugs), now)
                now += LATER
                _tell(archive, turn, now)
            for slug in slugs:
                add_crawl(db, slug, now)
            now += LATER
            _tell(archive, "a crawl of each outlet", now)
            note.write_text(stamp(now), encoding="utf-8")


def _counted(db: sqlite3.Connection) -> tuple[int, list[str]]:
    slugs = [slug for (slug,) in db.execute("SELECT DISTINCT outlet FROM crawls ORDER BY 1")]
    return db.execute("SELECT count(*) FROM captures").fetchone()[0], slugs


def _tell(archive: Archive, turn: str, now: datetime) -> None:
    """Tell the status in a process of its own, and print what it took there."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        spent, peak, alarms = pool.submit(_told, archive.root, now).result()
    print(f"{turn}: {1000 * spent:,.0f} ms CPU, peak memory {peak:,.0f} MB, {alarms} alarms")


def _told(place: Path, now: datetime) -> tuple[float, float, int]:
    archive = Archive(place)
    with closing(connect(archive.index, readonly=True)) as db:
        began = time.process_time()
        found = status_of(archive, db, now)
        spent = time.process_time() - began
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(found.named)


def add_crawl(db: sqlite3.Connection, slug: str, now: datetime) -> None:
    """One more crawl of an outlet, begun now."""
    chance = random.Random(str(now))
    known = db.execute("SELECT url FROM ledger WHERE outlet = ? ORDER BY rowid", (slug,)).fetchall()
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("BEGIN")
    (end,) = db.execute("SELECT max(bytes) FROM warcs WHERE name GLOB ? || '/*'", (slug,)).fetchone()
    _one_crawl(db, slug, now, [url for (url,) in known], end, chance)
    db.execute("COMMIT")


def _make(place: Path, outlets: int, years: int) -> None:
    archive = init_archive(place, contact="https://benchmarks.invalid/")
    chance = random.Random(5)
    with closing(connect(archive.index)) as db:
        create(db)
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA foreign_keys=OFF")  # rows of one crawl come in the order of its work
        for number in range(outlets):
            slug = f"outlet-{number}"
            _declare(archive, slug)
            db.execute("BEGIN")
            _fill(db, slug, EVERY * (number / outlets), years, chance)
            db.execute("COMMIT")
            print(f"\rmade {number + 1} of {outlets} outlets", end="", file=sys.stderr)
        print(file=sys.stderr)
        db.execute("ANALYZE")


def _declare(archive: Archive, slug: str) -> None:
    host = f"{slug}.example"
    table: dict[str, str | float | bool | list[str]] = {
        "name": slug,
        "name_en": slug,
        "country": "SY",
        "timezone": "Asia/Damascus",
        "language": "ar",
        "homepage": f"https://{host}/",
        "domains": [host],
        "feeds": [f"https://{host}/feed/"],
        "article_url": r"/\d+/$",
        "cadence": "2h",
    }
    (archive.outlets_dir / f"{slug}.toml").write_text(as_toml(table), encoding="utf-8")


def _fill(db: sqlite3.Connection, slug: str, apart: timedelta, years: int, chance: random.Random) -> None:
    at, news, offset = NOW - timedelta(weeks=WEEKS, days=365 * years) - apart, list[str](), 0
    while at < NOW:
        offset = _one_crawl(db, slug, at, news, offset, chance)
        at += EVERY if NOW - at <= timedelta(weeks=WEEKS) + EVERY else timedelta(days=1)


def _one_crawl(
    db: sqlite3.Connection, slug: str, at: datetime, news: list[str], offset: int, chance: random.Random
) -> int:
    """Put in a crawl that begins then; returns where its file ends. `news` are the reports known."""
    base, crawl, ended = f"https://{slug}.example", _id(slug, at), at + timedelta(minutes=3)
    _insert(
        db,
        "crawls",
        crawl_id=crawl,
        outlet=slug,
        started_at=stamp(at),
        asked="all",
        finished_at=stamp(ended),
        reason="finished",
        counts='{"captured": 12, "waiting": 3}',
    )
    warc = f"{slug}/{at:%Y}/{slug}-{at:%Y%m%d}.warc.gz"
    _insert(db, "warcs", name=warc, origin="own", first_captured_at=stamp(at), closed=1)
    for role, url in _asked(base, news, chance, len(news)):
        offset += 9000
        record = _id(crawl, url)
        fails = chance.random() < 0.02
        new = role == "article" and url == news[-1] if news else False
        text = _id(url, "text")
        when = stamp(at + timedelta(seconds=offset % 170))
        article = _id(url)[:16]
        is_text = role == "article" and not fails
        _insert(
            db,
            "captures",
            record_id=record,
            url=url,
            url_key=url.removeprefix("https://"),
            article_id=article if role == "article" else None,
            captured_at=when,
            status=500 if fails else 200,
            content_type="text/html",
            kind="response",
            role=role,
            outcome="ok",
            payload_digest=f"sha256:{text}",
            outlet=slug,
            via=f"{base}/feed/",
            crawl_id=crawl,
            robots="allowed",
            warc=warc,
            offset=offset,
            length=9000,
            reading="article" if is_text else None,
            text_digest=text if is_text else None,
        )
        if new and is_text:
            _text(db, slug, url, record, when, text, chance)
    db.execute(
        "UPDATE warcs SET last_captured_at = ?1, bytes = ?2, ingested_to = ?2, records = ?3 WHERE name = ?4",
        (stamp(ended), offset, offset // 3000, warc),
    )
    return offset


def _asked(base: str, news: list[str], chance: random.Random, known: int) -> Iterator[tuple[str, str]]:
    yield from (("robots", f"{base}/robots.txt"), ("feed", f"{base}/feed/"), ("home", f"{base}/"))
    for number in range(known, known + NEW):
        news.append(f"{base}/{number}/")
        yield "article", news[-1]
    for _ in range(AGAIN):
        yield "article", chance.choice(news[:-NEW] or news)
    for number in range(IMAGES):
        yield "requisite", f"{base}/{known + number}.jpg"


def _text(
    db: sqlite3.Connection, slug: str, url: str, record: str, at: str, digest: str, chance: random.Random
) -> None:
    words = int(chance.lognormvariate(5.4, 0.5))
    doc = int.from_bytes(sha256(url.encode()).digest()[:6])
    _insert(
        db,
        "articles",
        article_id=_id(url)[:16],
        outlet=slug,
        url=url,
        title="عنوان",
        published_date=at[:10],
        version_count=1,
        first_captured_at=at,
        last_seen_at=at,
        state="live",
    )
    _insert(
        db,
        "versions",
        version_key=_id(record, "version"),
        doc_id=doc,
        article_id=_id(url)[:16],
        version=1,
        record_id=record,
        captured_at=at,
        url=url,
        title="عنوان الخبر",
        published_date=at[:10],
        byline="{}" if chance.random() < 0.5 else None,
        body=" ".join(chance.choices(WORDS, k=words // 2)),
        body_digest=digest,
        text_digest=digest,
        words=words,
    )
    _insert(
        db,
        "ledger",
        outlet=slug,
        url_key=url.removeprefix("https://"),
        url=url,
        first_seen_at=at,
        last_at=at,
        state="captured",
        tries=1,
    )


def _insert(db: sqlite3.Connection, table: str, **row: Any) -> None:
    marks = ", ".join("?" * len(row))
    db.execute(
        f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})",
        tuple(row.values()),
    )


def _id(*parts: object) -> str:
    return sha256(" ".join(map(str, parts)).encode()).hexdigest()[:32]


if __name__ == "__main__":
    main()
