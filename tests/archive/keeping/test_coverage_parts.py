"""Coverage put together from what is kept of each outlet is what one count of all gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import coverage_parts
from archive.coverage import Counted, count
from archive.coverage_parts import FILE, counted_by_parts
from archive.day_requests import DAY_FULL
from archive.marks import STATEMENTS
from archive.moments import stamp
from archive.place import Archive, init_archive
from archive.schema import connect, create, sqlite3

BEGIN = datetime(2026, 3, 1, 20, tzinfo=UTC)
SLUGS = ("one", "two", "three", "four", "five", "six")
STATES = (("captured", None), ("revisit", None), ("gone", None), ("waiting", None), ("refused", "other-host"))
DAY = timedelta(days=1)


class World:
    """An index that changes as one does in years, row by row; its connection is another than the reader's."""

    def __init__(self, index: Path, seed: int) -> None:
        self.db = connect(index)
        self.db.execute("PRAGMA foreign_keys=OFF")
        self.chance = random.Random(seed)
        self.now, self._number = BEGIN, 0
        for slug in SLUGS[:5]:
            self.insert("outlets", slug=slug, timezone=self.chance.choice(("UTC", "Asia/Damascus")))

    def insert(self, table: str, **row: Any) -> None:
        marks = ", ".join("?" * len(row))
        statement = f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})"
        self.db.execute(statement, tuple(row.values()))

    def next(self, *names: str) -> str:
        self._number += 1
        return "-".join((*names, str(self._number)))

    def some(self, sql: str) -> Any:
        """A row of those found, by the order of their keys; None when there is none."""
        rows = self.db.execute(sql).fetchall()
        return self.chance.choice(rows) if rows else None

    def crawl(self, slug: str) -> None:
        """One crawl with its seeds, what they named, and the reports that were read."""
        chance, crawl = self.chance, self.next(slug, "crawl")
        self.insert("crawls", crawl_id=crawl, outlet=slug, started_at=stamp(self.now))
        for role in ("robots", "feed", "home"):
            self.capture(slug, role, role, crawl, status=chance.choice((200, 200, 304, 403, 503, None)))
        seed = self.next("seed")
        for _ in range(chance.randrange(6)):
            self.report(slug, self.next("report"), crawl, seed)
        if chance.random() < 0.8:
            reason = chance.choice(("finished", "finished", "disk-low", DAY_FULL))
            told = (stamp(self.now), reason, crawl)
            self.db.execute("UPDATE crawls SET finished_at = ?, reason = ? WHERE crawl_id = ?", told)

    def report(self, slug: str, key: str, crawl: str | None, seed: str | None = None) -> None:
        chance = self.chance
        raw = chance.choice(("2026-02-27", "Sat, 28 Feb 2026 23:30:00 +0300", None, None))
        if seed is not None:
            told = {"role": "feed", "seed_record": seed, "published_raw": raw}
            self.insert(
                "origins", outlet=slug, url_key=key, via="feed", first_seen_at=stamp(self.now), **told
            )
        state, reason = chance.choice(STATES)
        row = {"outlet": slug, "url_key": key, "url": key, "first_seen_at": stamp(self.now)}
        self.insert("ledger", **row, state=state, reason=reason)
        if state in ("captured", "revisit") and chance.random() < 0.9:
            article = f"{slug}/{chance.choice((key, 'shared'))}"
            day = chance.choice((f"{self.now:%Y-%m-%d}", "2026-02-20", None))
            told = {"published_date": day, "version_count": chance.randrange(4)}
            if chance.random() < 0.95:
                self.insert("articles", article_id=article, outlet=slug, **told)
            self.capture(slug, key, "article", crawl, article_id=article, reading="article")

    def capture(self, slug: str | None, key: str, role: str, crawl: str | None, **row: Any) -> None:
        record = self.next("record")
        told = {"kind": "response", "role": role, "outcome": "ok", "status": 200, "crawl_id": crawl} | row
        at = stamp(self.now + timedelta(seconds=self._number % 50))
        self.insert("captures", record_id=record, url_key=key, captured_at=at, outlet=slug, **told)
        if self.chance.random() < 0.05:
            self.insert("problems", problem_key=record, record_id=record, code="clock-set")

    def change(self) -> None:
        """One of the things that happen to an index."""
        self.now += self.chance.choice((timedelta(minutes=7), timedelta(hours=5), DAY, 3 * DAY))
        self.chance.choice(self._changes())()

    def _changes(self) -> list[Callable[[], None]]:
        crawl = [lambda: self.crawl(self.chance.choice(SLUGS[:5]))] * 8
        return [
            *crawl,
            self.import_old,
            self.withdraw,
            self.delete,
            self.read_again,
            self.update_states,
            self.move_zone,
            self.take_declaration,
            self.capture_of_nobody,
        ]

    def import_old(self) -> None:
        """Captures of years ago, also of an outlet that nobody knew."""
        now, self.now = self.now, self.now - timedelta(days=self.chance.choice((2, 400)))
        for slug in self.chance.sample(SLUGS, 2):
            self.report(slug, self.next("old"), None)
        self.now = now

    def withdraw(self) -> None:
        """An article, with everything of its address."""
        row = self.some("SELECT article_id, outlet, url_key FROM captures WHERE reading = 'article'")
        if row is not None:
            for table in ("ledger", "origins", "captures"):
                self.db.execute(f"DELETE FROM {table} WHERE outlet = ? AND url_key = ?", tuple(row)[1:])
            self.db.execute("DELETE FROM articles WHERE article_id = ?", (row["article_id"],))

    def delete(self) -> None:
        table = self.chance.choice(("captures", "problems", "crawls", "ledger", "origins", "articles"))
        row = self.some(f"SELECT rowid AS place FROM {table} ORDER BY rowid")
        if row is not None:
            self.db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row["place"],))

    def read_again(self) -> None:
        row = self.some("SELECT article_id FROM articles ORDER BY 1")
        if row is not None:
            day = self.chance.choice(("2026-02-21", None))
            self.db.execute(
                "UPDATE articles SET published_date = ?, version_count = version_count + 1"
                " WHERE article_id = ?",
                (day, row["article_id"]),
            )

    def update_states(self) -> None:
        state, reason = self.chance.choice(STATES)
        told = (state, reason, self.chance.choice(SLUGS))
        self.db.execute("UPDATE ledger SET state = ?, reason = ? WHERE outlet = ? AND rowid % 3 = 0", told)

    def move_zone(self) -> None:
        told = (self.chance.choice(("UTC", "Asia/Damascus", "America/New_York")), self.chance.choice(SLUGS))
        self.db.execute("UPDATE outlets SET timezone = ? WHERE slug = ?", told)

    def take_declaration(self) -> None:
        slug = self.chance.choice(SLUGS)
        if self.db.execute("DELETE FROM outlets WHERE slug = ?", (slug,)).rowcount == 0:
            self.insert("outlets", slug=slug, timezone="Asia/Beirut")

    def capture_of_nobody(self) -> None:
        self.capture(None, "nobody", "requisite", None)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = init_archive(tmp_path / "archive", contact="https://operator.example/")
    connect(archive.index).close()
    return archive


@pytest.fixture
def wholes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that all was counted in one pass. The program's files stay what they are."""
    noted: list[int] = []

    def counting(db: sqlite3.Connection) -> Counted:
        noted.append(1)
        return count(db)

    monkeypatch.setattr(coverage_parts, "count", counting)
    monkeypatch.setattr(coverage_parts, "program_files", list)
    return noted


@pytest.fixture
def reader(archive: Archive) -> Iterator[sqlite3.Connection]:
    with closing(connect(archive.index, readonly=True)) as db:
        yield db


def damage(path: Path, chance: random.Random) -> None:
    """What a disk, an operator or a withdrawal may do to the file."""
    held = path.read_bytes() if path.is_file() else b""
    path.unlink(missing_ok=True)
    how = chance.randrange(4)
    if how:
        cut = chance.randrange(len(held) + 1)
        path.write_bytes((b"", held[:cut], held[:cut] + b"\0\xff" + held[cut:], held[cut:])[how])


@pytest.mark.parametrize("seed", range(5))
def test_the_parts_give_what_one_count_gives(
    archive: Archive, reader: sqlite3.Connection, wholes: list[int], seed: int
) -> None:
    turns = 45
    world = World(archive.index, seed)
    with closing(world.db):
        for turn in range(turns):
            for _ in range(world.chance.choice((1, 1, 2))):
                world.change()
            if turn % 11 == 10:
                damage(archive.state / FILE, world.chance)
            assert counted_by_parts(archive, reader) == count(reader), (seed, turn)
            assert counted_by_parts(archive, reader) == count(reader), (seed, turn)
    assert 0 < len(wholes) < turns / 2


def test_an_index_made_anew_shows_nothing_of_the_one_before(
    archive: Archive, reader: sqlite3.Connection, wholes: list[int]
) -> None:
    world = World(archive.index, 1)
    for slug in SLUGS[:5]:
        world.crawl(slug)
    assert counted_by_parts(archive, reader) == count(reader)
    with closing(world.db) as db:
        for name, sql in STATEMENTS.items():
            db.execute(f"DROP {sql.split()[1]} IF EXISTS {name}")
        db.execute("DELETE FROM ledger")  # by whatever knows no marks
        assert counted_by_parts(archive, reader) == count(reader)
        create(db)
        assert counted_by_parts(archive, reader) == count(reader)
    assert len(wholes) == 3


def test_only_the_outlet_that_changed_is_counted(
    archive: Archive, reader: sqlite3.Connection, wholes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(archive.index, 2)
    for slug in SLUGS[:5]:
        world.crawl(slug)
    counted_by_parts(archive, reader)
    asked: list[Any] = []
    plain = coverage_parts.count_urls

    def counting(db: Any, zones: Any, slugs: Any) -> Any:
        asked.append(slugs)
        return plain(db, zones, slugs)

    monkeypatch.setattr(coverage_parts, "count_urls", counting)
    world.crawl("two")
    with closing(world.db):
        assert counted_by_parts(archive, reader) == count(reader)
        assert counted_by_parts(archive, reader) == count(reader)
    assert (asked, len(wholes)) == ([["two"]], 1)


def test_what_is_written_while_it_is_counted_is_counted_the_next_time(
    archive: Archive, reader: sqlite3.Connection, wholes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(archive.index, 3)
    for slug in SLUGS[:5]:
        world.crawl(slug)
    counted_by_parts(archive, reader)
    plain = coverage_parts.count_urls

    def counting(db: Any, zones: Any, slugs: Any) -> Any:
        told = plain(db, zones, slugs)
        monkeypatch.setattr(coverage_parts, "count_urls", plain)
        world.update_states()
        world.report(slugs[0], world.next("late"), None)
        return told

    monkeypatch.setattr(coverage_parts, "count_urls", counting)
    world.crawl("four")
    with closing(world.db):
        counted_by_parts(archive, reader)
        assert counted_by_parts(archive, reader) == count(reader)
    assert len(wholes) == 1


@pytest.mark.parametrize("strange", ["article", "crawl", "nameless"])
def test_what_is_of_two_outlets_at_once_is_counted_whole(
    archive: Archive, reader: sqlite3.Connection, wholes: list[int], strange: str
) -> None:
    world = World(archive.index, 4)
    for slug in SLUGS[:5]:
        world.crawl(slug)
    counted_by_parts(archive, reader)
    at = stamp(BEGIN)
    with closing(world.db):
        if strange == "article":
            world.insert("ledger", outlet="one", url_key="k", url="k", first_seen_at=at, state="captured")
            world.capture("one", "k", "article", None, article_id="x", reading="article")
            world.insert("articles", article_id="x", outlet="two", published_date="2026-01-01")
            world.db.execute("UPDATE ledger SET state = 'revisit' WHERE url_key = 'k'")
        elif strange == "crawl":
            world.insert("crawls", crawl_id="c", outlet="one", started_at=at)
            world.capture("two", "feed", "feed", "c")
        else:
            world.insert("crawls", crawl_id="c", outlet="one", started_at=at)
            world.capture(None, "feed", "feed", "c")
        for _ in range(2):
            assert counted_by_parts(archive, reader) == count(reader)
            world.crawl("five")
        assert counted_by_parts(archive, reader) == count(reader)
    assert len(wholes) == 4


def test_where_nothing_can_be_kept_it_is_counted(
    archive: Archive, reader: sqlite3.Connection, wholes: list[int]
) -> None:
    (archive.state / FILE).mkdir(parents=True)
    (archive.state / FILE / "in the way").touch()
    world = World(archive.index, 5)
    world.crawl("one")
    with closing(world.db):
        for _ in range(2):
            assert counted_by_parts(archive, reader) == count(reader)
    assert len(wholes) == 2
