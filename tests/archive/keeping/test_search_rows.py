"""The search index says of every version what its rows say, after any story of captures, seeds and losses."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from archive.articles import update_articles
from archive.batches import Batch, Entry, Warc
from archive.captures import Capture, Outlets
from archive.ledger import Sighting, Told
from archive.origins import Origin
from archive.outlet_rows import put_outlets
from archive.place import Archive
from archive.row_ids import home_of, is_in_place
from archive.schema import connect, sqlite3
from archive.store import forget_warc, put_batch
from archive.tables import SEARCH_TABLE
from archive.tags import tag, tags_of
from archive.versions import Version, text_digest, version_key
from extractors.arabic import forms_of
from extractors.article import body_digest
from extractors.outlets import Outlet
from extractors.urls import article_id, url_key

SLUGS = ("almithal", "alkhabar")
WORDS = [
    *("أعلنت", "بلدية", "المدينة", "صباح", "اليوم", "بدء", "أعمال", "ترميم", "السوق", "القديم", "بعد"),
    *("توقف", "دام", "عامين", "بسبب", "نقص", "التمويل", "وقالت", "لبنان", "والعراق", "12", "اتفاقا", "BBC"),
]
DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")
SECTIONS = (None, "محليات", "الاقتصاد", "إقتصاد")
VOCABULARY = "SELECT term, doc, col, offset FROM {name} ORDER BY 1, 2, 3, 4"


class Story:
    """Random captures of two outlets' few articles, brought in as ingest brings them."""

    def __init__(self, db: sqlite3.Connection, seed: int) -> None:
        self.db = db
        self.random = random.Random(seed)
        self.outlets = {slug: outlet(slug, "SY") for slug in SLUGS}
        self.files = [f"{slug}/2026/{number}.warc.gz" for slug in SLUGS for number in range(3)]
        self.reached = dict.fromkeys(self.files, 0)
        self.made = 0
        put_outlets(db, self.outlets.values())

    def step(self) -> None:
        """One thing that happens, in one transaction."""
        choice = self.random.choices(
            [self.capture, self.forget, self.move], weights=[12, 1, 1 if self.made > 10 else 0]
        )[0]
        self.at_once(choice)

    def at_once(self, change: Callable[[], None]) -> None:
        self.db.execute("BEGIN")
        self.db.execute("PRAGMA defer_foreign_keys=ON")
        change()
        self.db.execute("COMMIT")

    def capture(self) -> None:
        name = self.random.choice(self.files)
        slug = name.partition("/")[0]
        batch = Batch()
        for _ in range(self.random.randint(1, 4)):
            batch.entries.append(self.entry(name, slug))
            if self.random.random() < 0.3:
                batch.told.append(self.told(slug))
        self.reached[name] += 1
        put_batch(
            self.db,
            Warc(name=name, origin="own"),
            batch,
            self.reached[name],
            Outlets(list(self.outlets.values())),
        )

    def forget(self) -> None:
        forget_warc(self.db, self.random.choice(self.files))

    def move(self) -> None:
        slug = self.random.choice(SLUGS)
        self.outlets[slug] = replace(self.outlets[slug], country=self.random.choice(("SY", "LB", "EG")))
        put_outlets(self.db, self.outlets.values())

    def entry(self, name: str, slug: str) -> Entry:
        self.made += 1
        # Few ids, so that some records come twice; few texts, so that some are shown again.
        record_id = str(UUID(int=self.random.choice((self.made, self.random.randint(1, 30)))))
        url = self.url(slug)
        at = f"2026-11-{self.random.randint(18, 21)}T{self.random.randint(0, 23):02d}:00:00.{self.made:06d}Z"
        title = " ".join(self.random.sample(WORDS, 3))
        body = " ".join(self.random.choices(WORDS, k=self.random.choice((3, 25, 30))))
        if self.random.random() < 0.3:
            title, body = "عنوان واحد", "نص واحد يعود كما كان " * 6
        capture = Capture(
            record_id=record_id,
            url=url,
            url_key=url_key(url),
            article_id=article_id(slug, url),
            captured_at=at,
            status=200,
            content_type="text/html",
            kind="response",
            role="article",
            outcome="ok",
            payload_digest=None,
            refers_to=None,
            outlet=slug,
            via=None,
            crawl_id=None,
            robots=None,
            warc=name,
            offset=self.made,
            length=1,
            request_id=None,
            metadata_id=None,
            truncated=None,
            reading="article",
            text_digest=text_digest(title, body),
        )
        return Entry(capture=capture, version=self.version(capture, title, body))

    def version(self, capture: Capture, title: str, body: str) -> Version:
        day = self.random.choice((None, *DAYS))
        return version(capture, title, body, day and self.moment(day), day, self.random.choice(SECTIONS))

    def moment(self, day: str) -> str:
        clock = f"T{self.random.randint(8, 9):02d}:{self.random.randint(0, 1):02d}:00"
        return day + self.random.choice(("", f"{clock}+03:00", f"{clock}Z"))

    def told(self, slug: str) -> Told:
        url, via = self.url(slug), f"https://{slug}.example/feed/"
        key, at = url_key(url), f"2026-11-21T08:00:00.{self.random.randint(0, 999999):06d}Z"
        record_id = str(UUID(int=10_000 + self.made))
        origin = Origin(
            outlet=slug,
            url_key=key,
            via=via,
            role="feed",
            first_seen_at=at,
            published_raw=self.moment(self.random.choice(DAYS)),
            published_doubt=None,
            modified_raw=None,
            title=None,
            record_id=record_id,
            seed_record=None,
        )
        sighting = Sighting(at=at, record_id=record_id, url=url, via=via)
        return Told(key=(slug, key), sighting=sighting, word=None, origin=origin)

    def url(self, slug: str) -> str:
        return f"https://{slug}.example/2026/{self.random.choice('abcde')}/"


def outlet(slug: str, country: str) -> Outlet:
    site = f"https://{slug}.example/"
    return Outlet(
        slug=slug,
        name=slug,
        country=country,
        timezone="Asia/Damascus",
        homepage=site,
        domains=(f"{slug}.example",),
    )


def version(
    capture: Capture, title: str, body: str, at: str | None, day: str | None, section: str | None
) -> Version:
    values: dict[str, Any] = {
        "version_key": version_key(capture.record_id, "r"),
        "article_id": capture.article_id,
        "record_id": capture.record_id,
        "captured_at": capture.captured_at,
        "url": capture.url,
        "title": title,
        "authors": "[]",
        "published_at": at,
        "published_date": day,
        "section": section,
        "tags": "[]",
        "language": "ar",
        "body": body,
        "body_digest": body_digest(body),
        "text_digest": text_digest(title, body),
        "words": len(body.split()),
        "confidence": 1.0,
        "reader_digest": "r",
    }
    return Version(**dict.fromkeys(Version.__slots__) | values | {"finds": {}})


@pytest.fixture
def db(archive: Archive) -> Iterator[sqlite3.Connection]:
    with closing(connect(archive.index)) as db:
        yield db


WANTED = """
SELECT v.doc_id, v.title, v.body, v.captured_at, a.article_id, a.outlet, o.country, v.section,
       coalesce(v.published_date, a.published_date),
       CASE WHEN v.published_date IS NULL THEN a.published_at ELSE v.published_at END,
       v.captured_at || v.record_id = (
           SELECT max(captured_at || record_id) FROM versions WHERE article_id = a.article_id
       )
FROM versions v JOIN articles a USING (article_id) JOIN outlets o ON o.slug = a.outlet ORDER BY v.doc_id
"""
HELD = """
SELECT s.doc_id, s.article_id, f.outlet, f.country, f.section, s.published_date, s.newest,
       CASE WHEN f.by_date THEN date((s.doc_id >> 24) * 86400, 'unixepoch') ELSE f.other_date END
FROM search_rows s LEFT JOIN filings f USING (filing) ORDER BY s.doc_id
"""
OF_OUTLET = "SELECT count(*) FROM search_rows JOIN filings USING (filing) WHERE outlet = 'almithal'"
MEANING = "json_array(outlet, country, section, by_date, other_date)"


def assert_rows_agree(db: sqlite3.Connection) -> int:
    """Compare the search index with one made afresh from the same versions; returns how many there are."""
    db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
    rows = [tuple(row) for row in db.execute(WANTED)]
    assert len(rows) == db.execute("SELECT count(*) FROM versions").fetchone()[0]
    held = [tuple(row) for row in db.execute(HELD)]
    assert held == [(row[0], *row[4:9], row[10], row[8]) for row in rows]
    assert db.execute(f"SELECT count(*) - count(DISTINCT {MEANING}) FROM filings").fetchone()[0] == 0
    homes = [(row[0], home_of(row[9], row[8], row[3])) for row in rows]
    assert all(is_in_place(db, doc_id, home) for doc_id, home in homes)
    assert [home for _, home in homes] == sorted(home for _, home in homes)
    assert [row[0] for row in db.execute("SELECT rowid FROM articles_fts ORDER BY rowid")] == [
        row[0] for row in rows
    ]
    fresh = sqlite3.connect(":memory:")
    fresh.execute(SEARCH_TABLE)
    for doc_id, title, body, _, _, slug, country, section, day, _, _ in rows:
        (title_stems, title_exact), (body_stems, body_exact) = forms_of(title), forms_of(body)
        tags = tags_of(outlet=slug, country=country, section=section, published_date=day)
        fresh.execute(
            "INSERT INTO articles_fts (rowid, title, body, title_exact, body_exact, tags)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (doc_id, title_stems, body_stems, title_exact, body_exact, " ".join(tags)),
        )
    assert vocabulary(db) == vocabulary(fresh)
    assert sizes(db) == sizes(fresh)
    fresh.close()
    return len(rows)


def vocabulary(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, articles_fts, instance)")
    found = [tuple(row) for row in db.execute(VOCABULARY.format(name="temp.vocabulary"))]
    db.execute("DROP TABLE temp.vocabulary")
    return found


def sizes(db: sqlite3.Connection) -> list[tuple[int, bytes]]:
    return [tuple(row) for row in db.execute("SELECT id, sz FROM articles_fts_docsize ORDER BY id")]


@pytest.mark.parametrize("seed", range(12))
def test_after_any_story_every_row_agrees_with_an_index_made_afresh(
    db: sqlite3.Connection, seed: int
) -> None:
    story = Story(db, seed)
    most = 0
    for step in range(60):
        story.step()
        if step % 6 == 0 or step == 59:
            most = max(most, assert_rows_agree(db))
    assert most > 10


def test_stories_hold_what_they_are_for(db: sqlite3.Connection) -> None:
    """Else the test above says little."""
    story = Story(db, 1)
    seen = [0] * 5
    placed: dict[str, int] = {}
    for _ in range(60):
        story.step()
        counts = db.execute(
            "SELECT total(v.published_date IS NULL AND s.published_date IS NOT NULL),"  # dated by a seed
            " total(s.published_date IS NULL), total(s.newest = 0), count(DISTINCT f.country)"
            " FROM search_rows s JOIN versions v USING (doc_id) JOIN filings f USING (filing)"
        ).fetchone()
        now = {row[0]: row[1] for row in db.execute("SELECT version_key, doc_id FROM versions")}
        moved = sum(placed.get(key, doc_id) != doc_id for key, doc_id in now.items())
        placed |= now
        seen = [max(pair) for pair in zip(seen, (*counts, moved), strict=True)]
    dated_by_seeds, undated, older, countries, moved = seen
    assert min(dated_by_seeds, undated, older, moved) > 0
    assert countries > 1


def test_texts_that_change_nothing_in_the_search_index_are_not_analysed_again(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(db, 3)
    for _ in range(20):
        story.step()
    monkeypatch.setattr("archive.search_rows.analyser_for", lambda db: pytest.fail("analysed again"))
    update_articles(db, [row[0] for row in db.execute("SELECT article_id FROM articles")])


def test_an_outlet_that_moves_takes_its_reports_along(db: sqlite3.Connection) -> None:
    story = Story(db, 4)
    for _ in range(10):
        story.at_once(story.capture)
    found = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
    of_outlet = db.execute(OF_OUTLET).fetchone()[0]
    assert of_outlet > 0
    put_outlets(db, [outlet("almithal", "LB")])
    assert db.execute(found, (tag("country", "LB"),)).fetchone()[0] == of_outlet
    assert_rows_agree(db)


def test_a_digest_of_the_vocabulary_tells_indexes_apart(db: sqlite3.Connection) -> None:
    story = Story(db, 5)
    story.at_once(story.capture)
    before = sha256(repr(vocabulary(db)).encode()).hexdigest()
    doc_id = db.execute("SELECT max(doc_id) FROM versions").fetchone()[0]
    db.execute("DELETE FROM articles_fts WHERE rowid = ?", (doc_id,))
    assert sha256(repr(vocabulary(db)).encode()).hexdigest() != before
    with pytest.raises(AssertionError):
        assert_rows_agree(db)
