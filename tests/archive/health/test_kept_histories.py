"""What is kept of histories gives the answers that the index alone gives, whatever happened to it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from archive import health_read
from archive.captures import Outlets
from archive.health import Health, everywhere
from archive.health_history import HISTORY, NO_MEMORY, History
from archive.health_read import histories
from archive.health_rows import is_feast
from archive.health_store import FILE, HealthStore
from archive.index_check import check_schema
from archive.marks import STATEMENTS, made
from archive.moments import moment, stamp
from archive.report import Report
from archive.schema import connect, sqlite3
from archive.scratch import Scratch

BEGIN = datetime(2026, 3, 1, 7, tzinfo=UTC)
ZONES = {"one": ZoneInfo("Asia/Damascus"), "two": ZoneInfo("UTC"), "new": ZoneInfo("Asia/Beirut")}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class World:
    """An index that grows and changes as one does in years, row by row."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.state = folder
        self.chance = random.Random(seed)
        self.db = connect(folder / "index.db")
        self.db.execute("PRAGMA foreign_keys=OFF")
        self.now = BEGIN
        self.ahead = timedelta(0)  # of the clock
        self._number = 0
        self._known: dict[str, list[str]] = {slug: [] for slug in ZONES}

    def insert(self, table: str, **row: Any) -> None:
        marks = ", ".join("?" * len(row))
        self.db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))

    def crawl(self, slug: str, at: datetime) -> None:
        """One crawl that began then: seeds, new reports and old ones, as they come."""
        chance, self._number = self.chance, self._number + 1
        crawl, base = f"{slug}-{self._number}", f"https://{slug}.example"
        warc = f"{slug}/{slug}-{at:%Y%m%d}.warc.gz"
        self.db.execute("INSERT OR IGNORE INTO warcs (name, origin) VALUES (?, 'own')", (warc,))
        self.insert("crawls", crawl_id=crawl, outlet=slug, started_at=stamp(at))
        step = timedelta(seconds=chance.choice((3, 20, 400)))  # some crawls take hours
        when = at
        fails = chance.random() < 0.15
        for role, url in self._asked(slug, base):
            for _ in range(1 + (chance.random() < 0.05)):
                when += step * chance.random()
                self.capture(slug, crawl, warc, when, role, url, fails=fails)
        if chance.random() < 0.9:
            seen = '{"observed": {"robots": {"h": "%s"}, "clock_jump_seconds": %d}}'
            counts = seen % (chance.choice("ab"), chance.choice((0, 0, 0, 90, -90)))
            self.db.execute(
                "UPDATE crawls SET finished_at = ?, reason = ?, counts = ? WHERE crawl_id = ?",
                (stamp(when), chance.choice(("finished", "finished", "memusage_exceeded")), counts, crawl),
            )

    def _asked(self, slug: str, base: str) -> Iterator[tuple[str, str]]:
        yield "robots", f"{base}/robots.txt"
        yield "feed", f"{base}/feed"
        if self.chance.random() < 0.2:
            yield "feed", f"{base}/feed/moved"
        yield "home", f"{base}/"
        known = self._known[slug]
        for _ in range(self.chance.randrange(5)):
            known.append(f"{base}/{len(known)}")
            yield "article", known[-1]
        for url in self.chance.sample(known, min(len(known), 3)):
            yield self.chance.choice(("article", "page", "requisite")), url

    def capture(
        self, slug: str, crawl: str | None, warc: str, at: datetime, role: str, url: str, *, fails: bool
    ) -> None:
        chance, self._number = self.chance, self._number + 1
        record, article = f"record-{self._number}", f"{slug}:{url}" if role in ("article", "page") else None
        waits = chance.random() < 0.1
        status = chance.choice((403, 500, 404)) if fails and chance.random() < 0.8 else 200
        if role == "feed" and chance.random() < 0.1:
            status = 301
        self.insert(
            "captures",
            record_id=record,
            url=url,
            url_key=url,
            article_id=article,
            captured_at=stamp(at),
            status=status,
            kind="response",
            role=role,
            outcome="ok" if chance.random() < 0.97 else "timeout",
            outlet=slug,
            via=f"https://{slug}.example/feed",
            crawl_id=crawl,
            warc=warc,
            reading=("waiting" if waits else chance.choice(("article", "article", "no-body")))
            if article
            else None,
        )
        self.db.execute(
            "UPDATE warcs SET first_captured_at = min(coalesce(first_captured_at, ?1), ?1),"
            " last_captured_at = max(coalesce(last_captured_at, ?1), ?1) WHERE name = ?2",
            (stamp(at), warc),
        )
        if article is not None:
            self.insert_known(slug, url, at)
            if status == 200 and not waits:
                self.version(record, article, at)
        elif chance.random() < 0.05:
            self.insert("problems", problem_key=record, record_id=record, code="seed-unreadable")
        if article is not None and chance.random() < 0.05:
            self.insert(
                "captures",
                record_id=f"{record}-made",
                url=url,
                captured_at=stamp(at + MINUTE),
                kind="resource",
                role="rendered-page",
                refers_to=record,
                outlet=slug,
                warc=warc,
                reading="article",
                article_id=article,
            )

    def insert_known(self, slug: str, url: str, at: datetime) -> None:
        told = self.chance.choice((("captured", None), ("refused", "robots: disallowed")))
        self.db.execute(
            "INSERT INTO ledger (outlet, url_key, url, first_seen_at, state, reason)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (outlet, url_key) DO UPDATE SET state = excluded.state",
            (slug, url, url, stamp(at), *told),
        )

    def version(self, record: str, article: str, at: datetime) -> None:
        chance = self.chance
        (many,) = self.db.execute("SELECT count(*) FROM versions WHERE article_id = ?", (article,)).fetchone()
        self.db.execute(
            "INSERT OR IGNORE INTO articles (article_id, outlet, version_count) VALUES (?, ?, 1)",
            (article, article.partition(":")[0]),
        )
        self.insert(
            "versions",
            version_key=f"{record}/{chance.random()}",
            article_id=article,
            record_id=record,
            version=many + 1,
            captured_at=stamp(at),
            title="عنوان" if chance.random() < 0.9 else None,
            published_date="2026-03-01" if chance.random() < 0.9 else None,
            byline="{}" if chance.random() < 0.5 else None,
            words=chance.choice((None, 40, 200, 210)),
        )
        digest = chance.choice(("same", f"text of {record}"))
        self.db.execute("UPDATE captures SET text_digest = ? WHERE record_id = ?", (digest, record))

    def happen(self) -> None:
        """One thing that happens to an archive, and some time that passes, or does not."""
        chance = self.chance
        changes = (self._late, self._withdrawn, self._reread, self._renumbered)
        what = chance.choice((*changes, self._gone, self._known_otherwise))
        for _ in range(chance.randrange(4)):
            slug = chance.choice(("one", "two"))
            self.crawl(slug, self.now + self.ahead)
            self.now += chance.choice((MINUTE, 20 * MINUTE, 2 * HOUR, 9 * HOUR))
        if chance.random() < 0.5:
            what()
        if chance.random() < 0.1:
            self.ahead = chance.choice((timedelta(0), 3 * DAY, -5 * HOUR))
        if chance.random() < 0.05:
            self.crawl("new", self.now)
        self.now += chance.choice((timedelta(0), MINUTE, 3 * HOUR, 3 * DAY))

    def _some(self) -> tuple[Any, ...] | None:
        rows = self.db.execute("SELECT record_id, article_id, captured_at FROM captures").fetchall()
        return tuple(self.chance.choice(rows)) if rows else None

    def _late(self) -> None:
        slug = self.chance.choice(("one", "two"))
        self.crawl(slug, self.now - self.chance.random() * 70 * DAY)

    def _withdrawn(self) -> None:
        if (found := self._some()) is not None:
            for table in ("versions", "captures", "problems"):
                self.db.execute(f"DELETE FROM {table} WHERE record_id = ?", found[:1])

    def _reread(self) -> None:
        waiting = self.db.execute(
            "SELECT record_id, article_id, captured_at FROM captures WHERE reading = 'waiting'"
        ).fetchall()
        for record, article, at in map(tuple, waiting):
            self.db.execute("UPDATE captures SET reading = 'article' WHERE record_id = ?", (record,))
            self.version(record, article, moment(at))

    def _renumbered(self) -> None:
        if (found := self._some()) is not None:
            number = self.chance.randrange(1, 4)
            self.db.execute("UPDATE versions SET version = ? WHERE article_id = ?", (number, found[1]))

    def _gone(self) -> None:
        names = [name for (name,) in self.db.execute("SELECT name FROM warcs")]
        if names:
            name = (self.chance.choice(names),)
            self.db.execute("DELETE FROM captures WHERE warc = ?", name)
            self.db.execute("DELETE FROM warcs WHERE name = ?", name)

    def _known_otherwise(self) -> None:
        urls = [url for (url,) in self.db.execute("SELECT url FROM ledger")]
        for url in self.chance.sample(urls, min(len(urls), 3)):
            told = self.chance.choice((("refused", "robots: disallowed"), ("captured", None)))
            self.db.execute("UPDATE ledger SET state = ?, reason = ? WHERE url = ?", (*told, url))


def plain(history: History) -> History:
    """With its parts as lists, and without what it remembers."""
    return replace(
        history,
        crawls=list(history.crawls),
        fetches=list(history.fetches),
        texts=list(history.texts),
        sightings=list(history.sightings),
        memory=NO_MEMORY,
    )


def judged(found: list[History], now: datetime) -> Any:
    healths, network = everywhere(found, now, is_feast)
    return [astuple(one) for one in healths], network


def look(world: World, now: datetime) -> tuple[list[History], list[Health]]:
    with closing(HealthStore(world.state)) as store:
        read = histories(world.db, ZONES, now, store=store)
        healths = judged(read, now)
        found = [plain(one) for one in read]
        store.keep()
    return found, healths


@pytest.mark.parametrize("seed", range(6))
def test_kept_histories_are_those_of_the_index_whatever_happened(tmp_path: Path, seed: int) -> None:
    world = World(tmp_path, seed)
    alarms = set[str]()
    for _ in range(60):
        world.happen()
        now = world.now + world.ahead * world.chance.choice((0, 1))
        found, healths = look(world, now)
        assert found == [plain(one) for one in histories(world.db, ZONES, now)]
        assert healths == judged(found, now)
        alarms |= {alarm[0] for one in healths[0] for alarm in one[7]}
    assert len(found[0].fetches) > 50
    assert len(alarms) > 2


def test_only_the_days_that_changed_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path, 1)
    for hours in range(0, 24 * 30, 12):
        for slug in ("one", "two"):
            world.crawl(slug, BEGIN + hours * HOUR)
    now = BEGIN + 30 * DAY
    read: list[tuple[list[str], str]] = []
    reads = health_read.read_columns

    def noted(db: Any, slugs: Any, since: str, until: str) -> Any:
        read.append((sorted(slugs), since[:10]))
        return reads(db, slugs, since, until)

    monkeypatch.setattr(health_read, "read_columns", noted)
    look(world, now)
    assert read == [(sorted(ZONES), stamp(now - HISTORY)[:10])]
    read.clear()
    look(world, now + HOUR)
    assert read == []
    world.crawl("two", now)
    look(world, now + HOUR)
    assert read == [(["two"], stamp(now)[:10])]


@pytest.mark.parametrize("harm", ["cut", "other", "folder", "gone"])
def test_a_store_that_is_unfit_is_done_without(tmp_path: Path, harm: str) -> None:
    world = World(tmp_path, 2)
    for _ in range(10):
        world.happen()
    expected = look(world, world.now)
    path = tmp_path / FILE
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif harm == "other":
        path.write_text("no database " * 1000, encoding="utf-8")
    else:
        path.unlink()
        if harm == "folder":
            path.mkdir()
    assert look(world, world.now) == expected
    assert look(world, world.now) == expected


def test_another_index_is_not_taken_for_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    first, second = World(tmp_path, 3), World(tmp_path / "second", 4)
    for _ in range(10):
        first.happen()
        second.happen()
    look(first, BEGIN + 20 * DAY)
    second.state = first.state
    found, _ = look(second, BEGIN + 20 * DAY)
    assert found == [plain(one) for one in histories(second.db, ZONES, BEGIN + 20 * DAY)]


def test_an_index_of_an_earlier_version_gets_its_marks_when_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    with closing(connect(path)) as db:
        for name, sql in list(STATEMENTS.items())[::-1]:
            db.execute(f"DROP {sql.split()[1]} {name}")
        assert made(db) is None
        assert not _faults(db)
        read = histories(db, ZONES, BEGIN, store=HealthStore(tmp_path))
        assert [one.slug for one in read] == list(ZONES)
    with closing(connect(path)) as db:
        assert made(db) is not None
        assert not _faults(db)
        db.execute("DROP TRIGGER mark_captures_insert")
        assert made(db) is None  # nothing that is kept counts any more
        assert _faults(db) == ["index.db, trigger mark_captures_insert"]


def _faults(db: sqlite3.Connection) -> list[str]:
    report = Report()
    with closing(Scratch(db, Outlets(()), report.fail)) as scratch:
        check_schema(report, db, scratch)
    return [one.where for one in report.failures]
