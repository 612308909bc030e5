"""The index made anew: beside the old one, the same, and swapped whole."""

import threading
from contextlib import closing

import pytest

from archive.dump import dump
from archive.errors import AlreadyRunning, IndexUnusable
from archive.ingest import Ingest
from archive.locks import locked
from archive.place import Archive
from archive.rebuild import rebuild, rebuild_search
from archive.schema import SCHEMA, connect, meta, set_meta, sqlite3

TITLE = "بدء أعمال ترميم السوق القديم في المدينة"
FOUND = "SELECT count(*) AS n FROM articles_fts WHERE articles_fts MATCH ?"


@pytest.fixture
def crawled(archive: Archive, wire, page, write_warc, warc_name, ingest_all) -> Archive:
    """An archive with three reports in its index."""
    write_warc(
        archive, warc_name(1), [wire.exchange(f"/2026/{n}/", page(f"{TITLE} {n}", n)) for n in range(3)]
    )
    ingest_all(archive)
    return archive


def test_deleting_the_index_loses_nothing(crawled: Archive, readers) -> None:
    before = list(dump(crawled.index))
    crawled.index.unlink()
    assert rebuild(crawled, readers).articles == 3
    assert list(dump(crawled.index)) == before


def test_an_index_that_is_garbage_is_replaced(crawled: Archive, readers) -> None:
    before = list(dump(crawled.index))
    crawled.index.write_bytes(b"no database" * 1000)
    with pytest.raises(IndexUnusable, match="warraq rebuild"):
        connect(crawled.index)
    rebuild(crawled, readers)
    assert list(dump(crawled.index)) == before


def test_an_index_of_another_version_is_refused_and_replaced(crawled: Archive, readers, ingest_all) -> None:
    with closing(connect(crawled.index)) as db:
        set_meta(db, "schema", "0")
    with pytest.raises(IndexUnusable, match="schema 0"):
        ingest_all(crawled)
    rebuild(crawled, readers)
    assert ingest_all(crawled).exchanges == 0


def test_readers_keep_the_old_index_until_the_new_one_is_whole_and_then_see_it(
    crawled: Archive, readers
) -> None:
    with closing(connect(crawled.index, readonly=True)) as before:
        inode = crawled.index.stat().st_ino
        rebuild(crawled, readers)
        assert before.execute("SELECT count(*) FROM articles").fetchone()[0] == 3
    assert crawled.index.stat().st_ino != inode
    assert not list(crawled.root.glob("index.db.new*"))


def test_what_is_left_in_the_old_wal_does_not_leak_into_the_new_index(crawled: Archive, readers) -> None:
    keeper = connect(crawled.index)  # keeps the WAL from being folded in when others close
    keeper.execute("UPDATE articles SET title = 'edited by hand'")
    assert crawled.index.with_name("index.db-wal").stat().st_size > 0
    rebuild(crawled, readers)
    with closing(connect(crawled.index)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert {row[0] for row in db.execute("SELECT title FROM articles")} == {
            f"{TITLE} {n}" for n in range(3)
        }
    keeper.close()
    with closing(connect(crawled.index)) as db:
        assert db.execute("SELECT count(*) FROM articles WHERE title = 'edited by hand'").fetchone()[0] == 0


def test_a_reader_that_never_lets_go_is_named_and_the_old_index_stays(
    crawled: Archive, readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.rebuild.SWAP_SECONDS", 0)
    inode = crawled.index.stat().st_ino
    with closing(connect(crawled.index)) as writer, closing(connect(crawled.index, readonly=True)) as reader:
        writer.execute("UPDATE articles SET story_id = 'a'")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM articles").fetchone()
        writer.execute("UPDATE articles SET story_id = 'b'")
        with pytest.raises(IndexUnusable, match="another program"):
            rebuild(crawled, readers)
        reader.execute("COMMIT")
    assert crawled.index.stat().st_ino == inode


def test_two_rebuilds_at_once_exclude_each_other(crawled: Archive, readers) -> None:
    with locked(crawled.state / "rebuild.lock"), pytest.raises(AlreadyRunning, match="rebuild"):
        rebuild(crawled, readers)


def test_a_crawl_that_goes_on_during_a_rebuild_ends_up_in_the_new_index(
    crawled: Archive, readers, wire, page, write_warc, warc_name, rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = warc_name(2)
    with Ingest(crawled, readers=readers) as live:
        live.catch_up(write_warc(crawled, name, [wire.exchange("/2026/7/", page(TITLE, 7))], close=False))

        def crawl_on(point: str) -> None:
            if point == "before-swap":
                write_warc(crawled, name, [wire.exchange("/2026/8/", page(TITLE, 8))], close=False)

        monkeypatch.setattr("archive.rebuild.reach", crawl_on)
        rebuild(crawled, readers)
        live.catch_up(write_warc(crawled, name, [wire.exchange("/2026/9/", page(TITLE, 9))], close=False))
    assert rows("SELECT count(*) AS n FROM articles") == [{"n": 6}]


def test_searching_works_the_same_after_analysing_the_texts_anew(crawled: Archive, rows) -> None:
    query = "title_exact : 1 AND body_exact : السوق"
    assert rows(FOUND, query) == [{"n": 1}]
    with closing(connect(crawled.index)) as db:
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    assert rows(FOUND, query) == [{"n": 0}]
    assert rebuild_search(crawled) == 3
    assert rows(FOUND, query) == [{"n": 1}]


HELD = """
SELECT s.doc_id, s.article_id, f.outlet, f.country, f.section, s.published_date, s.newest
FROM search_rows s JOIN filings f USING (filing) ORDER BY s.doc_id
"""


def test_analysing_anew_needs_no_warc_and_changes_nothing_else(crawled: Archive, rows) -> None:
    before, held = list(dump(crawled.index)), rows(HELD)
    crawled.warcs.rename(crawled.root / "away")
    told: list[tuple[int, int]] = []
    assert rebuild_search(crawled, lambda done, total: told.append((done, total))) == 3
    assert list(dump(crawled.index)) == before
    assert rows(HELD) == held
    assert told[-1] == (3, 3)


def test_row_ids_are_given_anew_in_the_order_of_dates(crawled: Archive, rows) -> None:
    held = rows("SELECT doc_id, article_id FROM search_rows ORDER BY doc_id")
    with closing(connect(crawled.index)) as db:
        db.execute("UPDATE versions SET doc_id = 9 - doc_id % 3")  # all in the wrong place, and turned round
    rebuild_search(crawled)
    assert rows("SELECT doc_id FROM versions ORDER BY doc_id") == [{"doc_id": row["doc_id"]} for row in held]
    assert rows("SELECT rowid AS doc_id FROM articles_fts ORDER BY rowid") == [
        {"doc_id": row["doc_id"]} for row in held
    ]


def test_analysing_anew_is_all_or_nothing_and_readers_have_the_old_index_meanwhile(
    crawled: Archive, rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.rebuild.reach", lambda point: pytest.fail("killed here"))
    with closing(connect(crawled.index, readonly=True)) as reader:
        with pytest.raises(pytest.fail.Exception, match="killed here"):
            rebuild_search(
                crawled, lambda done, total: reader.execute("SELECT * FROM search_rows").fetchone()
            )
        assert reader.execute(FOUND, ("السوق",)).fetchone()["n"] == 3
    monkeypatch.undo()
    assert rebuild_search(crawled) == 3
    assert not list(crawled.root.glob("index.db.new*"))


def test_an_index_that_is_not_there_cannot_be_analysed_anew(archive: Archive) -> None:
    with pytest.raises(IndexUnusable, match="make it with `warraq rebuild`"):
        rebuild_search(archive)


def test_the_search_index_is_kept_as_usual_after_it_was_made_at_once(crawled: Archive, readers, rows) -> None:
    kept = rows("SELECT k, v FROM articles_fts_config ORDER BY k")
    rebuild_search(crawled)
    assert rows("SELECT k, v FROM articles_fts_config ORDER BY k") == kept
    rebuild(crawled, readers)
    assert rows("SELECT k, v FROM articles_fts_config ORDER BY k") == kept


def test_an_index_of_an_older_analyser_is_refused_until_it_was_analysed_anew(
    crawled: Archive, ingest_all
) -> None:
    with closing(connect(crawled.index)) as db:
        set_meta(db, "analyser", "0")
    with pytest.raises(IndexUnusable, match="rebuild --search"):
        ingest_all(crawled)
    rebuild_search(crawled)
    ingest_all(crawled)


def test_a_locked_index_is_reported_in_words(
    crawled: Archive, ingest_all, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.schema.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(crawled.index, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(IndexUnusable, match="database is locked; end other programs"):
            ingest_all(crawled)


def test_one_writer_waits_for_another(
    crawled: Archive, ingest_all, wire, page, write_warc, warc_name
) -> None:
    write_warc(crawled, warc_name(2), [wire.exchange("/2026/9/", page(TITLE, 9))])
    with locked(crawled.state / "index.lock"):
        waiting = threading.Thread(target=ingest_all, args=(crawled,))
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
    waiting.join(60)
    assert not waiting.is_alive()


def test_a_new_index_has_every_table_once_however_many_open_it(archive: Archive) -> None:
    threads = [threading.Thread(target=lambda: connect(archive.index).close()) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(connect(archive.index)) as db:
        assert meta(db, "schema") == SCHEMA
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
