"""Credits kept from one count to the next are those that a full count gives, whatever happened meanwhile."""

import random
from pathlib import Path
from typing import Any

import pytest

from archive import credit_cache
from archive.credit_cache import FILE, credits_kept
from archive.credited import Credits, credits_of, ranked
from archive.marks import mark_changes
from archive.rows import read_tuples

SOURCES = ("رويترز", "سانا", "وزارة الصحة", None)


@pytest.fixture
def news(shelf: Any) -> Any:
    """Twelve reports of two outlets, of which some credit sources."""
    chance = random.Random(7)
    shelf.insert("outlets", slug="sada", name="صدى", timezone="Asia/Beirut", language="ar")
    for number in range(12):
        add(shelf, f"report-{number}", chance, outlet=("almithal", "sada")[number % 2])
    return shelf


def add(shelf: Any, slug: str, chance: random.Random, outlet: str = "almithal") -> str:
    article: str = shelf.version(slug, f"نص التقرير {slug}.", outlet=outlet)
    (key,) = shelf.db.execute(
        "SELECT version_key FROM versions WHERE article_id = ? ORDER BY rowid DESC", (article,)
    ).fetchone()
    for seq in range(chance.randrange(4)):
        kind = chance.choice(("agency", "outlet", None))
        shelf.insert(
            "attributions", version_key=key, seq=seq, source=chance.choice(SOURCES), source_kind=kind
        )
    return str(key)


def same(shelf: Any) -> Credits:
    kept, counted = credits_kept(shelf.db, shelf.archive.state), credits_of(shelf.db)
    assert dict(kept.by_pair) == dict(counted.by_pair)
    assert dict(kept.by_source) == dict(counted.by_source)
    assert dict(kept.kinds) == dict(counted.kinds)
    assert kept.reports == counted.reports
    return kept


@pytest.fixture(autouse=True)
def all_counts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts each full count went over."""
    noted: list[int] = []
    plain = credit_cache._count_whole

    def counting(cache: Any, db: Any, now: Any, among: Any) -> None:
        noted.append(len(now))
        plain(cache, db, now, among)

    monkeypatch.setattr(credit_cache, "_count_whole", counting)
    return noted


def test_the_first_count_is_whole_and_the_next_needs_none(news: Any, all_counts: list[int]) -> None:
    assert same(news).reports > 5
    assert same(news).reports > 5
    assert all_counts == [12]
    assert (news.archive.state / FILE).is_file()


def test_texts_that_come_or_are_superseded_are_counted_alone(news: Any, all_counts: list[int]) -> None:
    same(news)
    add(news, "later", random.Random(1))
    same(news)
    news.db.execute("UPDATE search_rows SET newest = 0 WHERE doc_id = (SELECT min(doc_id) FROM search_rows)")
    before = same(news)
    news.db.execute("UPDATE search_rows SET newest = 1")
    assert same(news).reports >= before.reports
    assert all_counts == [12]


def test_a_text_that_is_gone_has_those_of_its_outlet_counted_again(news: Any, all_counts: list[int]) -> None:
    same(news)
    [(key, doc_id)] = read_tuples(
        news.db,
        "SELECT version_key, doc_id FROM versions JOIN attributions USING (version_key)"
        " WHERE source IS NOT NULL LIMIT 1",
    )
    news.db.execute("DELETE FROM attributions WHERE version_key = ?", (key,))
    news.db.execute("DELETE FROM search_rows WHERE doc_id = ?", (doc_id,))
    news.db.execute("DELETE FROM versions WHERE version_key = ?", (key,))
    same(news)
    assert all_counts == [12, 5]


def test_a_broken_file_is_made_anew_and_one_of_another_format_too(news: Any, all_counts: list[int]) -> None:
    path = news.archive.state / FILE
    path.write_bytes(b"no database" * 500)
    same(news)
    with credit_cache.sqlite3.connect(str(path)) as cache:
        cache.execute("UPDATE made_by SET format = 'old'")
    same(news)
    assert all_counts == [12, 12]


def test_without_a_place_nothing_is_kept_and_all_is_counted(news: Any, tmp_path: Path) -> None:
    kept = credits_kept(news.db, tmp_path / "missing")
    assert kept.reports == credits_kept(news.db, None).reports == credits_of(news.db).reports
    assert not (tmp_path / "missing").exists()


def test_what_another_process_holds_is_done_without(news: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    same(news)
    monkeypatch.setattr(credit_cache, "BUSY_SECONDS", 0.05)
    other = credit_cache.sqlite3.connect(str(news.archive.state / FILE), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        same(news)
    finally:
        other.close()


def test_a_file_that_fails_in_the_middle_is_done_without(news: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    same(news)
    (news.archive.state / FILE).unlink()
    plain, failed = credit_cache._put, list[str]()

    def failing(cache: Any, *rows: Any) -> None:
        if cache.execute("PRAGMA database_list").fetchone()[2]:
            failed.append("full")
            raise credit_cache.sqlite3.OperationalError("database or disk is full")
        plain(cache, *rows)

    monkeypatch.setattr(credit_cache, "_put", failing)
    same(news)
    assert failed == ["full"]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_count_is_that_of_the_whole(news: Any, all_counts: list[int], seed: int) -> None:
    chance, outlets = random.Random(seed), ("almithal", "sada", "third")
    news.insert("outlets", slug="third", timezone="UTC")
    for number in range(8):
        add(news, f"more-{number}", chance, outlet="third")

    def newest() -> Any:
        [row] = read_tuples(
            news.db,
            "SELECT doc_id, version_key FROM search_rows JOIN versions USING (doc_id) ORDER BY 1 LIMIT 1"
            f" OFFSET {chance.randrange(12)}",
        )
        return row

    def supersede() -> None:
        news.db.execute("UPDATE search_rows SET newest = 1 - newest WHERE doc_id = ?", newest()[:1])

    def withdraw() -> None:
        doc_id, key = newest()
        news.db.execute("DELETE FROM attributions WHERE version_key = ?", (key,))
        news.db.execute("DELETE FROM search_rows WHERE doc_id = ?", (doc_id,))
        news.db.execute("DELETE FROM versions WHERE version_key = ?", (key,))

    def move() -> None:
        filings = [filing for (filing,) in read_tuples(news.db, "SELECT filing FROM filings ORDER BY 1")]
        told = (chance.choice(filings), newest()[0])
        news.db.execute("UPDATE search_rows SET filing = ? WHERE doc_id = ?", told)

    def mark_anew() -> None:
        news.db.execute("DROP TABLE marks")
        mark_changes(news.db)

    for turn in range(40):
        for _ in range(chance.choice((0, 1, 1, 2))):
            does = chance.choice((None, None, None, supersede, withdraw, move, mark_anew))
            if does is None:
                add(news, f"report-{chance.randrange(30)}-{turn}", chance, outlet=chance.choice(outlets))
            else:
                does()
        whole = same(news)
        outlet, kind = chance.choice(outlets), chance.choice(("agency", None))
        few = credits_kept(news.db, news.archive.state, outlet, kind, 2)
        of_outlet = {name: n for (slug, name), n in whole.by_pair.items() if slug == outlet}
        assert (few.by_source, few.kinds, few.reports) == (of_outlet, whole.kinds, whole.reports)
        names = [name for name, _ in ranked(of_outlet, whole.kinds, kind)[:2]]
        assert few.by_pair == {pair: n for pair, n in whole.by_pair.items() if pair[1] in names}
    assert len(all_counts) < 40
